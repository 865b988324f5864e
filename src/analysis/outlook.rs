//! What the figures are held against: people to ask, basismaatregelen, attention points and the public themes.

use super::gap::Gap;
use super::score::{Figures, NormResult, figures};
use crate::assessment::{Assessment, Reply};
use crate::catalogue::{Catalogue, Link};

/// Someone who still has to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleToAsk {
    /// The role as the catalogue or the person wrote it.
    pub role: String,
    /// Norms of which the person said to ask here.
    pub asked: Vec<usize>,
    /// Other open norms that this role is the first to know about.
    pub open: Vec<usize>,
}

/// A basismaatregel or attention point with its linked norms; the links are indicative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedNorms {
    /// Number.
    pub number: u32,
    /// Title.
    pub title: String,
    /// Explanation.
    pub explanation: String,
    /// Linked norms.
    pub norms: Vec<usize>,
    /// The figures of the linked norms.
    pub figures: Figures,
}

/// An offer of support that may help with at least one gap; the links are indicative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportFit {
    /// Index of the offer in the catalogue.
    pub offer: usize,
    /// Norms below target that it may help with, most urgent first.
    pub norms: Vec<usize>,
}

/// How a theme stands; only its words are public, never its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeStanding {
    /// Index of the theme in the catalogue.
    pub theme: usize,
    /// The figures behind it.
    pub figures: Figures,
}

/// The themes that stand out, as indexes of the catalogue; empty where the difference is not real.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThemeContrast {
    /// Really further than the theme that is last, and not really behind the first.
    pub ahead: Vec<usize>,
    /// Really behind the theme that is first, and not really ahead of the last; where that is true of many, the
    /// one of them with the most norms to go.
    pub behind: Vec<usize>,
}

/// A theme with fewer applicable norms is not named: it would give single norms away.
const SMALLEST_THEME: u32 = 5;

/// The most themes that stand out together; more of them is no contrast.
const MOST_THEMES: usize = 2;

/// Who still has to be asked what: first the known roles in their order, then what people wrote themselves.
pub fn to_ask(catalogue: &Catalogue, assessment: &Assessment, norms: &[NormResult]) -> Vec<RoleToAsk> {
    let mut roles: Vec<RoleToAsk> = crate::catalogue::Role::ALL
        .iter()
        .map(|role| RoleToAsk { role: role.as_str().to_owned(), asked: Vec::new(), open: Vec::new() })
        .collect();
    let mut place = |name: &str, norm: usize, asked: bool| {
        let found = roles.iter().position(|role| role.role.eq_ignore_ascii_case(name));
        let index = found.unwrap_or_else(|| {
            roles.push(RoleToAsk { role: name.to_owned(), asked: Vec::new(), open: Vec::new() });
            roles.len() - 1
        });
        let role = &mut roles[index];
        if asked { role.asked.push(norm) } else { role.open.push(norm) }
    };
    for result in norms.iter().filter(|result| result.open()) {
        let norm = &catalogue.norms[result.norm];
        match assessment.answers.get(&norm.id).map(|answer| &answer.reply) {
            Some(Reply::AskAround(who)) => place(who.trim(), result.norm, true),
            _ => place(norm.who.first().map_or("iedereen", |role| role.as_str()), result.norm, false),
        }
    }
    roles.retain(|role| !role.asked.is_empty() || !role.open.is_empty());
    roles
}

/// The basismaatregelen.
pub fn measures(catalogue: &Catalogue, norms: &[NormResult]) -> Vec<LinkedNorms> {
    let items = catalogue.measures.items.iter();
    items.map(|m| linked(catalogue, norms, m.number, &m.title, &m.explanation, &m.norms)).collect()
}

/// The attention points.
pub fn attention(catalogue: &Catalogue, norms: &[NormResult]) -> Vec<LinkedNorms> {
    let items = catalogue.attention.items.iter();
    items.map(|p| linked(catalogue, norms, p.number, &p.title, &p.explanation, &p.norms)).collect()
}

