//! Reading an assessment file: every mistake has a code, a place, plain Dutch and a way out, and all of them come in
//! one run. Whatever the bytes, reading ends in answers or in findings, never in a panic.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use ibp_peil::assessment::Assessment;
use ibp_peil::assessment::file::{parse_assessment, read};
use ibp_peil::catalogue::{Catalogue, embedded};
use ibp_peil::finding::{Code, Findings, SourceText, print};
use insta::assert_snapshot;
use proptest::prelude::*;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(embedded::newest);

const EXAMPLES: [&str; 3] = [
    include_str!("../../examples/eenpitter.toml"),
    include_str!("../../examples/onderweg.toml"),
    include_str!("../../examples/voldoet.toml"),
];

/// A small file that is right, to which the tests add what is wrong.
const GOOD: &str = r#"formaat = 1
[bestuur]
naam = "Stichting Voorbeeldland"
[meting]
normenkader = "ibp-fo"
editie = "2024-06-06"
verslagjaar = 2026
"#;

fn parse(text: &str) -> Result<(Assessment, Findings), Findings> {
    parse_assessment(&SourceText::new("meting.toml", text), &CATALOGUE)
}

/// What a person sees who opens this file.
fn complaint(text: &str) -> String {
    let (findings, closing_line) = match parse(text) {
        Ok((_, warnings)) => (warnings, String::new()),
        Err(findings) => (findings.clone(), print::closing_line(&findings)),
    };
    for finding in &findings.0 {
        assert!(!finding.label.is_empty() || finding.hint.is_some(), "no way out of: {}", finding.text);
    }
    print::long(&findings, false) + &closing_line
}

/// What a person sees who adds these lines to a good file.
fn complaint_about(lines: &str) -> String {
    complaint(&format!("{GOOD}{lines}"))
}

mod every_mistake_has_its_place {
    use super::*;

