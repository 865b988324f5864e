//! The way through the norms: which domain comes when, which norm comes next, and how long it takes.

use super::scope::Scope;
use crate::analysis::score::{Figures, NormResult, State, figures};
use crate::assessment::{Assessment, Reply};
use crate::catalogue::Catalogue;

/// Domains that people recognise from their own work; they are proposed first.
const RECOGNISABLE: [&str; 3] = ["BC", "ID", "IM"];

/// How long an answer takes, looking something up now and then included.
const MINUTES_PER_NORM: usize = 2;

/// How long so many norms take: "± 9 min", "± 1,5 uur".
pub fn duration(norms: usize) -> String {
    let minutes = norms * MINUTES_PER_NORM;
    if minutes < 90 {
        return format!("± {minutes} min");
    }
    // Half hours are precise enough for an estimate.
    let halves = (minutes + 15) / 30;
    match halves % 2 {
        0 => format!("± {} uur", halves / 2),
        _ => format!("± {},5 uur", halves / 2),
    }
}

/// In which order domains follow each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Recognisable domains first.
    #[default]
    Proposed,
    /// As the catalogue has them.
    Catalogue,
}

impl Order {
    /// The domains in this order.
    pub fn domains(self, catalogue: &Catalogue) -> Vec<usize> {
        let all = 0..catalogue.domains.len();
        let code = |domain: &usize| catalogue.domains[*domain].code.as_str();
        match self {
            Order::Catalogue => all.collect(),
            Order::Proposed => {
                let first = RECOGNISABLE.iter().filter_map(|known| all.clone().find(|d| code(d) == *known));
                first.chain(all.clone().filter(|domain| !RECOGNISABLE.contains(&code(domain)))).collect()
            }
        }
    }
}

/// Where every norm stands, for finding the way.
pub struct Standing<'a> {
    catalogue: &'a Catalogue,
    scope: &'a Scope,
    results: &'a [NormResult],
    assessment: &'a Assessment,
}

impl<'a> Standing<'a> {
    /// The standing of this assessment.
    pub fn new(
        catalogue: &'a Catalogue,
        assessment: &'a Assessment,
        scope: &'a Scope,
        results: &'a [NormResult],
    ) -> Self {
        Self { catalogue, scope, results, assessment }
    }

    /// True where this norm still wants an answer from this person: nothing yet, not yet confirmed, or to be asked
    /// of the role that is answering.
    pub fn wants(&self, norm: usize) -> bool {
        match self.results[norm].state {
            State::Open | State::CarriedOver => true,
            State::Level(_) | State::NotApplicable => false,
            State::AskAround => match self.assessment.answer(&self.catalogue.norms[norm].id) {
                Some(answer) => matches!(&answer.reply, Reply::AskAround(who) if self.scope.is_asked(who)),
                None => false,
            },
        }
    }

    /// True where someone else has to be asked.
    pub fn is_asked_around(&self, norm: usize) -> bool {
        self.results[norm].state == State::AskAround
    }

    /// The norms of a domain that are asked; all of them where the scope leaves none.
    pub fn norms_of(&self, domain: usize) -> Vec<usize> {
        let all: Vec<usize> =
            (0..self.catalogue.norms.len()).filter(|n| self.catalogue.norms[*n].domain == domain).collect();
        let scoped: Vec<usize> = all.iter().copied().filter(|norm| self.scope.contains(*norm)).collect();
        if scoped.is_empty() { all } else { scoped }
    }

    /// The norms that are asked.
    pub fn norms(&self) -> impl Iterator<Item = usize> {
        (0..self.results.len()).filter(|norm| self.scope.contains(*norm))
    }

    /// Those of these norms that still want an answer.
    pub fn wanting(&self, norms: &[usize]) -> usize {
        norms.iter().filter(|norm| self.wants(**norm)).count()
    }

    /// The domains in which something is asked, in this order.
    pub fn domains(&self, order: Order) -> Vec<usize> {
        let asked = |domain: &usize| self.norms().any(|norm| self.catalogue.norms[norm].domain == *domain);
        order.domains(self.catalogue).into_iter().filter(asked).collect()
    }

    /// The domains that still want answers: those that were begun first, then in the order proposed.
    pub fn proposed(&self) -> Vec<usize> {
        let wanting = |domain: &usize| self.wanting(&self.norms_of(*domain)) > 0;
        let mut domains: Vec<usize> = self.domains(Order::Proposed).into_iter().filter(wanting).collect();
        let begun = |domain: &usize| {
            let norms = self.norms_of(*domain);
            self.wanting(&norms) < norms.len()
        };
        domains.sort_by_key(|domain| !begun(domain));
        domains
    }

    /// The domain that follows this one and still wants answers.
    pub fn next_domain(&self, order: Order, after: usize) -> Option<usize> {
        let domains = self.domains(order);
        let place = domains.iter().position(|domain| *domain == after).map_or(0, |place| place + 1);
        let (before, behind) = domains.split_at(place);
        let mut following = behind.iter().chain(before).copied().filter(|domain| *domain != after);
        following.find(|domain| self.wanting(&self.norms_of(*domain)) > 0)
    }

    /// The figures of some norms.
    pub fn figures(&self, norms: &[usize]) -> Figures {
        let ids: Vec<&str> = norms.iter().map(|norm| self.catalogue.norms[*norm].id.as_str()).collect();
        figures(self.catalogue, self.results, &|norm| ids.contains(&norm.id.as_str()))
    }
}

/// A walk past the norms of one domain, or past everything that must be asked around.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walk {
    /// The norms in the order in which they are passed; never empty once a walk has begun.
    pub norms: Vec<usize>,
    /// Which of them is shown.
    pub at: usize,
    /// True where the norm that is shown had an answer when the person arrived: then they are looking through, and
    /// go on step by step instead of to the next open norm.
    pub was_settled: bool,
    /// The domain; `None` for what must be asked around.
    pub domain: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::embedded::newest;

    #[test]
    fn recognisable_domains_come_first_and_none_is_lost() {
        let catalogue = newest();
        let order = Order::Proposed.domains(&catalogue);
        let codes: Vec<&str> = order.iter().map(|d| catalogue.domains[*d].code.as_str()).collect();
        assert_eq!(codes[..5], ["BC", "ID", "IM", "GO", "OR"]);
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, Order::Catalogue.domains(&catalogue));
    }

    #[test]
    fn an_estimate_is_in_minutes_and_then_in_half_hours() {
        assert_eq!(duration(5), "± 10 min");
        assert_eq!(duration(45), "± 1,5 uur");
        assert_eq!(duration(60), "± 2 uur");
        assert_eq!(duration(94), "± 3 uur");
    }
}
