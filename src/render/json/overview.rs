//! An overview as JSON: one document with a line per board, or a line per board or per board and norm. The schemas are
//! `tests/schemas/overzicht*.schema.json`. Everything goes out piece by piece; nothing of ten thousand boards is kept.

use std::io::{self, Write};

use serde::ser::{Error, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::to_raw_value;
use serde_json::{Value, json};

use super::safe;
use crate::analysis::line::NormLine;
use crate::analysis::overview::{BoardRow, NormBelow, Overview, Ranking, Scope, Spread, Unreadable};
use crate::analysis::{Share, Shown};
use crate::catalogue::{Catalogue, Norm, Origin};
use crate::finding::print::visible_char;
use crate::render::{CONFIDENTIAL, batches};

/// The format number of an overview and of its lines.
pub const FORMAT: u32 = 1;

/// The whole overview as one JSON object, ending in a line end; every board and every norm on a line of its own.
///
/// # Errors
/// What cannot be written.
pub fn document(overview: &Overview<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut out = Safe(out);
    serde_json::to_writer_pretty(&mut out, &Document(overview))?;
    out.write_all(b"\n")
}

/// A line per board.
///
/// # Errors
/// What cannot be written.
pub fn boards(overview: &Overview<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rankings = rankings(overview);
    batches::written(&overview.boards, out, |board, line| {
        serde_json::to_writer(&mut *line, &Board { overview, board, rankings: &rankings, line: true })?;
        line.push(b'\n');
        make_safe(line);
        Ok(())
    })
}

/// A line per board and norm.
///
/// # Errors
/// What cannot be written.
pub fn norms(overview: &Overview<'_>, out: &mut dyn Write) -> io::Result<()> {
    batches::written(&overview.boards, out, |board, lines| {
        for (norm, line) in overview.catalogue.norms.iter().zip(&board.norms) {
            serde_json::to_writer(&mut *lines, &Answered::new(overview.catalogue, board, norm, line))?;
            lines.push(b'\n');
        }
        make_safe(lines);
        Ok(())
    })
}

/// What could steer a terminal goes out as JSON escapes. Texts come whole, because that is how `serde_json` writes them.
struct Safe<'a>(&'a mut dyn Write);

impl Write for Safe<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match unsafe_text(bytes) {
            Some(text) => self.0.write_all(safe(text).as_bytes())?,
            None => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The same for what is still in memory.
fn make_safe(json: &mut Vec<u8>) {
    if let Some(text) = unsafe_text(json) {
        *json = safe(text).into_bytes();
    }
}

/// The text, where there is something in it that could steer a terminal. Nearly always there is not, and of ten thousand
/// boards that must be seen quickly.
fn unsafe_text(json: &[u8]) -> Option<&str> {
    if json.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return None;
    }
    let text = str::from_utf8(json).ok()?;
    text.chars().any(|c| c != '\n' && visible_char(c) != c).then_some(text)
}

fn rankings(overview: &Overview<'_>) -> Vec<(Scope, Ranking)> {
    Scope::all(overview.catalogue).map(|scope| (scope, overview.ranking(scope))).collect()
}

struct Document<'a>(&'a Overview<'a>);

impl<'a> Serialize for Document<'a> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let overview = self.0;
        let catalogue = overview.catalogue;
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in head(overview) {
            map.serialize_entry(key, &value)?;
        }
        map.serialize_entry("aantallen", &totals(overview))?;
        map.serialize_entry("spreiding", &json!({
            "geheel": spread(overview, Scope::Whole),
            "onderdelen": (0..catalogue.parts.len()).map(|part| spread(overview, Scope::Part(part))).collect::<Vec<_>>(),
            "domeinen": (0..catalogue.domains.len()).map(|domain| spread(overview, Scope::Domain(domain))).collect::<Vec<_>>(),
        }))?;
        map.serialize_entry("zwakste-domeinen", &weakest(overview))?;
        map.serialize_entry(
            "normen",
            &Lines { items: &overview.below, value: |found| below(catalogue, found) },
        )?;
        map.serialize_entry("gepubliceerd", &published(overview))?;
        let rankings = rankings(overview);
        let board = |board: &'a BoardRow| Board { overview, board, rankings: &rankings, line: false };
        map.serialize_entry("besturen", &Lines { items: &overview.boards, value: board })?;
        map.serialize_entry("niet-te-lezen", &Lines { items: &overview.unreadable, value: unreadable })?;
        map.end()
    }
}

