//! The catalogue: the real one is whole, sourced and written by the house rules; a wrong one is refused with every
//! mistake at its place. Each finding code has a folder in `tests/catalogue/` that shows it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ibp_peil::catalogue::edition::load;
use ibp_peil::catalogue::file::Files;
use ibp_peil::catalogue::validate::SMALLEST_THEME;
use ibp_peil::catalogue::{Catalogue, Norm, Origin, Status, embedded};
use ibp_peil::finding::{Code, Findings, print};
use insta::assert_snapshot;

static REAL: LazyLock<Catalogue> = LazyLock::new(embedded::newest);

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/catalogue").join(name)
}

fn findings(name: &str) -> Findings {
    load(Some(&fixture(name))).err().unwrap_or_else(|| panic!("{name} has no mistake"))
}

/// What a person sees who loads this folder, with file names relative to it.
fn complaint(name: &str) -> String {
    let mut findings = findings(name);
    let folder = fixture(name).join("").display().to_string();
    for finding in &mut findings.0 {
        assert!(finding.span.is_some(), "no place for: {}", finding.text);
        assert!(!finding.label.is_empty() || finding.hint.is_some(), "no way out of: {}", finding.text);
        finding.label = finding.label.replace(&folder, "");
        finding.hint = finding.hint.take().map(|hint| hint.replace(&folder, ""));
        if let Some(source) = &finding.source {
            let name = source.name.replace(&folder, "");
            finding.source = Some(ibp_peil::finding::SourceText::new(name, &*source.text));
        }
    }
    print::long(&findings, false) + &print::closing_line(&findings).replace(&folder, "")
}

mod a_catalogue_with_a_mistake {
    use super::*;

    #[test]
    fn and_one_without_can_be_loaded() {
        let catalogue = load(Some(&fixture("goed"))).unwrap_or_else(|findings| panic!("{findings}"));
        assert_eq!((catalogue.target, catalogue.levels.len(), catalogue.norms.len()), (2, 3, 3));
        assert!(catalogue.title().contains("uit map"), "every output names it");
    }

    #[test]
    fn every_code_has_a_folder_that_shows_it_and_no_folder_is_forgotten() {
        let folders: Vec<String> = fs::read_dir(fixture(""))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        for code in Code::ALL.iter().filter(|code| code.as_str().starts_with('N')) {
            let shown: Vec<&String> = folders.iter().filter(|name| name.starts_with(code.as_str())).collect();
            assert!(!shown.is_empty(), "no folder shows {code}");
            for folder in shown {
                assert!(findings(folder).0.iter().any(|finding| finding.code == *code), "{folder}");
            }
        }
        let source =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judging/catalogue.rs"))
                .unwrap();
        for folder in folders {
            assert!(source.contains(&format!("\"{folder}\"")), "nothing is said about {folder}");
        }
    }

