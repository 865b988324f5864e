//! The IBP paragraph for the annual report: facts in, sentences out, every sentence with where it comes from.

use jiff::civil::Date;

use crate::analysis::Analysis;

mod facts;
mod template;

/// What a mark for a missing core fact starts with; it ends with the next "]".
pub const MARK: &str = "[INVULLEN:";

/// The list of facts that are missing and were left out.
pub const LEFT_OUT_TITLE: &str = "Nog aan te vullen, als het speelt";

/// How long the paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Five alinea's, about 350 words.
    Long,
    /// One alinea, about 150 words.
    Short,
}

/// An alinea: what it is about, and the blocks of the template that are its sentences.
type Outline = (&'static str, &'static [&'static str]);

const LONG: &[Outline] = &[
    (
        "Kader en organisatie",
        &[
            "kader_bestuur",
            "kader_normenkader",
            "kader_afspraak",
            "kader_avg",
            "kader_fg",
            "kader_uren",
            "kader_beleid",
            "kader_instemming",
            "kader_evaluatie",
            "kader_onbekend",
        ],
    ),
    (
        "Waar staan we",
        &[
            "meting",
            "meting_open",
            "toetsing",
            "advies",
            "cijfers",
            "onderdelen",
            "landelijk_streefniveau",
            "eigen_streefniveaus",
            "themas_verst",
            "themas_aandacht",
        ],
    ),
    (
        "Wat hebben we gedaan",
        &[
            "maatregelen",
            "dpias",
            "verwerkers",
            "training",
            "momenten",
            "diensten",
            "gedaan_niet",
            "gedaan_onbekend",
        ],
    ),
    (
        "Incidenten",
        &[
            "datalekken",
            "datalekken_gemeld",
            "datalekken_oorzaak",
            "verzoeken",
            "lesuitval",
            "incidenten_onbekend",
        ],
    ),
    ("Vooruitblik", &["uitdagingen", "plan", "plan_verdeling", "toezicht", "volgend_jaar", "afspraak"]),
];

const SHORT: &[Outline] = &[(
    "Kort",
    &[
        "kort_kader",
        "kort_werkwijze",
        "kort_cijfers",
        "landelijk_streefniveau",
        "eigen_streefniveaus",
        "kort_gedaan",
        "gedaan_niet",
        "kort_training",
        "kort_datalekken",
        "datalekken_gemeld",
        "uitdagingen",
        "plan",
        "toezicht",
        "kort_volgend_jaar",
        "kort_afspraak",
    ],
)];

/// The block with the warning above the draft.
const NOTICE: &str = "melding";

/// Writes the paragraph in our own words.
///
/// # Errors
/// Only where our own template is broken, which a test would show.
pub fn write(analysis: &Analysis<'_>, length: Length) -> anyhow::Result<Paragraph> {
    compose(analysis, length, None)
}

/// Writes the paragraph with a house style: a template that starts with `{% extends "ibp-paragraaf.j2" %}` and
/// replaces the blocks it wants to say in its own words.
///
/// # Errors
/// Where the template cannot be read, or asks for something that does not exist.
pub fn write_with(analysis: &Analysis<'_>, length: Length, template: &str) -> anyhow::Result<Paragraph> {
    compose(analysis, length, Some(template))
}

fn compose(analysis: &Analysis<'_>, length: Length, house_style: Option<&str>) -> anyhow::Result<Paragraph> {
    let outline = match length {
        Length::Long => LONG,
        Length::Short => SHORT,
    };
    let blocks: Vec<&[&str]> = outline.iter().map(|(_, blocks)| *blocks).collect();
    let rendered = template::render(facts::facts(analysis), house_style, NOTICE, &blocks)?;
    let alineas = outline
        .iter()
        .zip(rendered.alineas)
        .map(|((title, _), sentences)| Alinea { title: (*title).to_owned(), sentences });
    Ok(Paragraph { notice: rendered.notice, alineas: alineas.collect(), left_out: rendered.left_out })
}

/// The paragraph in one length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// A warning that must stand above the draft, such as the one about provisional norms.
    pub notice: Option<String>,
    /// The alinea's, in order.
    pub alineas: Vec<Alinea>,
    /// Facts that are missing and were left out; listed below the text.
    pub left_out: Vec<String>,
}

/// One alinea.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alinea {
    /// What it is about, such as "Waar staan we".
    pub title: String,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

/// One sentence; missing core facts stand in it as `[INVULLEN: …]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// Every figure, key or norm set it rests on.
    pub sources: Vec<Source>,
}

/// Where something in a sentence comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What it is, such as "normen op streefniveau, geheel".
    pub what: String,
    /// The value as used, such as "34 van 91".
    pub value: String,
    /// Where it stands: a key like `[jaarverslag] fg`, or the set of norms.
    pub origin: String,
    /// The day it stands for, where there is one.
    pub date: Option<Date>,
}

impl Alinea {
    /// The running text.
    pub fn text(&self) -> String {
        self.sentences.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

impl Paragraph {
    /// True where something must still be filled in.
    pub fn has_marks(&self) -> bool {
        pieces(&self.text()).iter().any(|piece| matches!(piece, Piece::Mark(_)))
    }

    /// The running text, one alinea per line.
    pub fn text(&self) -> String {
        self.alineas.iter().map(Alinea::text).collect::<Vec<_>>().join("\n")
    }
}

/// A piece of running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Ordinary text.
    Plain(&'a str),
    /// A mark that nobody may overlook.
    Mark(&'a str),
}

/// Running text in pieces, so that every renderer finds the same marks.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(MARK) {
        let Some(length) = rest[start..].find(']') else { break };
        let (before, from_mark) = rest.split_at(start);
        let (mark, after) = from_mark.split_at(length + 1);
        pieces.extend((!before.is_empty()).then_some(Piece::Plain(before)));
        pieces.push(Piece::Mark(mark));
        rest = after;
    }
    pieces.extend((!rest.is_empty()).then_some(Piece::Plain(rest)));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_of_the_template_has_a_place_and_every_place_a_sentence() {
        let template = include_str!("paragraph/ibp-paragraaf.j2");
        let named = |before: &str| -> Vec<&str> {
            template.split(before).skip(1).filter_map(|rest| rest.split([' ', '(']).next()).collect()
        };
        let (blocks, called) = (named("{% block "), named("self."));
        let placed: Vec<&str> =
            LONG.iter().chain(SHORT).flat_map(|(_, blocks)| blocks.iter().copied()).chain([NOTICE]).collect();
        for block in &blocks {
            assert!(placed.contains(block) || called.contains(block), "{block} is never used");
        }
        for block in placed.iter().chain(&called) {
            assert!(blocks.contains(block), "{block} is not in the template");
        }
    }

    #[test]
    fn marks_are_found_and_everything_else_is_plain() {
        use Piece::{Mark, Plain};
        assert_eq!(
            pieces("in [INVULLEN: maand] en [INVULLEN: jaar]."),
            [Plain("in "), Mark("[INVULLEN: maand]"), Plain(" en "), Mark("[INVULLEN: jaar]"), Plain(".")]
        );
        assert_eq!(pieces("[INVULLEN: zonder einde"), [Plain("[INVULLEN: zonder einde")]);
        assert_eq!(pieces(""), []);
    }
}
