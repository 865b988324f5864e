//! Which norms are asked: all, or those of a domain, a part, a role or the basismaatregelen.

use std::collections::BTreeSet;

use crate::assessment::{Assessment, Reply};
use crate::catalogue::{Catalogue, Role};
use crate::finding::{closest, print::visible};
use crate::problem::Problem;
use crate::scope::norms_named;

/// The norms that are asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Indexes of the norms; `None`: all of them.
    norms: Option<BTreeSet<usize>>,
    /// Only what this role knows.
    role: Option<Role>,
    /// What was chosen, in words; empty for everything.
    pub title: String,
}

impl Scope {
    /// What the options on the command line ask for.
    ///
    /// # Errors
    /// A domain or role that does not exist, or a choice without a single norm.
    pub fn parse(
        catalogue: &Catalogue,
        assessment: Option<&Assessment>,
        domains: &[String],
        role: Option<&str>,
        measures: bool,
    ) -> Result<Self, Problem> {
        let role = role.map(parse_role).transpose()?;
        let mut norms: BTreeSet<usize> = (0..catalogue.norms.len()).collect();
        let mut titles = Vec::new();
        if !domains.is_empty() {
            let mut named = BTreeSet::new();
            for word in domains.iter().flat_map(|text| text.split(',')) {
                named.extend(norms_named(catalogue, word.trim())?);
            }
            norms = named;
            titles.push(domains.join(", "));
        }
        if measures {
            let linked = |index: &usize| {
                let id = &catalogue.norms[*index].id;
                catalogue.measures.items.iter().flat_map(|item| &item.norms).any(|link| &link.id == id)
            };
            norms.retain(linked);
            titles.push("basismaatregelen (indicatief)".to_owned());
        }
        if let Some(role) = role {
            norms.retain(|index| {
                let norm = &catalogue.norms[*index];
                norm.who.contains(&role) || asked_of(assessment, &norm.id, role)
            });
            titles.push(format!("wat {} weet", role.as_str()));
        }
        let title = titles.join(" · ");
        if norms.is_empty() {
            let problem = Problem::new(format!("geen enkele norm past bij deze keuze ({})", visible(&title)));
            return Err(problem.hint("laat een van de opties weg"));
        }
        let everything = norms.len() == catalogue.norms.len();
        Ok(Self { norms: (!everything).then_some(norms), role, title })
    }

    /// True where this norm is asked.
    pub fn contains(&self, norm: usize) -> bool {
        self.norms.as_ref().is_none_or(|norms| norms.contains(&norm))
    }

    /// The role that is asked, where one was chosen.
    pub fn role(&self) -> Option<Role> {
        self.role
    }

    /// True where only some of the norms are asked.
    pub fn is_limited(&self) -> bool {
        self.norms.is_some()
    }

    /// True where an answer "ask this one" points at the role that is answering now.
    pub fn is_asked(&self, who: &str) -> bool {
        self.role.is_some_and(|role| who.trim().eq_ignore_ascii_case(role.as_str()))
    }
}

/// Someone said that this role knows.
fn asked_of(assessment: Option<&Assessment>, id: &str, role: Role) -> bool {
    let reply = assessment.and_then(|assessment| assessment.answer(id)).map(|answer| &answer.reply);
    matches!(reply, Some(Reply::AskAround(who)) if who.trim().eq_ignore_ascii_case(role.as_str()))
}

/// The role that a word on the command line means.
///
/// # Errors
/// There is no such role; the roles are named.
pub fn parse_role(word: &str) -> Result<Role, Problem> {
    let word = word.trim();
    if let Some(role) = Role::ALL.into_iter().find(|role| role.as_str().eq_ignore_ascii_case(word)) {
        return Ok(role);
    }
    let names = Role::ALL.map(Role::as_str);
    let tip = closest(word, names).map_or(String::new(), |name| format!("bedoel je {name}? "));
    Err(Problem::new(format!("de rol \"{}\" is onbekend", visible(word)))
        .hint(format!("{tip}Kies uit: {}", names.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::embedded::newest;

    fn codes(catalogue: &Catalogue, scope: &Scope) -> Vec<String> {
        let mut codes: Vec<String> = (0..catalogue.norms.len())
            .filter(|norm| scope.contains(*norm))
            .map(|norm| catalogue.domain_of(&catalogue.norms[norm]).code.clone())
            .collect();
        codes.dedup();
        codes
    }

    fn parse(domains: &[&str], role: Option<&str>, measures: bool) -> Result<Scope, Problem> {
        let domains: Vec<String> = domains.iter().map(|word| (*word).to_owned()).collect();
        Scope::parse(&newest(), None, &domains, role, measures)
    }

    #[test]
    fn a_scope_is_a_code_a_part_a_norm_or_a_number_that_fits_one_domain() {
        let catalogue = newest();
        assert_eq!(codes(&catalogue, &parse(&["bc"], None, false).unwrap()), ["BC"]);
        assert_eq!(codes(&catalogue, &parse(&["BC,ID", "GO"], None, false).unwrap()), ["GO", "ID", "BC"]);
        assert_eq!(codes(&catalogue, &parse(&["14"], None, false).unwrap()), ["BC"]);
        assert_eq!(codes(&catalogue, &parse(&["BC.03"], None, false).unwrap()), ["BC"]);
        let privacy = parse(&["privacy"], None, false).unwrap();
        let all_privacy = |norm: usize| {
            let part = catalogue.part_of(&catalogue.norms[norm]);
            privacy.contains(norm) == (part.id == "privacy")
        };
        assert!((0..catalogue.norms.len()).all(all_privacy));
    }

    #[test]
    fn a_number_that_fits_two_domains_is_refused_and_both_are_named() {
        let error = parse(&["1"], None, false).unwrap_err().hint.unwrap();
        assert!(error.contains("GO (Bestuur") && error.contains("BL (Beleid"), "{error}");
    }

    #[test]
    fn an_unknown_domain_or_role_names_what_there_is() {
        let error = parse(&["bestuurr"], None, false).unwrap_err().hint.unwrap();
        assert!(error.contains("GO, OR, RM") && error.contains("privacy"), "{error}");
        let error = parse(&[], Some("ictt"), false).unwrap_err().hint.unwrap();
        assert!(error.contains("bedoel je ict?") && error.contains("administratie"), "{error}");
    }

    #[test]
    fn a_role_gets_what_it_knows_and_what_it_is_to_be_asked() {
        let catalogue = newest();
        let role = parse(&[], Some("Personeelszaken"), false).unwrap();
        for (index, norm) in catalogue.norms.iter().enumerate() {
            assert_eq!(role.contains(index), norm.who.contains(&Role::Personnel), "{}", norm.id);
        }
        let date = jiff::civil::date(2026, 11, 21);
        let mut assessment = Assessment::new(&catalogue.id, &catalogue.edition, 2026, date);
        let stranger = (0..catalogue.norms.len()).find(|norm| !role.contains(*norm)).unwrap();
        let answer = assessment.answers.entry(catalogue.norms[stranger].id.clone()).or_default();
        answer.reply = Reply::AskAround("personeelszaken".to_owned());
        let role = Scope::parse(&catalogue, Some(&assessment), &[], Some("personeelszaken"), false).unwrap();
        assert!(role.contains(stranger) && role.is_asked("Personeelszaken "));
    }

    #[test]
    fn a_choice_without_norms_is_refused() {
        assert!(parse(&["BC"], Some("administratie"), false).is_err());
    }
}