/// A list with every item on a line of its own in a document that has many lines.
struct Lines<'a, T, F> {
    items: &'a [T],
    /// What stands there of an item.
    value: F,
}

impl<'a, T: Sync, V: Serialize, F: Fn(&'a T) -> V + Sync> Serialize for Lines<'a, T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for found in batches::rendered(self.items, |item| to_raw_value(&(self.value)(item))) {
            list.serialize_element(&found.map_err(S::Error::custom)?)?;
        }
        list.end()
    }
}

fn head(overview: &Overview<'_>) -> [(&'static str, Value); 8] {
    let catalogue = overview.catalogue;
    [
        ("formaat", FORMAT.into()),
        ("soort", "overzicht".into()),
        ("vertrouwelijkheid", CONFIDENTIAL.into()),
        ("versie", env!("CARGO_PKG_VERSION").into()),
        ("datum", overview.today.to_string().into()),
        (
            "normenkader",
            json!({
                "id": catalogue.id,
                "naam": catalogue.name,
                "editie": catalogue.edition,
                "map": match &catalogue.origin {
                    Origin::Embedded => Value::Null,
                    Origin::Folder(folder) => folder.display().to_string().into(),
                },
                "streefniveau": catalogue.target,
                "niveaus": catalogue.levels.iter().map(|level| level.name.as_str()).collect::<Vec<_>>(),
            }),
        ),
        ("anoniem", overview.anonymous.into()),
        ("alleen-nieuwste", overview.newest_only.into()),
    ]
}

fn totals(overview: &Overview<'_>) -> Value {
    let totals = &overview.totals;
    json!({
        "besturen": overview.boards.len(),
        "voldoet": totals.complies,
        "volledig": totals.complete,
        "niet-volledig": totals.incomplete,
        "zonder-cijfer": totals.without_figure,
        "afgerond": totals.finished,
        "meer-metingen": totals.repeated,
        "oudere-weggelaten": overview.older,
        "niet-te-lezen": overview.unreadable.len(),
        "werkwijzen": totals.methods.iter().map(|(method, count)| json!({
            "werkwijze": method.as_str(), "aantal": count,
        })).collect::<Vec<_>>(),
        "verslagjaren": totals.years.iter().map(|(year, count)| json!({
            "verslagjaar": year, "aantal": count,
        })).collect::<Vec<_>>(),
    })
}

/// Name, and how the boards lie.
fn spread(overview: &Overview<'_>, scope: Scope) -> Value {
    let found: &Spread = overview.spread(scope);
    let mut value = json!({
        "besturen": found.boards,
        "zonder-cijfer": found.without,
        "laagste": found.five.map(|five| five.lowest.value()),
        "kwart": found.five.map(|five| five.q1.value()),
        "mediaan": found.five.map(|five| five.median.value()),
        "driekwart": found.five.map(|five| five.q3.value()),
        "hoogste": found.five.map(|five| five.highest.value()),
        "gemiddelde": found.mean.map(Shown::value),
        "op-streefniveau": found.on_target,
        "onderbouwd": found.evidenced,
        "toepasselijk": found.applicable,
        "open": found.open,
        "percentage-op-streefniveau": found.share.as_ref().map(share),
    });
    let catalogue = overview.catalogue;
    match scope {
        Scope::Whole => {}
        Scope::Part(part) => {
            value["id"] = catalogue.parts[part].id.as_str().into();
            value["naam"] = catalogue.parts[part].name.as_str().into();
        }
        Scope::Domain(domain) => {
            let domain = &catalogue.domains[domain];
            value["code"] = domain.code.as_str().into();
            value["naam"] = domain.name.as_str().into();
            value["onderdeel"] = catalogue.parts[domain.part].id.as_str().into();
        }
    }
    value
}

fn weakest<'a>(overview: &Overview<'a>) -> Vec<&'a str> {
    let domains = &overview.catalogue.domains;
    overview.weakest_domains().into_iter().map(|domain| domains[domain].code.as_str()).collect()
}

fn share(share: &Share) -> Value {
    json!({ "getoond": share.shown.value(), "deel": share.part, "geheel": share.whole })
}

