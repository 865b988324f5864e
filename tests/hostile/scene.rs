//! A folder with a catalogue and two assessments in which every text is the same one.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use ibp_peil::assessment::annual_report::{FACTS, Kind};
use ibp_peil::streams::Streams;
use toml_edit::{DocumentMut, Item, Value};

/// The keys of an assessment that hold whatever a person writes.
const FREE_IN_ASSESSMENT: &[&str] = &[
    "naam",
    "bestuursnummer",
    "invuller",
    "toelichting",
    "bewijs",
    "beoordeeld-door",
    "actie",
    "actiehouder",
    "reden",
    "niet-van-toepassing",
    "navragen",
];

/// The keys of a catalogue that hold whatever its maker writes.
const FREE_IN_CATALOGUE: &[&str] = &[
    "naam",
    "uitgever",
    "bron",
    "uitleg",
    "tekst",
    "lezing",
    "titel",
    "vraag",
    "waarom",
    "niveaus",
    "kort",
    "voorbeeld",
    "bewijs",
    "eerste-stap",
    "leverancier",
    "wettelijk",
    "verwant",
    "groeipad",
    "herkomst",
    "reden",
    "waarschuwing",
    "nieuwere-pagina",
    "oude-nummers",
    "sector",
    "n-eenheid",
    "methode",
    "bevinding",
    "doel",
    "url",
    "basis",
    "gezien-op",
    "jaarlijks-voor",
];

/// What the program said.
pub struct Said {
    pub code: u8,
    pub out: String,
    pub err: String,
}

/// A folder in which everything says the same.
pub struct Scene {
    folder: tempfile::TempDir,
}

impl Scene {
    /// Everything says this; texts that may not stand in a file are refused later.
    pub fn new(text: &str) -> Self {
        Self::with(Some(text), Some(text))
    }

    /// Only the assessments say this, or only the catalogue.
    pub fn with(in_assessment: Option<&str>, in_catalogue: Option<&str>) -> Self {
        let scene = Self { folder: tempfile::tempdir().unwrap() };
        let formats = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
        fs::create_dir(scene.path("kader")).unwrap();
        for entry in fs::read_dir(formats.join("kader-1")).unwrap() {
            let path = entry.unwrap().path();
            let text = filled(&path, in_catalogue, &|key| FREE_IN_CATALOGUE.contains(&key));
            fs::write(scene.path("kader").join(path.file_name().unwrap()), text).unwrap();
        }
        let free = |key: &str| {
            let fact = FACTS.iter().find(|fact| fact.key == key);
            fact.map_or(FREE_IN_ASSESSMENT.contains(&key), |fact| {
                matches!(fact.kind, Kind::Text | Kind::List)
            })
        };
        let text = filled(&formats.join("meting-1.toml"), in_assessment, &free);
        fs::write(scene.path("meting.toml"), &text).unwrap();
        let demands =
            filled(&formats.join("eisen-1.toml"), in_assessment, &|key| ["naam", "reden"].contains(&key));
        fs::write(scene.path("eisen.toml"), demands).unwrap();
        fs::write(scene.path("vorig.toml"), text.replace("verslagjaar = 2026", "verslagjaar = 2025"))
            .unwrap();
        scene
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program on the day that every test calls today. A word that begins with `@` is a file in the scene.
    pub fn run(&self, words: &[&str]) -> Said {
        let words = words.iter().map(|word| match word.strip_prefix('@') {
            Some(name) if !name.is_empty() => self.path(name).into_os_string(),
            _ => OsString::from(word),
        });
        run(words)
    }

    /// Runs the program with the catalogue of the scene.
    pub fn with_catalogue(&self, words: &[&str]) -> Said {
        let day: &[&str] = if words.contains(&"--datum") { &[] } else { &["--datum", "2026-11-21"] };
        let all: Vec<&str> =
            words.iter().copied().chain(["--normen", "@kader"]).chain(day.iter().copied()).collect();
        self.run(&all)
    }

    /// What a command that must succeed says.
    #[track_caller]
    pub fn result(&self, words: &[&str]) -> String {
        let said = self.with_catalogue(words);
        assert_eq!(said.code, 0, "{words:?}: {}", said.err);
        said.out
    }

    /// What a check of the assessment says, met or not.
    #[track_caller]
    pub fn verdict(&self, words: &[&str]) -> String {
        let words: Vec<&str> = ["toets", "@meting.toml"].into_iter().chain(words.iter().copied()).collect();
        let said = self.with_catalogue(&words);
        assert!(said.code <= 1, "{words:?}: {}", said.err);
        said.out
    }

    /// Every file in the scene with its content.
    pub fn contents(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        contents(self.folder.path())
    }
}

/// Runs the program with these words behind its name.
pub fn run(words: impl IntoIterator<Item = OsString>) -> Said {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = ibp_peil::run(
        [OsString::from("ibp-peil")].into_iter().chain(words),
        &mut Streams::plain(&mut out, &mut err),
    );
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program speaks UTF-8");
    Said { code, out: text(out), err: text(err) }
}

/// Every file below a folder with its content.
pub fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(contents(&path));
            found.insert(path, Vec::new());
        } else {
            let bytes = fs::read(&path).unwrap();
            found.insert(path, bytes);
        }
    }
    found
}

/// The file with this text under every free key.
fn filled(path: &Path, text: Option<&str>, free: &dyn Fn(&str) -> bool) -> String {
    let original = fs::read_to_string(path).unwrap();
    let Some(text) = text else { return original };
    let mut document: DocumentMut = original.parse().unwrap();
    // A file that is too large as a whole is another matter.
    let room = Cell::new(2_000_000_usize);
    let free = |key: &str| {
        let fits = free(key) && room.get() > text.len();
        room.set(room.get() - if fits { text.len() } else { 0 });
        fits
    };
    fill(document.as_item_mut(), "", text, &free);
    document.to_string()
}

fn fill(item: &mut Item, key: &str, text: &str, free: &dyn Fn(&str) -> bool) {
    match item {
        Item::Value(value) => fill_value(value, key, text, free),
        Item::ArrayOfTables(tables) => {
            tables.iter_mut().for_each(|table| {
                table.iter_mut().for_each(|(key, item)| fill(item, key.get(), text, free));
            });
        }
        Item::Table(table) => table.iter_mut().for_each(|(key, item)| fill(item, key.get(), text, free)),
        Item::None => {}
    }
}

fn fill_value(value: &mut Value, key: &str, text: &str, free: &dyn Fn(&str) -> bool) {
    match value {
        Value::String(_) if free(key) => *value = text.into(),
        Value::Array(array) => array.iter_mut().for_each(|item| fill_value(item, key, text, free)),
        Value::InlineTable(table) => {
            table.iter_mut().for_each(|(key, item)| fill_value(item, key.get(), text, free));
        }
        _ => {}
    }
}