    #[test]
    fn all_mistakes_of_a_file_come_in_one_run() {
        let text = r#"formaat = 1
slotregel = true

[bestuur]
naam = "Stichting Voorbeeldland"
sectoren = ["po", "vso"]

[meting]
normenkader = "ibp-fo"
editie = "2024-06-06"
verslagjaar = 2026

[antwoorden."GO.01"]
niveau = 7
toelichtng = "Visie ligt er."
streefdatum = "2026-11-21"

[antwoorden."GO.99"]
niveau = 3

[antwoorden."GO.02"]
niveau = 3
navragen = "directeur"
bewijs = ["visie.docx" "besluit.pdf"]

[antwoorden."GO.03"]
niet-van-toepassing = ""
streefdatum = 2026-02-30
# einde van deze meting
"#;
        assert_snapshot!(complaint(text), @r#"
        fout[A012]: "vso" is geen mogelijkheid voor sectoren
         --> meting.toml:6:19
          |
        6 | sectoren = ["po", "vso"]
          |                   ^^^^^ bedoel je "so"?
          |
          = tip: kies uit "po", "so", "vo"

        fout[A003]: niveau 7 bestaat niet
          --> meting.toml:14:10
           |
        14 | niveau = 7
           |          ^ kies 1 tot en met 5
           |
           = tip: ibp-peil normen toon GO.01 laat zien wat elk niveau betekent

        fout[A007]: onbekende sleutel "toelichtng" in [antwoorden."GO.01"]
          --> meting.toml:15:1
           |
        15 | toelichtng = "Visie ligt er."
           | ^^^^^^^^^^ bedoel je "toelichting"?

        fout[A008]: "streefdatum" moet een datum zijn zonder aanhalingstekens
          --> meting.toml:16:15
           |
        16 | streefdatum = "2026-11-21"
           |               ^^^^^^^^^^^^ haal de aanhalingstekens weg

        fout[A006]: norm "GO.99" bestaat niet in dit normenkader
          --> meting.toml:18:13
           |
        18 | [antwoorden."GO.99"]
           |             ^^^^^^^
           |
           = tip: het domein Bestuur heeft GO.01, GO.02, GO.03, GO.04 en GO.05

        fout[A004]: norm GO.02 heeft twee soorten antwoord: niveau en navragen
          --> meting.toml:23:1
           |
        23 | navragen = "directeur"
           | ^^^^^^^^ kies er één
           |
           = tip: niveau, niet-van-toepassing en navragen sluiten elkaar uit

        fout[T001]: er ontbreekt een komma in deze lijst
          --> meting.toml:24:24
           |
        24 | bewijs = ["visie.docx" "besluit.pdf"]
           |                        ^
           |
           = tip: zet een komma tussen twee onderdelen: ["a", "b"]

        fout[A005]: norm GO.03 is niet van toepassing, maar er staat geen reden
          --> meting.toml:27:23
           |
        27 | niet-van-toepassing = ""
           |                       ^^ schrijf hier waarom

        fout[A008]: deze datum bestaat niet
          --> meting.toml:28:15
           |
        28 | streefdatum = 2026-02-30
           |               ^^^^^^^^^^
           |
           = tip: schrijf een datum als 2026-11-21: jaar, maand, dag, zonder
                  aanhalingstekens

        9 fouten in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn an_unknown_norm() {
        assert_snapshot!(complaint_about("[antwoorden.\"GO.08\"]\nniveau = 2\n"), @r#"
        fout[A006]: norm "GO.08" bestaat niet in dit normenkader
         --> meting.toml:8:13
          |
        8 | [antwoorden."GO.08"]
          |             ^^^^^^^
          |
          = tip: het domein Bestuur heeft GO.01, GO.02, GO.03, GO.04 en GO.05

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about("[antwoorden.\"ga.01\"]\nniveau = 2\n"), @r#"
        fout[A006]: norm "ga.01" bestaat niet in dit normenkader
         --> meting.toml:8:13
          |
        8 | [antwoorden."ga.01"]
          |             ^^^^^^^ bedoel je "GO.01" of "GB.01"?

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about("[antwoorden.\"OI.01\"]\nniveau = 2\n"), @r#"
        fout[A006]: norm "OI.01" bestaat niet in dit normenkader
         --> meting.toml:8:13
          |
        8 | [antwoorden."OI.01"]
          |             ^^^^^^^ bedoel je "V-OI.01"?

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about("[antwoorden.\"X\"]\nniveau = 2\n"), @r#"
        fout[A006]: norm "X" bestaat niet in dit normenkader
         --> meting.toml:8:13
          |
        8 | [antwoorden."X"]
          |             ^^^
          |
          = tip: ibp-peil normen laat alle normen zien, met hun nummer

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_norm_number_without_quotes() {
        assert_snapshot!(complaint_about("[antwoorden.GO.01]\nniveau = 2\n"), @r#"
        fout[A006]: norm "GO" bestaat niet in dit normenkader
         --> meting.toml:8:13
          |
        8 | [antwoorden.GO.01]
          |             ^^ zet het nummer tussen aanhalingstekens
          |
          = tip: schrijf [antwoorden."GO.01"]

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_level_outside_the_scale() {
        assert_snapshot!(complaint_about("[antwoorden.\"GO.01\"]\nniveau = 7\n"), @r#"
        fout[A003]: niveau 7 bestaat niet
         --> meting.toml:9:10
          |
        9 | niveau = 7
          |          ^ kies 1 tot en met 5
          |
          = tip: ibp-peil normen toon GO.01 laat zien wat elk niveau betekent

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about("[antwoorden.\"GO.01\"]\nniveau = 0\n"), @r#"
        fout[A003]: niveau 0 bestaat niet
         --> meting.toml:9:10
          |
        9 | niveau = 0
          |          ^ kies 1 tot en met 5
          |
          = tip: ibp-peil normen toon GO.01 laat zien wat elk niveau betekent

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about("[antwoorden.\"GO.01\"]\nniveau = -1\n"), @r#"
        fout[A003]: niveau -1 bestaat niet
         --> meting.toml:9:10
          |
        9 | niveau = -1
          |          ^^ kies 1 tot en met 5
          |
          = tip: ibp-peil normen toon GO.01 laat zien wat elk niveau betekent

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about("[antwoorden.\"GO.01\"]\nniveau = 2.5\n"), @r#"
        fout[A002]: "niveau" moet een heel getal van 0 of meer zijn, en dit is een
                    getal met decimalen
         --> meting.toml:9:10
          |
        9 | niveau = 2.5
          |          ^^^ verwacht: een heel getal van 0 of meer

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about("[antwoorden.\"GO.01\"]\nniveau = \"3\"\n"), @r#"
        fout[A002]: "niveau" moet een heel getal van 0 of meer zijn, en dit is een
                    tekst
         --> meting.toml:9:10
          |
        9 | niveau = "3"
          |          ^^^ haal de aanhalingstekens weg

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about("[antwoorden.\"GO.01\"]\nniveau = drie\n"), @r#"
        fout[T001]: dit getal klopt niet
         --> meting.toml:9:10
          |
        9 | niveau = drie
          |          ^^^^
          |
          = tip: schrijf een heel getal als 2, zonder nullen of tekens ervoor

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn two_kinds_of_answer_at_once() {
        assert_snapshot!(complaint_about("[antwoorden.\"GO.01\"]\nnavragen = \"directeur\"\nniveau = 2\n"), @r#"
        fout[A004]: norm GO.01 heeft twee soorten antwoord: navragen en niveau
          --> meting.toml:10:1
           |
        10 | niveau = 2
           | ^^^^^^ kies er één
           |
           = tip: niveau, niet-van-toepassing en navragen sluiten elkaar uit

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn not_applicable_without_a_reason() {
        assert_snapshot!(complaint_about("[antwoorden.\"RB.04\"]\nniet-van-toepassing = \"  \"\n"), @r#"
        fout[A005]: norm RB.04 is niet van toepassing, maar er staat geen reden
         --> meting.toml:9:23
          |
        9 | niet-van-toepassing = "  "
          |                       ^^^^ schrijf hier waarom

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn ask_around_without_saying_whom() {
        assert_snapshot!(complaint_about("[antwoorden.\"RB.04\"]\nnavragen = \"\"\n"), @r#"
        fout[A001]: norm RB.04: bij wie moet je dit navragen?
         --> meting.toml:9:12
          |
        9 | navragen = ""
          |            ^^ bijvoorbeeld "personeelszaken"

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_wrong_date() {
        assert_snapshot!(complaint_about("[antwoorden.\"GO.01\"]\nstreefdatum = 2026-02-30\n"), @r#"
        fout[A008]: deze datum bestaat niet
         --> meting.toml:9:15
          |
        9 | streefdatum = 2026-02-30
          |               ^^^^^^^^^^
          |
          = tip: schrijf een datum als 2026-11-21: jaar, maand, dag, zonder
                 aanhalingstekens

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about("[antwoorden.\"GO.01\"]\nstreefdatum = 21-11-2026\n"), @r#"
        fout[A008]: deze datum bestaat niet
         --> meting.toml:9:15
          |
        9 | streefdatum = 21-11-2026
          |               ^^^^^^^^^^
          |
          = tip: schrijf een datum als 2026-11-21: jaar, maand, dag, zonder
                 aanhalingstekens

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about("[antwoorden.\"GO.01\"]\nstreefdatum = 21 november 2026\n"), @r#"
        fout[A008]: deze datum bestaat niet
         --> meting.toml:9:15
          |
        9 | streefdatum = 21 november 2026
          |               ^^^^^^^^^^^^^^^^
          |
          = tip: schrijf een datum als 2026-11-21: jaar, maand, dag, zonder
                 aanhalingstekens

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about("[antwoorden.\"GO.01\"]\nstreefdatum = \"2026-11-21\"\n"), @r#"
        fout[A008]: "streefdatum" moet een datum zijn zonder aanhalingstekens
         --> meting.toml:9:15
          |
        9 | streefdatum = "2026-11-21"
          |               ^^^^^^^^^^^^ haal de aanhalingstekens weg

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about("[antwoorden.\"GO.01\"]\nstreefdatum = 2026-11-21T10:00:00\n"), @r#"
        fout[A008]: "streefdatum" is geen geldige datum
         --> meting.toml:9:15
          |
        9 | streefdatum = 2026-11-21T10:00:00
          |               ^^^^^^^^^^^^^^^^^^^ schrijf bijvoorbeeld 2026-11-21

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about("[jaarverslag]\nhersteltest-op = \"2026-11-21\"\n"), @r#"
        fout[A008]: hersteltest-op moet een datum, "niet gedaan" of "onbekend" zijn
         --> meting.toml:9:18
          |
        9 | hersteltest-op = "2026-11-21"
          |                  ^^^^^^^^^^^^ haal de aanhalingstekens weg
          |
          = tip: ibp-peil help jaarverslag legt uit wat hier hoort

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about("[jaarverslag]\nhersteltest-op = \"volgend jaar\"\n"), @r#"
        fout[A008]: hersteltest-op moet een datum, "niet gedaan" of "onbekend" zijn
         --> meting.toml:9:18
          |
        9 | hersteltest-op = "volgend jaar"
          |                  ^^^^^^^^^^^^^^
          |
          = tip: ibp-peil help jaarverslag legt uit wat hier hoort

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_double_key_or_table() {
        assert_snapshot!(complaint_about("[antwoorden.\"GO.01\"]\nniveau = 2\nniveau = 3\n"), @r#"
        fout[T002]: deze sleutel of tabel staat er twee keer
          --> meting.toml:10:1
           |
        10 | niveau = 3
           | ^^^^^^ staat hierboven ook
           |
           = tip: haal een van de twee weg, of voeg ze samen

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        let twice = "[antwoorden.\"GO.01\"]\nniveau = 2\n[antwoorden.\"GO.01\"]\nniveau = 3\n";
        assert_snapshot!(complaint_about(twice), @r#"
        fout[T002]: deze sleutel of tabel staat er twee keer
          --> meting.toml:10:13
           |
        10 | [antwoorden."GO.01"]
           |             ^^^^^^^ staat hierboven ook
           |
           = tip: haal een van de twee weg, of voeg ze samen

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn an_unknown_key() {
        assert_snapshot!(complaint_about("[antwoorden.\"GO.01\"]\ntoelichtng = \"x\"\n"), @r#"
        fout[A007]: onbekende sleutel "toelichtng" in [antwoorden."GO.01"]
         --> meting.toml:9:1
          |
        9 | toelichtng = "x"
          | ^^^^^^^^^^ bedoel je "toelichting"?

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about("[antwoorden.\"GO.01\"]\nkaas = \"x\"\n"), @r#"
        fout[A007]: onbekende sleutel "kaas" in [antwoorden."GO.01"]
         --> meting.toml:9:1
          |
        9 | kaas = "x"
          | ^^^^
          |
          = tip: mogelijk zijn: actie, actiehouder, afgerond-op, beoordeeld-door,
                 beoordeeld-op, bewijs, navragen, niet-van-toepassing, niveau,
                 overgenomen, plan-status, reden, streefdatum, streefniveau,
                 toelichting

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about("[antworden]\n"), @r#"
        fout[A007]: onbekende sleutel "antworden" in de meting
         --> meting.toml:8:2
          |
        8 | [antworden]
          |  ^^^^^^^^^ bedoel je "antwoorden"?

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn an_edition_that_is_not_there() {
        let other = "[antwoorden.\"XX.01\"]\nniveau = 9\n";
        assert_snapshot!(complaint(&(GOOD.replace("2024-06-06", "2023-01-01") + other)), @r#"
        fout[A009]: deze meting hoort bij editie "2023-01-01", en geladen is
                    "2024-06-06"
         --> meting.toml:6:10
          |
        6 | editie = "2023-01-01"
          |          ^^^^^^^^^^^^
          |
          = tip: geladen is Normenkader Informatiebeveiliging en Privacy Funderend
                 Onderwijs, editie 2024-06-06; een ander normenkader laad je met
                 --normen MAP

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint(&(GOOD.replace("ibp-fo", "iso-27001") + other)), @r#"
        fout[A009]: deze meting hoort bij normenkader "iso-27001", en geladen is
                    "ibp-fo"
         --> meting.toml:5:15
          |
        5 | normenkader = "iso-27001"
          |               ^^^^^^^^^^^
          |
          = tip: geladen is Normenkader Informatiebeveiliging en Privacy Funderend
                 Onderwijs, editie 2024-06-06; een ander normenkader laad je met
                 --normen MAP

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_missing_table_or_key() {
        assert_snapshot!(complaint("formaat = 1\n"), @r#"
        fout[A001]: de tabel [bestuur] ontbreekt
         --> meting.toml:1:1
          |
        1 | formaat = 1
          | ^
          |
          = tip: voeg een kop [bestuur] toe met daaronder naam = "Naam van het
                 bestuur"

        fout[A001]: de tabel [meting] ontbreekt
         --> meting.toml:1:1
          |
        1 | formaat = 1
          | ^
          |
          = tip: voeg een kop [meting] toe met daaronder normenkader, editie en
                 verslagjaar

        2 fouten in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint("[bestuur]\n[meting]\n"), @r#"
        fout[A001]: "formaat" ontbreekt in de meting
         --> meting.toml:1:1
          |
        1 | [bestuur]
          | ^
          |
          = tip: voeg een regel toe: formaat = …

        fout[A001]: "naam" ontbreekt in [bestuur]
         --> meting.toml:1:2
          |
        1 | [bestuur]
          |  ^^^^^^^
          |
          = tip: voeg een regel toe: naam = …

        fout[A001]: "normenkader" ontbreekt in [meting]
         --> meting.toml:2:2
          |
        2 | [meting]
          |  ^^^^^^
          |
          = tip: voeg een regel toe: normenkader = …

        fout[A001]: "editie" ontbreekt in [meting]
         --> meting.toml:2:2
          |
        2 | [meting]
          |  ^^^^^^
          |
          = tip: voeg een regel toe: editie = …

        fout[A001]: "verslagjaar" ontbreekt in [meting]
         --> meting.toml:2:2
          |
        2 | [meting]
          |  ^^^^^^
          |
          = tip: voeg een regel toe: verslagjaar = …

        5 fouten in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_newer_format_is_refused_with_a_message_of_its_own_and_nothing_else() {
        assert_snapshot!(complaint("formaat = 2\n[wat-dan-ook]\n"), @r#"
        fout[B008]: deze meting is gemaakt met een nieuwere versie van ibp-peil
                    (formaat 2)
         --> meting.toml:1:11
          |
        1 | formaat = 2
          |           ^
          |
          = tip: werk ibp-peil eerst bij en open het bestand daarna opnieuw

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_format_that_does_not_exist() {
        assert_snapshot!(complaint(&GOOD.replace("formaat = 1", "formaat = 0")), @r#"
        fout[A012]: formaat 0 bestaat niet
         --> meting.toml:1:11
          |
        1 | formaat = 0
          |           ^ kies 1

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_file_that_is_cut_off() {
        let text = format!("slotregel = true\n{GOOD}[antwoorden.\"GO.01\"]\nniveau = 3\ntoelicht");
        assert_snapshot!(complaint(&text), @r#"
        fout[B007]: dit bestand is afgebroken: de slotregel ontbreekt
          --> meting.toml:11:9
           |
        11 | toelicht
           |         ^ hier houdt het bestand op
           |
           = tip: zet een eerdere kopie terug (OneDrive: Versiegeschiedenis). Klopt
                  het bestand tot hier, zet dan als laatste regel: # einde van deze
                  meting

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_closing_line_inside_a_text_closes_nothing() {
        let text = format!(
            "slotregel = true\n{GOOD}[antwoorden.\"GO.01\"]\ntoelichting = \"\"\"\n# einde van deze meting\n\"\"\"\n"
        );
        assert_eq!(parse(&text).unwrap_err().0[0].code, Code::CutOff);
        assert!(parse(&format!("{text}# einde van deze meting\n")).is_ok());
    }

    #[test]
    fn a_lowered_target_without_a_reason() {
        assert_snapshot!(complaint_about("[antwoorden.\"GO.01\"]\nniveau = 2\nstreefniveau = 2\n"), @r#"
        fout[A011]: norm GO.01 heeft een streefniveau onder 3, zonder reden
          --> meting.toml:10:16
           |
        10 | streefniveau = 2
           |                ^
           |
           = tip: voeg een regel toe: reden = "…"

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        let board = GOOD.replace("verslagjaar = 2026", "verslagjaar = 2026\nstreefniveau = 2");
        assert_snapshot!(complaint(&board), @r#"
        fout[A011]: het streefniveau van het bestuur is minstens 3, en hier staat 2
         --> meting.toml:8:16
          |
        8 | streefniveau = 2
          |                ^
          |
          = tip: een lager streefniveau kan alleen per norm, met een reden

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_text_that_is_too_long_or_has_control_characters() {
        let answer = |action: &str| format!("[antwoorden.\"GO.01\"]\nactie = \"{action}\"\n");
        assert_snapshot!(complaint_about(&answer(&"é".repeat(8_001))), @r#"
        fout[A010]: "actie" is te lang: 8001 tekens, hoogstens 8000
        --> meting.toml:9:9

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about(&answer("a\\u0007b")), @r#"
        fout[A010]: "actie" bevat een stuurteken (U+0007)
         --> meting.toml:9:9
          |
        9 | actie = "a\u0007b"
          |         ^^^^^^^^^^ haal het onzichtbare teken weg

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert_snapshot!(complaint_about(&answer("a\u{7}b")), @r#"
        fout[T001]: hier staat een teken dat niet mag (een stuurteken)
         --> meting.toml:9:11
          |
        9 | actie = "a?b"
          |           ^
          |
          = tip: haal het onzichtbare teken weg, of typ de regel over

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
        assert!(parse(&format!("{GOOD}{}", answer(&"é".repeat(8_000)))).is_ok());
    }

    #[test]
    fn a_fact_of_the_wrong_kind() {
        let lines = r#"[jaarverslag]
datalekken-geregistreerd = "zes"
fg = "inhuur"
school-cert = true
maatregelen = "tweestapsverificatie"
"#;
        assert_snapshot!(complaint_about(lines), @r#"
        fout[A002]: datalekken-geregistreerd moet een heel getal of "onbekend" zijn
         --> meting.toml:9:28
          |
        9 | datalekken-geregistreerd = "zes"
          |                            ^^^^^
          |
          = tip: ibp-peil help jaarverslag legt uit wat hier hoort

        fout[A002]: fg moet "intern" of "extern" zijn
          --> meting.toml:10:6
           |
        10 | fg = "inhuur"
           |      ^^^^^^^^
           |
           = tip: ibp-peil help jaarverslag legt uit wat hier hoort

        fout[A002]: school-cert moet "ja", "nee" of "onbekend" zijn
          --> meting.toml:11:15
           |
        11 | school-cert = true
           |               ^^^^
           |
           = tip: ibp-peil help jaarverslag legt uit wat hier hoort

        fout[A002]: "maatregelen" moet een lijst met teksten, zoals ["a", "b"] zijn,
                    en dit is een tekst
          --> meting.toml:12:15
           |
        12 | maatregelen = "tweestapsverificatie"
           |               ^^^^^^^^^^^^^^^^^^^^^^ verwacht: een lijst met teksten, zoals ["a", "b"]

        4 fouten in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn what_is_unlikely_is_a_warning_and_the_file_can_be_used() {
        let lines = r#"[jaarverslag]
datalekken-geregistreerd = 1
datalekken-gemeld-ap = 2
training-bereik-procent = 101
hersteltest-op = 2025-12-31
toezicht-besproken-op = 2028-05-01
[antwoorden."RB.04"]
niet-van-toepassing = "Dit hebben we uitbesteed."
"#;
        assert!(parse(&format!("{GOOD}{lines}")).is_ok());
        assert_snapshot!(complaint_about(lines), @r#"
        let op[W002]: datalekken-gemeld-ap (2) is meer dan datalekken-geregistreerd (1)
          --> meting.toml:10:24
           |
        10 | datalekken-gemeld-ap = 2
           |                        ^ een van beide klopt niet

        let op[W002]: meer dan 100 procent kan niet
          --> meting.toml:11:27
           |
        11 | training-bereik-procent = 101
           |                           ^^^ 0 tot en met 100

        let op[W003]: hersteltest-op valt buiten verslagjaar 2026
          --> meting.toml:12:18
           |
        12 | hersteltest-op = 2025-12-31
           |                  ^^^^^^^^^^ klopt het jaar?

        let op[W003]: toezicht-besproken-op valt buiten verslagjaar 2026
          --> meting.toml:13:25
           |
        13 | toezicht-besproken-op = 2028-05-01
           |                         ^^^^^^^^^^ klopt het jaar?

        let op[W001]: norm RB.04: "uitbesteed" is geen reden voor niet van toepassing
          --> meting.toml:15:23
           |
        15 | niet-van-toepassing = "Dit hebben we uitbesteed."
           |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^
           |
           = tip: het bestuur blijft verantwoordelijk, ook als een leverancier het
                  doet; kies het niveau dat jullie kunnen laten zien
        "#);
    }
}

mod a_line_that_is_no_toml {
    use super::*;

    #[test]
    fn an_unclosed_list_is_told_where_it_opens_and_what_follows_is_still_read() {
        let lines = "[antwoorden.\"GO.01\"]\nniveau = 2\nbewijs = [\"visie.docx\",\nbeoordeeld-door = 3\n\n[antwoorden.\"GO.02\"]\nniveau = 9\n";
        assert_snapshot!(complaint_about(lines), @r#"
        fout[T001]: deze lijst wordt nergens afgesloten
          --> meting.toml:10:10
           |
        10 | bewijs = ["visie.docx",
           |          ^ de ] ontbreekt
           |
           = tip: zet een ] achter het laatste onderdeel van de lijst

        fout[A002]: "beoordeeld-door" moet een tekst zijn, en dit is 3
          --> meting.toml:11:19
           |
        11 | beoordeeld-door = 3
           |                   ^ verwacht: een tekst

        fout[A003]: niveau 9 bestaat niet
          --> meting.toml:14:10
           |
        14 | niveau = 9
           |          ^ kies 1 tot en met 5
           |
           = tip: ibp-peil normen toon GO.02 laat zien wat elk niveau betekent

        3 fouten in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn an_unclosed_text_of_more_lines_is_told_where_it_begins() {
        let lines = "[antwoorden.\"GO.01\"]\ntoelichting = \"\"\"\nEen visie.\nniveau = 2\n\n[antwoorden.\"GO.02\"]\nniveau = 9\n";
        assert_snapshot!(complaint_about(lines), @r#"
        fout[T001]: deze tekst wordt nergens afgesloten
         --> meting.toml:9:15
          |
        9 | toelichting = """
          |               ^^^ begint hier
          |
          = tip: sluit de tekst af met dezelfde drie aanhalingstekens als waarmee
                 hij begint

        fout[A003]: niveau 9 bestaat niet
          --> meting.toml:14:10
           |
        14 | niveau = 9
           |          ^ kies 1 tot en met 5
           |
           = tip: ibp-peil normen toon GO.02 laat zien wat elk niveau betekent

        2 fouten in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn a_broken_heading_takes_its_own_lines_along_and_no_others() {
        let lines = "[antwoorden.\"GO.01\"]\nniveau = 2\n\n[antwoorden.\"GO.02\"\nniveau = 3\n\n[antwoorden.\"GO.03\"]\nniveau = 9\n";
        assert_snapshot!(complaint_about(lines), @r#"
        fout[T001]: de kop van deze tabel klopt niet
          --> meting.toml:11:20
           |
        11 | [antwoorden."GO.02"
           |                    ^
           |
           = tip: een kop staat tussen [ en ]: [antwoorden."GO.01"]

        fout[A003]: niveau 9 bestaat niet
          --> meting.toml:15:10
           |
        15 | niveau = 9
           |          ^ kies 1 tot en met 5
           |
           = tip: ibp-peil normen toon GO.03 laat zien wat elk niveau betekent

        2 fouten in meting.toml. Er is niets gewijzigd.
        "#);
    }

    #[test]
    fn what_stands_on_a_broken_line_is_not_called_missing_too() {
        let text = GOOD.replace("naam = \"Stichting Voorbeeldland\"", "naam = Stichting Voorbeeldland");
        assert_snapshot!(complaint(&text), @r#"
        fout[T001]: een tekst moet tussen aanhalingstekens staan
         --> meting.toml:3:8
          |
        3 | naam = Stichting Voorbeeldland
          |        ^^^^^^^^^^^^^^^^^^^^^^^
          |
          = tip: schrijf bijvoorbeeld naam = "Voorbeeld"; een getal of datum staat
                 er juist niet tussen

        1 fout in meting.toml. Er is niets gewijzigd.
        "#);
    }

    /// Lines as people write them wrongly, and what they are told.
    const LINES: &[(&str, &str)] = &[
        ("toelichting = tekst zonder quotes", "een tekst moet tussen aanhalingstekens staan"),
        ("toelichting = tekst\"", "een tekst moet tussen aanhalingstekens staan"),
        ("toelichting = “tekst”", "deze aanhalingstekens kan het programma niet lezen"),
        ("“toelichting” = \"tekst\"", "deze aanhalingstekens kan het programma niet lezen"),
        ("toelichting = \"open", "deze tekst wordt niet afgesloten"),
        ("toelichting = 'open", "deze tekst wordt niet afgesloten"),
        ("toelichting = \"\"\"open", "deze tekst wordt nergens afgesloten"),
        ("toelichting = '''open", "deze tekst wordt nergens afgesloten"),
        ("toelichting = \"twee\n\nregels\"", "deze tekst wordt niet afgesloten"),
        ("toelichting", "er staat geen waarde achter deze sleutel"),
        ("toelichting =", "er staat geen waarde achter deze sleutel"),
        ("toelichting = # later", "er staat geen waarde achter deze sleutel"),
        ("toelichting =\n\"tekst\"", "er staat geen waarde achter deze sleutel"),
        (".toelichting", "hier ontbreekt de naam van een sleutel"),
        ("toelichting : \"tekst\"", "achter een sleutel staat een =-teken, geen dubbele punt"),
        ("toelichting: \"tekst\"", "achter een sleutel staat een =-teken, geen dubbele punt"),
        ("toelichting == \"tekst\"", "er staat een =-teken te veel"),
        ("= \"tekst\"", "hier ontbreekt de naam van een sleutel"),
        ("x = { = 1 }", "hier ontbreekt de naam van een sleutel"),
        ("beoordeeld op = 2026-11-21", "in de naam van een sleutel staat geen spatie"),
        ("één = 1", "de naam van deze sleutel klopt niet"),
        ("a/b = 1", "de naam van deze sleutel klopt niet"),
        ("\"\"\"a\"\"\" = 1", "de naam van deze sleutel klopt niet"),
        ("'''a''' = 1", "de naam van deze sleutel klopt niet"),
        ("[[]]", "de kop van deze tabel klopt niet"),
        ("[antwoorden.\"GO.03\"", "de kop van deze tabel klopt niet"),
        ("[[antwoorden.\"GO.03\"]", "de kop van deze tabel klopt niet"),
        ("antwoorden.\"GO.03\"]", "de kop van deze tabel klopt niet"),
        ("]", "de kop van deze tabel klopt niet"),
        ("[antwoorden.\"GO.03\"] niveau = 1", "achter de kop van deze tabel staat nog iets"),
        ("toelichting = \"a\", \"b\"", "achter de waarde staat nog iets"),
        ("toelichting = \"a\" b", "achter de waarde staat nog iets"),
        (
            "toelichting = \"b\"\ntoelichting.a = 1",
            "deze sleutel is hierboven al op een andere manier gevuld",
        ),
        ("niveau = 3", "deze sleutel of tabel staat er twee keer"),
        ("overgenomen = True", "dit moet true of false zijn"),
        ("overgenomen = waar", "een tekst moet tussen aanhalingstekens staan"),
        ("streefniveau = 03", "dit getal klopt niet"),
        ("streefniveau = ++3", "dit getal klopt niet"),
        ("streefniveau = 3_", "dit getal klopt niet"),
        ("streefniveau = 3.", "dit getal klopt niet"),
        ("streefniveau = 0xZ", "dit getal klopt niet"),
        ("streefniveau = 0o9", "dit getal klopt niet"),
        ("streefniveau = 0b2", "dit getal klopt niet"),
        ("streefniveau = 0X1", "dit getal klopt niet"),
        ("streefniveau = -0x1", "dit getal klopt niet"),
        ("streefniveau = 1.2.3", "dit getal klopt niet"),
        ("streefniveau = 1e", "dit getal klopt niet"),
        ("streefniveau = inF", "dit getal klopt niet"),
        ("streefdatum = 2026-13-01", "deze datum bestaat niet"),
        ("streefdatum = 2026-1-1", "deze datum bestaat niet"),
        ("streefdatum = 2026-11", "deze datum bestaat niet"),
        ("streefdatum = 2026/11/21", "deze datum bestaat niet"),
        ("streefdatum = 21-11-2026", "deze datum bestaat niet"),
        ("streefdatum = 21/11/2026", "deze datum bestaat niet"),
        ("streefdatum = 21 november 2026", "deze datum bestaat niet"),
        ("streefdatum = 2026-11-21 zaterdag", "deze datum bestaat niet"),
        ("streefdatum = 2026-11-21T25:00:00", "deze datum bestaat niet"),
        ("toelichting = \"C:\\map\"", "na een \\ kan dit teken niet staan"),
        ("toelichting = \"\\u12\"", "na een \\ kan dit teken niet staan"),
        ("toelichting = \"\\uD800\"", "na een \\ kan dit teken niet staan"),
        ("toelichting = \"\"\"\\q\"\"\"", "na een \\ kan dit teken niet staan"),
        ("toelichting = \"a\u{1}b\"", "hier staat een teken dat niet mag (een stuurteken)"),
        ("toelichting = 'a\u{1}b'", "hier staat een teken dat niet mag (een stuurteken)"),
        ("toelichting = \"\"\"a\u{1}b\"\"\"", "hier staat een teken dat niet mag (een stuurteken)"),
        ("toelichting = '''a\u{1}b'''", "hier staat een teken dat niet mag (een stuurteken)"),
        ("toelichting = \"\"\"a\rb\"\"\"", "hier staat een teken dat niet mag (een stuurteken)"),
        ("# a\u{1}b", "hier staat een teken dat niet mag (een stuurteken)"),
        ("# a\rb", "hier staat een teken dat niet mag (een stuurteken)"),
        ("bewijs = [\"a\" \"b\"]", "er ontbreekt een komma in deze lijst"),
        ("bewijs = [\"a\",, \"b\"]", "er staat een komma te veel"),
        ("bewijs = [\"a\" = \"b\"]", "er staat een =-teken te veel"),
        ("bewijs = [\"a\", \"b\"", "deze lijst wordt nergens afgesloten"),
        ("bewijs = [\"a\",\n  \"b\",", "deze lijst wordt nergens afgesloten"),
        ("bewijs = ]", "deze lijst is niet goed geopend of gesloten"),
        ("x = { a = 1", "deze tabel wordt nergens afgesloten"),
        ("x = { a 1 }", "deze tabel tussen accolades klopt niet"),
        ("x = { a = }", "deze tabel tussen accolades klopt niet"),
        ("x = { 1 }", "deze tabel tussen accolades klopt niet"),
        ("x = }", "deze tabel tussen accolades klopt niet"),
        ("x = { a = 1,, b = 2 }", "er staat een komma te veel"),
    ];

    #[test]
    fn is_told_once_in_dutch_on_its_own_line_and_nothing_else_suffers() {
        let before = format!("{GOOD}[antwoorden.\"GO.01\"]\nniveau = 2\n");
        let first = before.lines().count() + 1;
        for (lines, told) in LINES {
            let text = format!("{before}{lines}\n\n[antwoorden.\"GO.02\"]\nniveau = 9\n");
            complaint(&text);
            let findings = parse(&text).expect_err(lines).0;
            let told_of: Vec<&str> = findings.iter().map(|finding| finding.text.as_str()).collect();
            assert_eq!(told_of, [*told, "niveau 9 bestaat niet"], "{lines}");
            let span = findings[0].span.clone().unwrap();
            let line = findings[0].source.as_ref().unwrap().line_and_column(span.start).0;
            let own = first..first + lines.lines().count();
            assert!(own.contains(&line), "{lines}: told on line {line} instead of {own:?}");
        }
    }

    #[test]
    fn nesting_without_end_is_refused() {
        for lines in [format!("x = {}", "[".repeat(500)), format!("a{} = 1", ".a".repeat(500))] {
            let told = complaint_about(&lines);
            assert!(told.contains("er zitten te veel lijsten of tabellen in elkaar"), "{told}");
        }
    }

    #[test]
    fn every_finding_says_what_to_do() {
        for (lines, _) in LINES {
            let findings =
                parse(&format!("{GOOD}[antwoorden.\"GO.01\"]\nniveau = 2\n{lines}\n")).unwrap_err();
            for finding in findings.0 {
                assert!(!finding.label.is_empty() || finding.hint.is_some(), "{lines}: {}", finding.text);
            }
        }
    }
}

mod as_people_write_it {
    use super::*;

    fn answers(lines: &str) -> Assessment {
        match parse(&format!("{GOOD}{lines}")) {
            Ok((assessment, _)) => assessment,
            Err(findings) => panic!("{findings}"),
        }
    }

    #[test]
    fn dotted_keys_and_inline_tables_say_the_same_as_headings() {
        let headings = answers("[antwoorden.\"GO.01\"]\nniveau = 2\ntoelichting = \"Concept.\"\n");
        for lines in [
            "[antwoorden]\n\"GO.01\" = { niveau = 2, toelichting = \"Concept.\" }\n",
            "[antwoorden]\n\"GO.01\" = {\n  niveau = 2,\n  toelichting = \"Concept.\", # nog niet\n}\n",
            "[antwoorden]\n\"GO.01\".niveau = 2\n\"GO.01\".toelichting = \"Concept.\"\n",
            "[antwoorden]\n[antwoorden.'GO.01']\nniveau = 0x2\ntoelichting = '''Concept.'''\n",
        ] {
            assert_eq!(answers(lines), headings, "{lines}");
        }
    }

    #[test]
    fn a_text_with_nothing_to_read_in_it_says_nothing() {
        let lines = "[antwoorden.\"GO.01\"]\nniveau = 2\n";
        let blank = "toelichting = \" \\n\"\nactie = \"\"\nactiehouder = \"\\t\"\nbeoordeeld-door = \" \"\nreden = \" \"\n";
        assert_eq!(answers(&format!("{lines}{blank}")), answers(lines));
    }

    #[test]
    fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        for example in EXAMPLES {
            let plain = parse(example).unwrap_or_else(|findings| panic!("{findings}")).0;
            fs::write(&path, format!("\u{feff}{}", example.replace('\n', "\r\n"))).unwrap();
            let windows = read(&path, &CATALOGUE).unwrap_or_else(|findings| panic!("{findings}"));
            assert_eq!(windows.assessment, plain);
            assert!(windows.text.bom);
        }
    }

    #[test]
    fn a_windows_line_end_inside_a_text_reads_as_one_newline() {
        let written =
            answers("[antwoorden.\"GO.01\"]\ntoelichting = \"\"\"een\r\ntwee\"\"\"\nactie = \"a\\r\\nb\"\n");
        let answer = &written.answers["GO.01"];
        assert_eq!(answer.note.as_deref(), Some("een\ntwee"));
        assert_eq!(answer.action.as_deref(), Some("a\nb"));
    }

    #[test]
    fn a_lone_carriage_return_in_a_text_is_a_control_character() {
        let findings = parse(&format!("{GOOD}[antwoorden.\"GO.01\"]\nactie = \"a\\rb\"\n")).unwrap_err();
        assert_eq!(findings.0[0].code, Code::BadText);
    }

    #[test]
    fn text_below_the_closing_line_is_fine_and_so_is_no_promise_at_all() {
        let closed = format!("slotregel = true\n{GOOD}# einde van deze meting\n# aantekening van later\n");
        assert!(parse(&closed).is_ok());
        assert!(parse(GOOD).is_ok());
        assert!(parse(&format!("slotregel = false\n{GOOD}")).is_ok());
    }
}

mod files_that_cannot_be_read {
    use super::*;

    fn told(path: &Path) -> String {
        let Err(findings) = read(path, &CATALOGUE) else { panic!("{} was read", path.display()) };
        let folder = path.parent().unwrap().join("").display().to_string();
        print::long(&findings, false).replace(&folder, "")
    }

    #[test]
    fn a_missing_file_a_folder_an_empty_file_and_bytes_that_are_no_text() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            path
        };
        assert_snapshot!(told(&folder.path().join("weg.toml")), @r#"
        fout[B001]: dit bestand bestaat niet
        --> weg.toml
         = tip: controleer de naam en de map; een nieuwe meting begin je met:
                ibp-peil invullen NAAM.toml
        "#);
        fs::create_dir(folder.path().join("map.toml")).unwrap();
        assert_snapshot!(told(&folder.path().join("map.toml")), @r#"
        fout[B002]: dit is een map, en er is een bestand nodig
        --> map.toml
         = tip: geef een bestand op dat eindigt op .toml
        "#);
        assert_snapshot!(told(&file("leeg.toml", b" \r\n\n")), @r#"
        fout[B005]: dit bestand is leeg
        --> leeg.toml
         = tip: zet een eerdere versie terug, of begin opnieuw met: ibp-peil
                invullen NIEUW.toml
        "#);
        assert_snapshot!(told(&file("oud.toml", b"formaat = 1\n[bestuur]\nnaam = \"Caf\xe9\"\n")), @r#"
        fout[B004]: dit bestand bevat geen leesbare tekst (UTF-8)
         --> oud.toml:3:12
          |
        3 | naam = "Caf�"
          |            ^ tot hier is het te lezen
          |
          = tip: sla het bestand op als UTF-8, of kies het goede bestand
        "#);
        assert_snapshot!(told(&file("groot.toml", &vec![b' '; 4 * 1024 * 1024 + 1])), @r#"
        fout[B006]: dit bestand is groter dan 4 MB
        --> groot.toml
         = tip: een meting is meestal kleiner dan 100 kB; kies het goede bestand
        "#);
    }
}

mod whatever_the_bytes {
    use super::*;

    /// Cut off at every byte: either it is noticed, or nothing that was answered is gone.
    ///
    /// A cut inside a character leaves bytes that are no text, and those are refused before anything is read.
    fn cut_at_every_byte(example: &str) {
        let whole = parse(example).unwrap_or_else(|findings| panic!("{findings}"));
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        std::thread::scope(|scope| {
            for thread in 0..threads {
                let whole = &whole;
                scope.spawn(move || {
                    for end in (0..example.len()).filter(|end| end % threads == thread) {
                        if let Some(cut) = example.get(..end)
                            && let Ok(read) = parse(cut)
                        {
                            assert!(
                                read == *whole,
                                "cut off at byte {end} unnoticed: {:?}",
                                &cut[end.saturating_sub(60)..]
                            );
                        }
                    }
                });
            }
        });
    }

    #[test]
    fn eenpitter_cut_off_at_any_byte_is_noticed() {
        cut_at_every_byte(EXAMPLES[0]);
    }

    #[test]
    fn onderweg_cut_off_at_any_byte_is_noticed() {
        cut_at_every_byte(EXAMPLES[1]);
    }

    #[test]
    fn voldoet_cut_off_at_any_byte_is_noticed() {
        cut_at_every_byte(EXAMPLES[2]);
    }

    #[test]
    fn eenpitter_with_windows_line_ends_cut_off_at_any_byte_is_noticed() {
        cut_at_every_byte(&EXAMPLES[0].replace('\n', "\r\n"));
    }

    #[test]
    fn a_file_with_a_byte_order_mark_cut_off_inside_a_character_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        let whole = format!("\u{feff}{}", EXAMPLES[0].replace('\n', "\r\n"));
        let inside: Vec<usize> = (1..whole.len()).filter(|end| !whole.is_char_boundary(*end)).collect();
        assert!(inside.len() > 2, "the example has characters of more than one byte");
        // Nothing at all, the mark alone, and every cut inside a character.
        for end in [0, 3].into_iter().chain(inside) {
            fs::write(&path, &whole.as_bytes()[..end]).unwrap();
            let findings = read(&path, &CATALOGUE).err().expect("half a file is refused");
            let code = findings.0[0].code;
            assert!(matches!(code, Code::NotText | Code::Empty), "cut at byte {end}: {findings}");
        }
    }

    /// Every finding can be printed, and points into the text.
    fn sound(text: &str) -> Result<(), TestCaseError> {
        let findings = match parse(text) {
            Ok((_, warnings)) => warnings,
            Err(findings) => {
                prop_assert!(findings.has_errors());
                findings
            }
        };
        for finding in &findings.0 {
            let span = finding.span.clone().expect("a text was read, so there is a place");
            prop_assert!(span.start <= span.end && span.end <= text.len(), "{finding:?}");
        }
        let printed = print::long(&findings, false);
        prop_assert!(!printed.chars().any(|c| c.is_control() && c != '\n'), "{printed:?}");
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_file_with_a_piece_replaced_is_read_or_refused(
            example in 0..EXAMPLES.len(),
            place in any::<prop::sample::Index>(),
            length in 0..40usize,
            piece in prop_oneof![
                any::<String>(),
                "[\\[\\]{}\"'=.,#\\\\\n\r\t a-z0-9-]{0,12}",
                Just("\"\"\"".to_owned()),
                Just("'''".to_owned()),
                Just("[[".to_owned()),
            ],
        ) {
            let example = EXAMPLES[example];
            let floor = |mut at: usize| {
                while !example.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let start = floor(place.index(example.len()));
            let end = floor((start + length).min(example.len()));
            sound(&format!("{}{piece}{}", &example[..start], &example[end..]))?;
        }

        #[test]
        fn any_text_at_all_is_read_or_refused(text in "\\PC*|[\\[\\]{}\"'=.,#\\\\\n\r a-z0-9-]{0,200}") {
            sound(&text)?;
        }
    }

    #[test]
    fn any_bytes_at_all_are_read_or_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
            cases: 64,
            failure_persistence: None,
            ..Default::default()
        });
        runner
            .run(&proptest::collection::vec(any::<u8>(), 0..300), |bytes| {
                fs::write(&path, &bytes).unwrap();
                if let Err(findings) = read(&path, &CATALOGUE) {
                    prop_assert!(!print::long(&findings, false).is_empty());
                }
                Ok(())
            })
            .unwrap();
    }

    #[test]
    fn a_file_full_of_mistakes_is_answered_with_a_bounded_list() {
        let wrong_keys = format!("{GOOD}{}", "x = 1\n".repeat(1_000));
        let unknown_keys: String = (0..5_000).map(|n| format!("sleutel{n} = 1\n")).collect();
        let unknown_norms: String = (0..5_000).map(|n| format!("[antwoorden.\"X{n}\"]\n")).collect();
        let no_toml = "geen toml\n".repeat(5_000);
        let unclosed = "x = [\n".repeat(2_000);
        for text in
            [wrong_keys, format!("{GOOD}{unknown_keys}"), format!("{GOOD}{unknown_norms}"), no_toml, unclosed]
        {
            let findings = parse(&text).unwrap_err();
            assert!(findings.0.len() <= 1_000, "{}", findings.0.len());
            assert!(!print::long(&findings, false).is_empty());
        }
    }
}