/// The offers that fit a gap: by the largest gap they fit, then by how many, then in catalogue order.
pub fn support(catalogue: &Catalogue, gaps: &[Gap]) -> Vec<SupportFit> {
    let mut fits: Vec<(u8, SupportFit)> = Vec::new();
    for (offer, found) in catalogue.support.iter().enumerate() {
        let fitting = || gaps.iter().filter(|gap| found.norms.contains(&catalogue.norms[gap.norm].id));
        if let Some(largest) = fitting().map(|gap| gap.short).max() {
            fits.push((largest, SupportFit { offer, norms: fitting().map(|gap| gap.norm).collect() }));
        }
    }
    fits.sort_by_key(|(largest, fit)| (u8::MAX - largest, usize::MAX - fit.norms.len(), fit.offer));
    fits.into_iter().map(|(_, fit)| fit).collect()
}

fn linked(
    catalogue: &Catalogue,
    norms: &[NormResult],
    number: u32,
    title: &str,
    explanation: &str,
    links: &[Link],
) -> LinkedNorms {
    LinkedNorms {
        number,
        title: title.to_owned(),
        explanation: explanation.to_owned(),
        norms: links.iter().filter_map(|link| catalogue.index_of(&link.id)).collect(),
        figures: figures(catalogue, norms, &|norm| links.iter().any(|link| link.id == norm.id)),
    }
}

/// The themes of the public paragraph, in catalogue order.
pub fn themes(catalogue: &Catalogue, norms: &[NormResult]) -> Vec<ThemeStanding> {
    catalogue
        .themes
        .iter()
        .enumerate()
        .map(|(theme, found)| ThemeStanding {
            theme,
            figures: figures(catalogue, norms, &|norm| {
                found.domains.contains(&catalogue.domain_of(norm).code)
            }),
        })
        .collect()
}

/// Which themes stand out. A difference is real when it would still be there if one norm of each of the two had
/// been judged the other way.
pub fn theme_contrast(themes: &[ThemeStanding]) -> ThemeContrast {
    let named: Vec<&ThemeStanding> =
        themes.iter().filter(|theme| theme.figures.applicable >= SMALLEST_THEME).collect();
    // Shares are compared crosswise, in whole numbers.
    let by_share = |a: &&&ThemeStanding, b: &&&ThemeStanding| {
        let cross = |x: &Figures, y: &Figures| x.on_target * y.applicable;
        cross(&a.figures, &b.figures).cmp(&cross(&b.figures, &a.figures))
    };
    let really_ahead = |a: &ThemeStanding, b: &ThemeStanding| {
        let (a, b) = (&a.figures, &b.figures);
        a.on_target > 0 && (a.on_target - 1) * b.applicable > (b.on_target + 1) * a.applicable
    };
    let (Some(first), Some(last)) = (named.iter().max_by(by_share), named.iter().min_by(by_share)) else {
        return ThemeContrast::default();
    };
    let pick = |keep: &dyn Fn(&ThemeStanding) -> bool| -> Vec<&ThemeStanding> {
        named.iter().copied().filter(|theme| keep(theme)).collect()
    };
    let mut ahead = pick(&|theme| really_ahead(theme, last) && !really_ahead(first, theme));
    let mut behind = pick(&|theme| really_ahead(first, theme) && !really_ahead(theme, last));
    if ahead.len() > MOST_THEMES {
        ahead.clear();
    }
    if behind.len() > MOST_THEMES {
        behind =
            behind.into_iter().rev().max_by_key(|theme| theme.figures.not_on_target()).into_iter().collect();
    }
    let indexes = |themes: Vec<&ThemeStanding>| themes.into_iter().map(|theme| theme.theme).collect();
    ThemeContrast { ahead: indexes(ahead), behind: indexes(behind) }
}