fn below(catalogue: &Catalogue, found: &NormBelow) -> Value {
    let norm = &catalogue.norms[found.norm];
    json!({
        "id": norm.id,
        "titel": norm.title,
        "titel-bevestigd": !norm.unconfirmed(),
        "voorlopig": norm.provisional,
        "domein": catalogue.domain_of(norm).code,
        "onder-streefniveau": found.below,
        "op-streefniveau": found.on_target,
        "open": found.open,
        "niet-van-toepassing": found.not_applicable,
        "niveaus": found.levels,
    })
}

fn published(overview: &Overview<'_>) -> Vec<Value> {
    let published = overview.published().map(|found| {
        let benchmark = found.benchmark;
        json!({
            "id": benchmark.id,
            "naam": benchmark.name,
            "sector": benchmark.sector,
            "onderdeel": benchmark.part,
            "jaar": benchmark.year,
            "aantal": benchmark.n,
            "eenheid": benchmark.n_unit,
            "werkwijze": benchmark.method,
            "extern": benchmark.external,
            "gemiddelde": benchmark.mean,
            "laagste": benchmark.lowest,
            "hoogste": benchmark.highest,
            "voorbehoud": benchmark.caution,
            "bron": benchmark.source,
            "eigen-gemiddelde": found.own.and_then(|own| own.mean).map(Shown::value),
            "eigen-mediaan": found.own.and_then(|own| own.five).map(|five| five.median.value()),
        })
    });
    published.collect()
}

fn unreadable(found: &Unreadable) -> Value {
    json!({
        "bestand": found.file,
        "regel": found.place.map(|(line, _)| line),
        "kolom": found.place.map(|(_, column)| column),
        "code": found.code.as_str(),
        "tekst": found.text,
        "fouten": found.mistakes,
    })
}

struct Board<'a> {
    overview: &'a Overview<'a>,
    board: &'a BoardRow,
    rankings: &'a [(Scope, Ranking)],
    /// True for a line that stands alone and has to say what it is.
    line: bool,
}

impl Serialize for Board<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (board, catalogue) = (self.board, self.overview.catalogue);
        let mut map = serializer.serialize_map(None)?;
        if self.line {
            map.serialize_entry("formaat", &FORMAT)?;
            map.serialize_entry("normenkader", &catalogue.id)?;
            map.serialize_entry("editie", &catalogue.edition)?;
        }
        map.serialize_entry("bestuur", &board.label)?;
        map.serialize_entry("bestand", &board.file)?;
        map.serialize_entry("bestuursnummer", &board.number)?;
        map.serialize_entry("sectoren", &board.sectors)?;
        map.serialize_entry("scholen", &board.schools)?;
        map.serialize_entry("leerlingen", &board.pupils)?;
        map.serialize_entry("verslagjaar", &board.reporting_year)?;
        map.serialize_entry("werkwijze", board.method.as_str())?;
        map.serialize_entry("status", board.stage.as_str())?;
        map.serialize_entry("cijfers-van", &board.figures_date)?;
        map.serialize_entry("streefniveau", &board.target)?;
        map.serialize_entry("meer-metingen", &board.repeated)?;
        let verdict = &board.verdict;
        map.serialize_entry(
            "oordeel",
            &json!({
                "voldoet": verdict.complies,
                "toepasselijk": verdict.applicable,
                "niet-van-toepassing": verdict.not_applicable,
                "open": verdict.open,
                "onder-streefniveau": verdict.below,
            }),
        )?;
        map.serialize_entry("geheel", &self.figures(&self.rankings[0]))?;
        map.serialize_entry(
            "onderdelen",
            &self.each(|scope| match scope {
                Scope::Part(part) => Some(&catalogue.parts[part].id),
                _ => None,
            }),
        )?;
        map.serialize_entry(
            "domeinen",
            &self.each(|scope| match scope {
                Scope::Domain(domain) => Some(&catalogue.domains[domain].code),
                _ => None,
            }),
        )?;
        map.end()
    }
}

impl<'a> Board<'a> {
    fn figures(&self, (scope, ranking): &'a (Scope, Ranking)) -> Figures<'a> {
        Figures { overview: self.overview, board: self.board, scope: *scope, ranking }
    }

    /// The figures of the scopes that have such a name, by that name.
    fn each<F: Fn(Scope) -> Option<&'a String>>(&'a self, name: F) -> Each<'a, F> {
        Each { board: self, name }
    }
}