    #[test]
    fn too_few_or_too_many_level_texts() {
        assert_snapshot!(complaint("N001-aantal-niveaus"), @r#"
        fout[N001]: "niveaus" heeft 2 teksten, en het normenkader heeft 3 niveaus
          --> een.toml:10:1
           |
        10 | niveaus = ["Er is niets.", "Er is een afspraak."]
           | ^^^^^^^ 3 teksten nodig

        fout[N001]: "kort" heeft 4 teksten, en het normenkader heeft 3 niveaus
          --> een.toml:17:1
           |
        17 | kort = ["niets", "iets", "alles", "meer"]
           | ^^^^ 3 teksten nodig

        fout[N001]: "niveaus" heeft geen tekst voor niveau 2
          --> een.toml:23:28
           |
        23 | niveaus = ["Er is niets.", " ", "De afspraak wordt nagekomen."]
           |                            ^^^ vul hier iets in

        3 fouten in een.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn too_few_levels() {
        assert_snapshot!(complaint("N001-te-weinig-niveaus"), @r#"
        fout[A003]: niveau 2 bestaat niet
         --> kader.toml:6:16
          |
        6 | streefniveau = 2
          |                ^ kies 1 tot en met 1

        fout[N001]: een normenkader heeft 2 tot en met 9 niveaus, en dit heeft er 1
         --> kader.toml:9:1
          |
        9 | [[niveau]]
          | ^^^^^^^^^^
          |
          = tip: elk niveau is een tabel [[niveau]] met een naam

        2 fouten in kader.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_norm_twice() {
        assert_snapshot!(complaint("N002-dubbele-norm"), @r#"
        fout[N002]: norm AA.01 komt twee keer voor
         --> twee.toml:7:6
          |
        7 | id = "AA.01"
          |      ^^^^^^^
          |
          = tip: de eerste staat in een.toml op regel 7

        fout[N006]: norm AA.01 hoort niet bij domein BB
         --> twee.toml:7:6
          |
        7 | id = "AA.01"
          |      ^^^^^^^ begint niet met BB.

        2 fouten in twee.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_link_to_nothing_and_a_twin_that_does_not_answer() {
        assert_snapshot!(complaint("N003-verwijst-naar-niets"), @r#"
        fout[N003]: norm AA.03 bestaat niet
         --> basismaatregelen.toml:6:18
          |
        6 | normen = [{ id = "AA.03", reden = "Daar gaat het over." }]
          |                  ^^^^^^^ bedoel je "AA.01" of "AA.02"?

        fout[N003]: domein AB bestaat niet
         --> benchmarks.toml:7:20
          |
        7 | zwakke-domeinen = ["AB"]
          |                    ^^^^ bedoel je "AA"?

        fout[N003]: AA.01 noemt AA.02 onder zie-ook, maar andersom niet
          --> een.toml:11:12
           |
        11 | zie-ook = ["AA.02", "AA.20"]
           |            ^^^^^^^
           |
           = tip: zet AA.01 ook bij zie-ook van AA.02

        fout[N003]: norm AA.20 bestaat niet
          --> een.toml:11:21
           |
        11 | zie-ook = ["AA.02", "AA.20"]
           |                     ^^^^^^^ bedoel je "AA.02"?

        4 fouten in 3 bestanden. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_file_and_a_part_that_are_not_there() {
        assert_snapshot!(complaint("N003-bestand-en-onderdeel-weg"), @r#"
        fout[N003]: onderdeel "technik" staat niet in kader.toml
         --> een.toml:3:13
          |
        3 | onderdeel = "technik"
          |             ^^^^^^^^^ bedoel je "techniek"?

        fout[N003]: bestand weg.toml ontbreekt
         --> kader.toml:7:20
          |
        7 | domeinen = ["een", "weg"]
          |                    ^^^^^ staat wel in de lijst

        2 fouten in 2 bestanden. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn another_number_of_norms_than_the_official_one() {
        assert_snapshot!(complaint("N004-aantal-normen"), @r#"
        fout[N004]: Techniek heeft 2 normen, en officieel zijn het er 69
          --> kader.toml:17:6
           |
        17 | id = "techniek"
           |      ^^^^^^^^^^ aantal-normen = 69

        1 fout in kader.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_file_that_nobody_listed() {
        assert_snapshot!(complaint("N005-bestand-over"), @r#"
        fout[N005]: over.toml hoort niet bij dit normenkader
         --> over.toml:1:1
          |
        1 | code = "BB"
          | ^
          |
          = tip: zet de naam zonder .toml in de lijst domeinen van kader.toml, of
                 haal het bestand weg

        1 fout in over.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_norm_in_the_wrong_domain_or_half_provisional_and_a_code_used_twice() {
        assert_snapshot!(complaint("N006-norm-of-domein-klopt-niet"), @r#"
        fout[N006]: norm BB.01 hoort niet bij domein AA
         --> een.toml:7:6
          |
        7 | id = "BB.01"
          |      ^^^^^^^ begint niet met AA.

        fout[N006]: norm V-AA.02: voorlopig = true en een nummer met V- horen bij
                    elkaar
          --> een.toml:13:6
           |
        13 | id = "V-AA.02"
           |      ^^^^^^^^^
           |
           = tip: een norm waarvan zelfs het nummer niet bekend is, begint met V- en
                  heeft voorlopig = true

        fout[N006]: norm AA.03: voorlopig = true en een nummer met V- horen bij elkaar
          --> een.toml:19:6
           |
        19 | id = "AA.03"
           |      ^^^^^^^
           |
           = tip: een norm waarvan zelfs het nummer niet bekend is, begint met V- en
                  heeft voorlopig = true

        fout[N006]: twee domeinen hebben de code AA
         --> twee.toml:1:8
          |
        1 | code = "AA"
          |        ^^^^ staat ook in een.toml

        4 fouten in 2 bestanden. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_theme_that_would_give_norms_away_and_a_domain_without_one() {
        assert_snapshot!(complaint("N006-themas"), @r#"
        fout[N006]: thema "Klein" heeft 1 norm
         --> themas.toml:2:6
          |
        2 | id = "klein"
          |      ^^^^^^^ minstens 5 nodig
          |
          = tip: een kleiner thema zou in het openbare jaarverslag losse normen
                 verraden

        fout[N006]: domein BB hoort bij 0 thema's
         --> twee.toml:1:8
          |
        1 | code = "BB"
          |        ^^^^
          |
          = tip: in themas.toml hoort elk domein bij precies één thema

        2 fouten in 2 bestanden. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn many_mistakes_come_in_one_run() {
        assert_snapshot!(complaint("alles-tegelijk"), @r#"
        fout[A002]: "gemiddelde" moet een getal zijn, en dit is een tekst
         --> benchmarks.toml:4:14
          |
        4 | gemiddelde = "veel"
          |              ^^^^^^ verwacht: een getal

        fout[A001]: "vraag" ontbreekt in [[norm]]
         --> een.toml:6:1
          |
        6 | [[norm]]
          | ^^^^^^^^
          |
          = tip: voeg een regel toe: vraag = …

        fout[N001]: "niveaus" heeft 1 tekst, en het normenkader heeft 3 niveaus
         --> een.toml:9:1
          |
        9 | niveaus = ["Er is niets."]
          | ^^^^^^^ 3 teksten nodig

        fout[N002]: norm AA.01 komt twee keer voor
          --> een.toml:12:6
           |
        12 | id = "AA.01"
           |      ^^^^^^^
           |
           = tip: de eerste staat in een.toml op regel 7

        fout[A012]: "bevestigt" is geen mogelijkheid voor status
          --> een.toml:16:10
           |
        16 | status = "bevestigt"
           |          ^^^^^^^^^^^ bedoel je "bevestigd"?
           |
           = tip: kies uit "bevestigd", "van-derden", "eigen-invulling"

        fout[A012]: "enorm" is geen mogelijkheid voor moeite
          --> een.toml:17:10
           |
        17 | moeite = "enorm"
           |          ^^^^^^^
           |
           = tip: kies uit "klein", "middel", "groot"

        fout[A012]: "conciërge" is geen mogelijkheid voor wie
          --> een.toml:18:8
           |
        18 | wie = ["conciërge"]
           |        ^^^^^^^^^^^
           |
           = tip: kies uit "bestuur", "schoolleiding", "ict", "ict-leverancier",
                  "personeelszaken", "privacy", "administratie"

        fout[N006]: norm AB.01 hoort niet bij domein AA
          --> een.toml:21:6
           |
        21 | id = "AB.01"
           |      ^^^^^^^ begint niet met AA.

        fout[N003]: norm ZZ.09 bestaat niet
          --> een.toml:25:12
           |
        25 | zie-ook = ["ZZ.09"]
           |            ^^^^^^^ bestaat niet

        fout[A002]: "bewijs" moet een lijst met teksten, zoals ["a", "b"] zijn, en dit
                    is een tekst
          --> een.toml:26:10
           |
        26 | bewijs = "een map"
           |          ^^^^^^^^^ verwacht: een lijst met teksten, zoals ["a", "b"]

        fout[A001]: "naam" is leeg
         --> kader.toml:4:8
          |
        4 | naam = ""
          |        ^^ vul hier iets in

        fout[A003]: niveau 4 bestaat niet
         --> kader.toml:6:16
          |
        6 | streefniveau = 4
          |                ^ kies 1 tot en met 3

        fout[A007]: onbekende sleutel "kleur" in dit bestand
         --> kader.toml:7:1
          |
        7 | kleur = "rood"
          | ^^^^^
          |
          = tip: mogelijk zijn: bron, domeinen, editie, formaat, id, mijlpaal,
                 naam, niveau, onderdeel, streefniveau, uitgever

        fout[N004]: Techniek heeft 3 normen, en officieel zijn het er 5
          --> kader.toml:18:6
           |
        18 | id = "techniek"
           |      ^^^^^^^^^^ aantal-normen = 5

        fout[N005]: over.toml hoort niet bij dit normenkader
         --> over.toml:1:1
          |
        1 | # hoort nergens bij
          | ^
          |
          = tip: zet de naam zonder .toml in de lijst domeinen van kader.toml, of
                 haal het bestand weg

        15 fouten in 4 bestanden. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn what_a_broken_line_hides_is_not_called_missing() {
        assert_snapshot!(complaint("gebroken-regel"), @r#"
        fout[T001]: de kop van deze tabel klopt niet
          --> een.toml:13:8
           |
        13 | [[norm]
           |        ^
           |
           = tip: een kop die begint met [[ eindigt met ]]

        1 fout in een.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_folder_that_is_not_there_or_holds_no_catalogue() {
        let told = |findings: Findings| print::long(&findings, false);
        let missing = told(load(Some(Path::new("tests/catalogue/weg"))).unwrap_err());
        assert!(missing.contains("deze map bestaat niet"), "{missing}");
        let empty = told(load(Some(Path::new("tests"))).unwrap_err());
        assert!(empty.contains("in deze map staat geen kader.toml"), "{empty}");
        let file = told(load(Some(Path::new("Cargo.toml"))).unwrap_err());
        assert!(file.contains("dit is geen map"), "{file}");
    }

    #[test]
    fn a_newer_format_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(fixture("goed")).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap().replace("formaat = 1", "formaat = 2");
            fs::write(folder.path().join(path.file_name().unwrap()), text).unwrap();
        }
        let findings = load(Some(folder.path())).unwrap_err();
        assert_eq!(findings.0.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::NewerFormat]);
    }
}

mod the_real_catalogue {
    use super::*;

    #[test]
    fn has_the_official_numbers_of_norms() {
        let count = |part: usize| REAL.norms.iter().filter(|norm| REAL.domain_of(norm).part == part).count();
        let found: Vec<(&str, Option<u32>, usize)> = REAL
            .parts
            .iter()
            .enumerate()
            .map(|(index, part)| (part.id.as_str(), part.official_count, count(index)))
            .collect();
        assert_eq!(found, [("informatiebeveiliging", Some(69), 69), ("privacy", Some(25), 25)]);
    }

    #[test]
    fn is_the_same_from_disk_as_from_the_program() {
        for edition in embedded::ALL {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(edition.folder);
            let mut from_disk = load(Some(&folder)).unwrap_or_else(|findings| panic!("{findings}"));
            assert_eq!(from_disk.origin, Origin::Folder(folder));
            from_disk.origin = Origin::Embedded;
            assert_eq!(format!("{from_disk:?}"), format!("{:?}", embedded::load(edition)));
            assert_eq!(
                (from_disk.id.as_str(), from_disk.edition.as_str()),
                (edition.framework, edition.edition)
            );
        }
    }

    #[test]
    fn has_every_field_of_every_norm() {
        let levels = REAL.levels.len();
        for norm in &REAL.norms {
            let id = &norm.id;
            let lists = [norm.levels.len(), norm.short.len(), norm.certainty.len()];
            assert_eq!(lists, [levels; 3], "{id}");
            let texts =
                [&norm.title, &norm.question, &norm.why, &norm.example, &norm.first_step, &norm.provenance];
            assert!(texts.iter().all(|text| !text.trim().is_empty()), "{id}");
            assert!(
                (2..=4).contains(&norm.evidence.len()),
                "{id}: {} pieces of evidence",
                norm.evidence.len()
            );
            assert!((1..=2).contains(&norm.who.len()), "{id}: {:?}", norm.who);
            assert!(norm.effort.is_some(), "{id}");
            let source = &norm.source;
            assert!(source.is_empty() || source.starts_with(&REAL.source), "{id}: {source}");
            assert!(!norm.provisional || norm.status == Status::Reconstructed, "{id}");
        }
    }

    #[test]
    fn numbers_its_norms_in_order_with_the_provisional_ones_last() {
        for (index, domain) in REAL.domains.iter().enumerate() {
            let numbers: Vec<(bool, &str)> = REAL
                .norms_of(index)
                .map(|norm| {
                    let id = norm.id.strip_prefix("V-").unwrap_or(&norm.id);
                    let (code, number) = id.split_once('.').unwrap();
                    assert_eq!(code, domain.code);
                    assert!(number.len() == 2 && number.chars().all(|c| c.is_ascii_digit()), "{}", norm.id);
                    (norm.provisional, number)
                })
                .collect();
            assert!(numbers.is_sorted(), "{}: {numbers:?}", domain.code);
            let different: BTreeSet<&str> = numbers.iter().map(|(_, number)| *number).collect();
            assert_eq!(different.len(), numbers.len(), "{}: a number with and without V-", domain.code);
        }
    }

    #[test]
    fn has_twins_that_answer_each_other_and_are_never_themselves() {
        for norm in &REAL.norms {
            let different: BTreeSet<&String> = norm.twins.iter().collect();
            assert_eq!(different.len(), norm.twins.len(), "{}", norm.id);
            for twin in &norm.twins {
                assert_ne!(twin, &norm.id);
                let twin = REAL.norm(twin).unwrap_or_else(|| panic!("{}: {twin}", norm.id));
                assert!(twin.twins.contains(&norm.id), "{} does not name {}", twin.id, norm.id);
            }
        }
    }

    #[test]
    fn names_laws_as_law_and_article() {
        for norm in &REAL.norms {
            for article in &norm.statutory {
                let (law, rest) =
                    article.split_once(" art. ").unwrap_or_else(|| panic!("{}: {article}", norm.id));
                assert!(law.starts_with(char::is_uppercase), "{}: {article}", norm.id);
                assert!(rest.starts_with(|c: char| c.is_ascii_digit()), "{}: {article}", norm.id);
            }
        }
    }
}

/// The house rules for texts: short, plain, in the voice of the tool.
mod the_words_of_the_real_catalogue {
    use super::*;

    /// Every text of our own about a norm, with its name.
    fn texts(norm: &Norm) -> Vec<(&'static str, &str)> {
        let one = [
            ("vraag", &norm.question),
            ("waarom", &norm.why),
            ("voorbeeld", &norm.example),
            ("eerste-stap", &norm.first_step),
            ("leverancier", &norm.supplier),
        ];
        let many = [("niveaus", &norm.levels), ("kort", &norm.short), ("bewijs", &norm.evidence)];
        let one = one.into_iter().map(|(name, text)| (name, text.as_str()));
        let many =
            many.into_iter().flat_map(|(name, list)| list.iter().map(move |text| (name, text.as_str())));
        one.chain(many).filter(|(_, text)| !text.is_empty()).collect()
    }

    /// Running text in the data files.
    fn prose() -> Vec<&'static str> {
        let mut prose: Vec<&str> = Vec::new();
        for measure in &REAL.measures.items {
            prose.extend([measure.title.as_str(), &measure.explanation]);
            prose.extend(measure.norms.iter().map(|link| link.reason.as_str()));
        }
        for point in &REAL.attention.items {
            prose.extend([point.title.as_str(), &point.explanation]);
            prose.extend(point.norms.iter().map(|link| link.reason.as_str()));
        }
        for benchmark in &REAL.benchmarks {
            prose.extend(
                [&benchmark.name, &benchmark.method, &benchmark.finding, &benchmark.caution]
                    .map(String::as_str),
            );
        }
        for offer in &REAL.support {
            prose.extend([&offer.name, &offer.who, &offer.purpose, &offer.basis].map(String::as_str));
        }
        for milestone in &REAL.milestones {
            prose.extend([&milestone.name, &milestone.text, &milestone.reading].map(String::as_str));
        }
        prose.extend(REAL.themes.iter().map(|theme| theme.title.as_str()));
        prose.extend(REAL.levels.iter().flat_map(|level| [level.name.as_str(), &level.explanation]));
        prose
    }

    fn length(text: &str) -> usize {
        text.chars().count()
    }

    #[test]
    fn a_question_is_one_short_question() {
        for norm in &REAL.norms {
            let question = &norm.question;
            assert!(length(question) <= 140, "{}: {}", norm.id, length(question));
            assert!(question.ends_with('?') && question.matches('?').count() == 1, "{}: {question}", norm.id);
        }
    }

    #[test]
    fn labels_can_be_read_in_seconds_and_told_apart() {
        for norm in &REAL.norms {
            let different: BTreeSet<String> = norm.short.iter().map(|label| label.to_lowercase()).collect();
            assert_eq!(different.len(), norm.short.len(), "{}", norm.id);
            for label in &norm.short {
                assert!(
                    length(label) <= 70 && label.split_whitespace().count() <= 10,
                    "{}: {label}",
                    norm.id
                );
                assert!(
                    label.starts_with(char::is_lowercase) && !label.ends_with('.'),
                    "{}: {label}",
                    norm.id
                );
            }
        }
    }

    #[test]
    fn texts_have_a_length_that_fits_the_screen() {
        for norm in &REAL.norms {
            let different: BTreeSet<&String> = norm.levels.iter().collect();
            assert_eq!(different.len(), norm.levels.len(), "{}", norm.id);
            for (name, text) in texts(norm) {
                let fits = match name {
                    "niveaus" => 40..400,
                    "waarom" => 1..200,
                    "voorbeeld" => 1..201,
                    "leverancier" => 1..161,
                    _ => 1..400,
                };
                assert!(fits.contains(&length(text)), "{} {name}: {} characters", norm.id, length(text));
            }
        }
    }

    #[test]
    fn sentences_begin_with_a_capital() {
        for norm in &REAL.norms {
            for (name, text) in texts(norm).into_iter().filter(|(name, _)| *name != "kort") {
                assert!(!text.starts_with(char::is_lowercase), "{} {name}: {text}", norm.id);
            }
        }
    }

    #[test]
    fn nobody_is_called_u_and_nobody_speaks_as_we() {
        let own = REAL.norms.iter().flat_map(|norm| texts(norm).into_iter().map(|(_, text)| text));
        for text in own.chain(prose()) {
            let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
            let stray: Vec<String> = words
                .filter(|word| ["u", "uw", "wij", "we", "ons", "onze"].contains(&word.as_str()))
                .collect();
            assert!(stray.is_empty(), "{stray:?} in: {text}");
        }
    }

    #[test]
    fn no_dashes_double_spaces_or_loose_ends() {
        let own = REAL.norms.iter().flat_map(|norm| texts(norm).into_iter().map(|(_, text)| text));
        for text in own.chain(prose()) {
            assert!(!text.contains(['—', '–']) && !text.contains("  ") && text.trim() == text, "{text}");
        }
    }

    #[test]
    fn the_same_word_is_spelled_in_one_way() {
        let own = REAL.norms.iter().flat_map(|norm| texts(norm).into_iter().map(|(_, text)| text));
        for text in own.chain(prose()) {
            let mut words = text.split(|c: char| !c.is_alphanumeric());
            assert!(!words.any(|word| word == "ict" || word == "Ict"), "ICT: {text}");
            for (wrong, right) in [
                ("rivacy Officer", "privacy officer"),
                ("half jaar", "halfjaar"),
                ("ICT coörd", "ICT-coördinator"),
            ] {
                assert!(!text.contains(wrong), "{right}: {text}");
            }
        }
    }
}

mod the_data_files {
    use super::*;

    fn norms_exist<'a>(ids: impl IntoIterator<Item = &'a String>) {
        let ids: Vec<&String> = ids.into_iter().collect();
        let different: BTreeSet<&&String> = ids.iter().collect();
        assert_eq!(different.len(), ids.len(), "the same norm twice in {ids:?}");
        for id in ids {
            assert!(REAL.norm(id).is_some(), "{id}");
        }
    }

    fn is_address(text: &str) {
        assert!(text.starts_with("https://") && !text.contains(' '), "{text}");
    }

    #[test]
    fn every_file_says_at_the_top_what_it_is_and_what_is_ours() {
        for edition in embedded::ALL {
            for (name, text) in edition.files {
                assert!(text.starts_with('#'), "{name}");
            }
        }
        assert!(Files::embedded("", embedded::ALL[0].files).stems().count() > 6);
    }

    #[test]
    fn every_milestone_has_a_moment_a_reading_and_a_source() {
        let ids: BTreeSet<&str> = REAL.milestones.iter().map(|milestone| milestone.id.as_str()).collect();
        assert_eq!(ids.len(), REAL.milestones.len());
        for milestone in &REAL.milestones {
            let moments = [
                milestone.year.is_some(),
                milestone.latest.is_some(),
                milestone.from_reporting_year.is_some(),
                !milestone.yearly_before.is_empty(),
            ];
            assert!(moments.contains(&true), "{}", milestone.id);
            assert!(!milestone.source.is_empty() && !milestone.reading.is_empty(), "{}", milestone.id);
            assert!(
                milestone.latest.is_none_or(|latest| milestone.year == u32::try_from(latest.year()).ok())
            );
        }
    }

    #[test]
    fn every_benchmark_has_a_figure_a_size_a_caution_and_a_source() {
        let top = REAL.levels.len() as f64;
        for benchmark in &REAL.benchmarks {
            let figures: Vec<f64> =
                [benchmark.lowest, benchmark.mean, benchmark.highest].into_iter().flatten().collect();
            assert!(
                figures.is_sorted() && figures.iter().all(|figure| (1.0..=top).contains(figure)),
                "{}",
                benchmark.id
            );
            assert!(!figures.is_empty() || benchmark.all_norms_met.is_some(), "{}", benchmark.id);
            assert!(
                benchmark.n > 0 && !benchmark.n_unit.is_empty() && benchmark.year > 2000,
                "{}",
                benchmark.id
            );
            assert!(!benchmark.method.is_empty() && !benchmark.caution.is_empty(), "{}", benchmark.id);
            assert!(REAL.parts.iter().any(|part| part.id == benchmark.part), "{}", benchmark.id);
            is_address(&benchmark.source);
        }
    }

    #[test]
    fn the_basismaatregelen_are_the_eleven_and_say_that_the_links_are_ours() {
        let numbers: Vec<u32> = REAL.measures.items.iter().map(|measure| measure.number).collect();
        assert_eq!(numbers, (1..=11).collect::<Vec<_>>());
        is_address(&REAL.measures.source);
        assert!(REAL.measures.published.is_some() && !REAL.measures.caution.is_empty());
        for measure in &REAL.measures.items {
            assert!((1..=2).contains(&measure.norms.len()), "{}", measure.number);
            norms_exist(measure.norms.iter().map(|link| &link.id));
        }
    }

    #[test]
    fn the_attention_points_are_the_five_and_link_within_their_domains() {
        let numbers: Vec<u32> = REAL.attention.items.iter().map(|point| point.number).collect();
        assert_eq!(numbers, (1..=5).collect::<Vec<_>>());
        is_address(&REAL.attention.source);
        assert!(REAL.attention.published.is_some());
        for point in &REAL.attention.items {
            assert!((1..=2).contains(&point.norms.len()), "{}", point.number);
            norms_exist(point.norms.iter().map(|link| &link.id));
            for link in &point.norms {
                let domain = &REAL.domain_of(REAL.norm(&link.id).unwrap()).code;
                assert!(point.domains.contains(domain), "{}: {}", point.number, link.id);
            }
        }
    }

    #[test]
    fn every_offer_says_where_it_is_named() {
        for offer in &REAL.support {
            assert!(
                !offer.basis.is_empty() && !offer.purpose.is_empty() && !offer.norms.is_empty(),
                "{}",
                offer.id
            );
            norms_exist(&offer.norms);
            if !offer.url.is_empty() {
                is_address(&offer.url);
            }
        }
    }

    #[test]
    fn every_domain_is_in_one_theme_and_no_theme_gives_norms_away() {
        for domain in &REAL.domains {
            let themes = REAL.themes.iter().filter(|theme| theme.domains.contains(&domain.code)).count();
            assert_eq!(themes, 1, "{}", domain.code);
        }
        for theme in &REAL.themes {
            let size =
                REAL.norms.iter().filter(|norm| theme.domains.contains(&REAL.domain_of(norm).code)).count();
            assert!(size >= SMALLEST_THEME, "{}: {size}", theme.id);
        }
    }

    #[test]
    fn the_groeipad_says_that_it_is_incomplete_and_where_each_line_was_seen() {
        assert!(!REAL.growth_path.complete);
        is_address(&REAL.growth_path.source);
        for project in REAL.growth_path.phases.iter().flat_map(|phase| &phase.projects) {
            assert!(!project.seen_at.is_empty(), "{} {}", project.number, project.title);
            assert!(!project.number.is_empty() || !project.title.is_empty());
            norms_exist(&project.norms);
        }
    }
}