struct Each<'a, F> {
    board: &'a Board<'a>,
    name: F,
}

impl<'a, F: Fn(Scope) -> Option<&'a String>> Serialize for Each<'a, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let found = self.board.rankings.iter();
        serializer
            .collect_map(found.filter_map(|scope| Some(((self.name)(scope.0)?, self.board.figures(scope)))))
    }
}

/// The figures of a scope, with the keys they have everywhere, and the place among the boards.
struct Figures<'a> {
    overview: &'a Overview<'a>,
    board: &'a BoardRow,
    scope: Scope,
    ranking: &'a Ranking,
}

impl Serialize for Figures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let catalogue = self.overview.catalogue;
        let line = self.board.line(self.scope);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("normen", &line.total())?;
        map.serialize_entry("niet-van-toepassing", &line.not_applicable)?;
        map.serialize_entry("toepasselijk", &line.applicable())?;
        map.serialize_entry("beantwoord", &line.answered)?;
        map.serialize_entry("open", &line.open)?;
        map.serialize_entry("op-streefniveau", &line.on_target)?;
        map.serialize_entry("onderbouwd", &line.evidenced)?;
        map.serialize_entry(
            "percentage-op-streefniveau",
            &line.share().map(|share| Percentage {
                getoond: share.shown.value(),
                deel: share.part,
                geheel: share.whole,
            }),
        )?;
        map.serialize_entry(
            "gemiddelde",
            &line.mean(catalogue.target).map(|mean| MeanLevel {
                getoond: mean.shown.value(),
                som: mean.sum,
                aantal: mean.count,
            }),
        )?;
        map.serialize_entry(
            "laagste",
            &line.lowest().map(|level| LowestLevel {
                niveau: level,
                normen: Lowest { catalogue, board: self.board, scope: self.scope },
            }),
        )?;
        map.serialize_entry(
            "plaats",
            &self.ranking.place(line).map(|place| PlaceOf {
                plaats: place.place,
                gedeeld: place.shared,
                van: place.of,
            }),
        )?;
        map.end()
    }
}

#[derive(Serialize)]
struct Percentage {
    getoond: f64,
    deel: u32,
    geheel: u32,
}

#[derive(Serialize)]
struct MeanLevel {
    getoond: f64,
    som: u32,
    aantal: u32,
}

#[derive(Serialize)]
struct LowestLevel<'a> {
    niveau: u8,
    normen: Lowest<'a>,
}

#[derive(Serialize)]
struct PlaceOf {
    plaats: u32,
    /// How many boards have this place, this one included.
    gedeeld: u32,
    van: u32,
}

struct Lowest<'a> {
    catalogue: &'a Catalogue,
    board: &'a BoardRow,
    scope: Scope,
}

impl Serialize for Lowest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let norms = self.board.lowest_norms(self.catalogue, self.scope);
        serializer.collect_seq(norms.into_iter().map(|norm| self.catalogue.norms[norm].id.as_str()))
    }
}

/// What one board answered to one norm.
#[derive(Serialize)]
struct Answered<'a> {
    bestand: Option<&'a str>,
    bestuur: &'a str,
    bestuursnummer: Option<&'a str>,
    verslagjaar: u32,
    onderdeel: &'a str,
    domein: &'a str,
    norm: &'a str,
    titel: &'a str,
    titel_bevestigd: bool,
    stand: &'static str,
    niveau: Option<u8>,
    streefniveau: u8,
    op_streefniveau: bool,
    van_toepassing: bool,
    bewijs: bool,
}

impl<'a> Answered<'a> {
    fn new(catalogue: &'a Catalogue, board: &'a BoardRow, norm: &'a Norm, line: &NormLine) -> Self {
        Self {
            bestand: board.file.as_deref(),
            bestuur: &board.label,
            bestuursnummer: board.number.as_deref(),
            verslagjaar: board.reporting_year,
            onderdeel: &catalogue.part_of(norm).id,
            domein: &catalogue.domain_of(norm).code,
            norm: &norm.id,
            titel: &norm.title,
            titel_bevestigd: !norm.unconfirmed(),
            stand: line.state.as_str(),
            niveau: line.level(),
            streefniveau: line.target,
            op_streefniveau: line.on_target(),
            van_toepassing: line.applicable(),
            bewijs: line.evidence,
        }
    }
}
