//! Saving an assessment: what a person wrote stays a person's own, what is saved is what is read back, and a save
//! that fails leaves the old file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use ibp_peil::assessment::annual_report::{FACTS, FactValue, Kind};
use ibp_peil::assessment::file::{AssessmentFile, CLOSING_LINE, parse_assessment, read};
use ibp_peil::assessment::save::{Editor, new_text, updated_text, write};
use ibp_peil::assessment::{
    Answer, Assessment, Board, ICT_MANAGEMENT, Meta, Method, PARTICIPATION, PlanStatus, Reply, SECTORS,
    SUPERVISION, Stage,
};
use ibp_peil::catalogue::{Catalogue, embedded};
use ibp_peil::finding::{Findings, SourceText};
use ibp_peil::storage::{Access, TextFile, write_atomically};
use insta::assert_snapshot;
use jiff::civil::{Date, date};
use proptest::option;
use proptest::prelude::*;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(embedded::newest);

const EXAMPLES: [&str; 3] = [
    include_str!("../../examples/eenpitter.toml"),
    include_str!("../../examples/onderweg.toml"),
    include_str!("../../examples/voldoet.toml"),
];

const TODAY: Date = date(2026, 11, 21);

/// A file with this text, as [`read`] gives it.
fn file(text: &str) -> AssessmentFile {
    let (bom, text) = match text.strip_prefix('\u{feff}') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let source = SourceText::new("meting.toml", text);
    match parse_assessment(&source, &CATALOGUE) {
        Ok((assessment, warnings)) => AssessmentFile { assessment, text: TextFile { source, bom }, warnings },
        Err(findings) => panic!("{findings}\n{text}"),
    }
}

/// The text after this change.
fn after(text: &str, change: impl FnOnce(&mut Assessment)) -> String {
    let file = file(text);
    let mut assessment = file.assessment.clone();
    change(&mut assessment);
    updated_text(&file, &assessment).unwrap()
}

fn answer<'a>(assessment: &'a mut Assessment, id: &str) -> &'a mut Answer {
    assessment.answers.entry(id.to_owned()).or_default()
}

/// An answer that says nothing is the same as no answer.
fn meant(mut assessment: Assessment) -> Assessment {
    assessment.answers.retain(|_, answer| *answer != Answer::default());
    assessment
}

const SMALL: &str = r#"# Onze meting, bijgehouden door de werkgroep.
formaat = 1
slotregel = true

[bestuur]
naam = 'Stichting "Voorbeeldland"'   # statutaire naam
scholen   =   3

# --- de meting zelf ---
[meting]
normenkader = "ibp-fo"
editie = "2024-06-06"
verslagjaar = 2026

# Bestuur heeft dit besproken.
[antwoorden."GO.01"]
# eerst nog navragen
niveau = 2          # volgens de notulen
toelichting = "Concept ligt er."
bewijs = [
  "visie.docx",     # op SharePoint
  "notulen.pdf",
]

[antwoorden."GO.02"]
navragen = "directeur"

# einde van deze meting
Hieronder mag van alles staan: niet meer.
"#;

fn small() -> String {
    // What stands below the closing line is a comment too.
    SMALL.replace("\nHieronder", "\n# Hieronder")
}

mod what_a_person_wrote_stays {
    use super::*;

    #[test]
    fn nothing_changed_is_the_same_text_to_the_byte() {
        for example in EXAMPLES.map(str::to_owned).into_iter().chain([small()]) {
            let windows = example.replace('\n', "\r\n");
            let mixed: String = example
                .split_inclusive('\n')
                .enumerate()
                .map(|(n, line)| if n % 3 == 0 { line.replace('\n', "\r\n") } else { line.to_owned() })
                .collect();
            for text in [example.clone(), windows.clone(), mixed, format!("\u{feff}{windows}")] {
                assert_eq!(after(&text, |_| ()), text);
            }
        }
    }

    #[test]
    fn a_new_level_changes_one_number_and_nothing_else() {
        let text = after(&small(), |a| answer(a, "GO.01").reply = Reply::Level(4));
        assert_eq!(text, small().replace("niveau = 2  ", "niveau = 4  "));
    }

    #[test]
    fn one_kind_of_answer_takes_the_place_of_another_with_its_comments() {
        let reason = Reply::NotApplicable("Bestaat hier niet.".into());
        let text = after(&small(), |a| answer(a, "GO.01").reply = reason);
        assert_eq!(text, small().replace("niveau = 2  ", "niet-van-toepassing = \"Bestaat hier niet.\"  "));
    }

    #[test]
    fn a_new_key_stands_where_it_usually_stands() {
        let text = after(&small(), |a| {
            answer(a, "GO.02").reply = Reply::Level(3);
            answer(a, "GO.01").due = Some(date(2027, 3, 31));
            answer(a, "GO.01").assessed_on = Some(TODAY);
            a.board.number = Some("01234".into());
        });
        assert_snapshot!(text, @r#"
        # Onze meting, bijgehouden door de werkgroep.
        formaat = 1
        slotregel = true

        [bestuur]
        naam = 'Stichting "Voorbeeldland"'   # statutaire naam
        bestuursnummer = "01234"
        scholen   =   3

        # --- de meting zelf ---
        [meting]
        normenkader = "ibp-fo"
        editie = "2024-06-06"
        verslagjaar = 2026

        # Bestuur heeft dit besproken.
        [antwoorden."GO.01"]
        # eerst nog navragen
        niveau = 2          # volgens de notulen
        toelichting = "Concept ligt er."
        bewijs = [
          "visie.docx",     # op SharePoint
          "notulen.pdf",
        ]
        beoordeeld-op = 2026-11-21
        streefdatum = 2027-03-31

        [antwoorden."GO.02"]
        niveau = 3

        # einde van deze meting
        # Hieronder mag van alles staan: niet meer.
        "#);
    }

    #[test]
    fn a_longer_list_keeps_its_layout_and_comments() {
        let text = after(&small(), |a| answer(a, "GO.01").evidence.push("besluit 12.pdf".into()));
        assert_eq!(
            text,
            small().replace("  \"notulen.pdf\",\n", "  \"notulen.pdf\",\n  \"besluit 12.pdf\",\n")
        );
        let text = after(&small(), |a| answer(a, "GO.01").evidence.insert(0, "nieuw.pdf".into()));
        assert_eq!(text, small().replace("  \"visie.docx\",", "  \"nieuw.pdf\",\n  \"visie.docx\","));
        let text = after(&small(), |a| answer(a, "GO.01").evidence.truncate(1));
        assert_snapshot!(text[text.find("bewijs").unwrap()..text.find("\n[antwoorden.\"GO.02\"").unwrap()], @r#"
        bewijs = [
          "visie.docx",     # op SharePoint
        ]
        "#);
        let line = "[jaarverslag]\ndpias = [ 'een', \"twee\" ] # twee\n";
        let text = after(&small().replace("# Bestuur heeft", &format!("{line}\n# Bestuur heeft")), |a| {
            a.facts.insert("dpias", FactValue::List(vec!["een".into(), "drie".into(), "twee".into()]));
        });
        assert!(text.contains("dpias = [ 'een', \"drie\", \"twee\" ] # twee\n"), "{text}");
    }

    #[test]
    fn new_answers_come_behind_the_last_and_before_the_closing_line() {
        let text = after(&small(), |a| {
            answer(a, "SM.03").reply = Reply::Level(1);
            answer(a, "GO.03").reply = Reply::AskAround("bestuurder".into());
        });
        let added =
            "\n[antwoorden.\"GO.03\"]\nnavragen = \"bestuurder\"\n\n[antwoorden.\"SM.03\"]\nniveau = 1\n";
        assert_eq!(text, small().replace("\n# einde", &format!("{added}\n# einde")));
    }

    #[test]
    fn facts_come_behind_the_meting_and_not_below_the_answers() {
        let text = after(&small(), |a| {
            a.facts.insert("fg", FactValue::Text("extern".into()));
        });
        let added = "\n[jaarverslag]\nfg = \"extern\"\n";
        assert_eq!(text, small().replace("\n# Bestuur heeft", &format!("{added}\n# Bestuur heeft")));
    }

    #[test]
    fn a_removed_key_leaves_the_comments_around_it() {
        let text = after(&small(), |a| {
            answer(a, "GO.01").reply = Reply::Open;
            answer(a, "GO.01").evidence.clear();
        });
        assert_snapshot!(text[text.find("# Bestuur heeft").unwrap()..], @r#"
        # Bestuur heeft dit besproken.
        [antwoorden."GO.01"]
        # eerst nog navragen
        # volgens de notulen
        toelichting = "Concept ligt er."

        [antwoorden."GO.02"]
        navragen = "directeur"

        # einde van deze meting
        # Hieronder mag van alles staan: niet meer.
        "#);
    }

    #[test]
    fn a_removed_answer_leaves_only_the_comments_around_it() {
        let text = after(&small(), |a| {
            a.answers.remove("GO.02");
        });
        assert_eq!(text, small().replace("\n[antwoorden.\"GO.02\"]\nnavragen = \"directeur\"\n", ""));
        let text = after(&small(), |a| {
            a.answers.remove("GO.01");
        });
        assert_snapshot!(text[text.find("# Bestuur heeft").unwrap()..], @r#"
        # Bestuur heeft dit besproken.
        [antwoorden."GO.01"]
        # eerst nog navragen
        # volgens de notulen

        [antwoorden."GO.02"]
        navragen = "directeur"

        # einde van deze meting
        # Hieronder mag van alles staan: niet meer.
        "#);
        assert_eq!(meant(file(&text).assessment).answers.len(), 1);
    }

    #[test]
    fn inline_tables_and_dotted_keys_stay_what_they_are() {
        let head = small()[..small().find("# Bestuur heeft").unwrap()].to_owned();
        let change = |a: &mut Assessment| {
            answer(a, "GO.01").reply = Reply::Level(3);
            answer(a, "GO.01").note = Some("Vastgesteld.".into());
            answer(a, "GO.02").reply = Reply::Level(1);
        };
        let saved = |answers: &str| {
            let text = after(&format!("{head}{answers}# einde van deze meting\n"), change);
            let mut expected = file(&format!("{head}{answers}# einde van deze meting\n")).assessment;
            change(&mut expected);
            assert_eq!(file(&text).assessment, expected);
            text[head.len()..].to_owned()
        };
        assert_snapshot!(saved("[antwoorden]\n\"GO.01\" = { niveau = 2 } # nog bespreken\n"), @r#"
        [antwoorden]
        "GO.01" = { niveau = 3, toelichting = "Vastgesteld." } # nog bespreken

        [antwoorden."GO.02"]
        niveau = 1
        # einde van deze meting
        "#);
        assert_snapshot!(saved("[antwoorden]\n\"GO.01\" = {\n  niveau = 2, # nog bespreken\n  bewijs = [\"a\"],\n}\n"), @r#"
        [antwoorden]
        "GO.01" = {
          niveau = 3, toelichting = "Vastgesteld.", # nog bespreken
          bewijs = ["a"],
        }

        [antwoorden."GO.02"]
        niveau = 1
        # einde van deze meting
        "#);
        assert_snapshot!(saved("[antwoorden]\n\"GO.01\".niveau = 2 # nog bespreken\n"), @r#"
        [antwoorden]
        "GO.01".niveau = 3 # nog bespreken
        "GO.01".toelichting = "Vastgesteld."

        [antwoorden."GO.02"]
        niveau = 1
        # einde van deze meting
        "#);
        let root = small()
            .replace("slotregel = true\n", "slotregel = true\nantwoorden = { \"GO.01\" = { niveau = 2 } }\n");
        let root = root[..root.find("# Bestuur heeft").unwrap()].to_owned() + CLOSING_LINE + "\n";
        assert_snapshot!(after(&root, change).lines().find(|line| line.starts_with("antwoorden")).unwrap(), @r#"antwoorden = { "GO.01" = { niveau = 3, toelichting = "Vastgesteld." }, "GO.02" = { niveau = 1 } }"#);
        let dotted = root
            .replace("antwoorden = { \"GO.01\" = { niveau = 2 } }\n", "antwoorden.\"GO.01\".niveau = 2\n");
        assert_eq!(file(&after(&dotted, change)).assessment.answers.len(), 2);
    }

    #[test]
    fn a_hand_made_file_gets_its_closing_line_with_the_first_save() {
        let hand_made = small()
            .replace("slotregel = true\n", "")
            .replace("\n# einde van deze meting\n# Hieronder mag van alles staan: niet meer.\n", "");
        let text = after(&hand_made, |a| answer(a, "GO.02").reply = Reply::Level(3));
        let expected = hand_made
            .replace("formaat = 1\n", "formaat = 1\nslotregel = true\n")
            .replace("navragen = \"directeur\"", "niveau = 3");
        assert_eq!(text, format!("{expected}\n{CLOSING_LINE}\n"));
    }

    #[test]
    fn a_file_without_a_last_line_end_is_closed_properly() {
        for ends in ["\n", "\r\n"] {
            let text = small().replace("slotregel = true\n", "");
            let text = text[..text.find("\n\n# einde").unwrap()].replace('\n', ends);
            let saved = after(&text, |a| answer(a, "GO.02").reply = Reply::Level(3));
            assert!(saved.ends_with(&format!("niveau = 3{ends}{ends}{CLOSING_LINE}{ends}")), "{saved:?}");
            assert_eq!(saved.matches('\n').count(), saved.matches(ends).count());
        }
    }

    #[test]
    fn windows_and_mixed_line_ends_stay_line_by_line() {
        let change = |a: &mut Assessment| {
            answer(a, "GO.01").reply = Reply::Level(4);
            answer(a, "GO.01").note = Some("een\ntwee".into());
            answer(a, "GO.03").reply = Reply::Level(1);
        };
        let plain = after(&small(), change);
        assert_eq!(after(&small().replace('\n', "\r\n"), change), plain.replace('\n', "\r\n"));
        let mixed = small().replace("verslagjaar = 2026\n", "verslagjaar = 2026\r\n");
        assert_eq!(after(&mixed, change), plain.replace("verslagjaar = 2026\n", "verslagjaar = 2026\r\n"));
    }
}

mod a_new_file {
    use super::*;

    fn begun() -> Assessment {
        let mut assessment = Assessment::new(&CATALOGUE.id, &CATALOGUE.edition, 2026, TODAY);
        assessment.board = Board {
            name: "Stichting Voorbeeldland".into(),
            sectors: vec!["po".into()],
            schools: Some(3),
            participation: Some("GMR".into()),
            ..Board::default()
        };
        assessment.meta.assessor = Some("ICT-coördinator".into());
        assessment
    }

    #[test]
    fn reads_nicely_before_the_first_answer() {
        assert_snapshot!(new_text(&begun()), @r#"
        formaat = 1
        slotregel = true

        [bestuur]
        naam = "Stichting Voorbeeldland"
        sectoren = ["po"]
        scholen = 3
        medezeggenschap = "GMR"

        [meting]
        normenkader = "ibp-fo"
        editie = "2024-06-06"
        verslagjaar = 2026
        werkwijze = "zelfevaluatie"
        status = "open"
        begonnen-op = 2026-11-21
        bijgewerkt-op = 2026-11-21
        invuller = "ICT-coördinator"

        # einde van deze meting
        "#);
    }

    #[test]
    fn reads_nicely_with_facts_and_answers() {
        let mut assessment = begun();
        assessment.facts.insert("fg", FactValue::Text("extern".into()));
        assessment.facts.insert("hersteltest-op", FactValue::NotDone);
        assessment
            .facts
            .insert("maatregelen", FactValue::List(vec!["tweestapsverificatie ingevoerd".into()]));
        *answer(&mut assessment, "GO.01") = Answer {
            reply: Reply::Level(2),
            note: Some("Visie van twee pagina's.\nNog niet \"vastgesteld\".".into()),
            evidence: vec!["visie.docx".into(), "H:\\ibp\\notulen.pdf".into()],
            assessed_on: Some(TODAY),
            ..Answer::default()
        };
        *answer(&mut assessment, "V-OI.01") =
            Answer { reply: Reply::NotApplicable("Geldt hier niet.".into()), ..Answer::default() };
        assert_snapshot!(new_text(&assessment), @r#"
        formaat = 1
        slotregel = true

        [bestuur]
        naam = "Stichting Voorbeeldland"
        sectoren = ["po"]
        scholen = 3
        medezeggenschap = "GMR"

        [meting]
        normenkader = "ibp-fo"
        editie = "2024-06-06"
        verslagjaar = 2026
        werkwijze = "zelfevaluatie"
        status = "open"
        begonnen-op = 2026-11-21
        bijgewerkt-op = 2026-11-21
        invuller = "ICT-coördinator"

        [jaarverslag]
        fg = "extern"
        maatregelen = ["tweestapsverificatie ingevoerd"]
        hersteltest-op = "niet gedaan"

        [antwoorden."GO.01"]
        niveau = 2
        toelichting = """
        Visie van twee pagina's.
        Nog niet "vastgesteld"."""
        bewijs = ["visie.docx", 'H:\ibp\notulen.pdf']
        beoordeeld-op = 2026-11-21

        [antwoorden."V-OI.01"]
        niet-van-toepassing = "Geldt hier niet."

        # einde van deze meting
        "#);
    }

    #[test]
    fn grows_answer_by_answer_in_the_order_in_which_they_are_given() {
        let mut text = new_text(&begun());
        for id in ["SM.03", "GO.01", "BC.02"] {
            text = after(&text, |a| answer(a, id).reply = Reply::Level(2));
        }
        let order: Vec<usize> =
            ["SM.03", "GO.01", "BC.02", CLOSING_LINE].iter().map(|what| text.find(what).unwrap()).collect();
        assert!(order.is_sorted(), "{text}");
        assert!(!text.contains("\n\n\n"), "{text}");
    }
}

mod what_is_saved_is_what_is_read_back {
    use super::*;

    /// Texts that a file format may stumble over.
    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-zë ]{1,12}",
            prop::sample::select(vec![
                "\"",
                "'",
                "\"\"\"",
                "'''",
                "\n",
                "\n\n",
                "\t",
                "\\",
                "\\\n",
                "\\u0041",
                "#",
                "# ",
                " ",
                "=",
                "[",
                "]]",
                "{",
                "}",
                ",",
                "\u{feff}",
                "\u{200b}",
                "😀",
                "ﬃ",
                "\nniveau = 5\n",
                "\n[antwoorden.\"GO.02\"]\n",
                "\n# einde van deze meting\n",
                "\u{2028}",
                "\u{a0}",
            ])
            .prop_map(str::to_owned),
        ];
        prop_oneof![
            9 => prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat()),
            1 => "[a-z\"'\\\\\n]{7900,8000}",
        ]
    }

    fn filled() -> impl Strategy<Value = String> {
        hostile().prop_map(|text| if text.trim().is_empty() { "x".to_owned() } else { text })
    }

    /// A name, a function or a piece of evidence: one line, whatever was in the file.
    fn line() -> impl Strategy<Value = String> {
        filled().prop_map(ibp_peil::reading::on_one_line)
    }

    fn day() -> impl Strategy<Value = Date> {
        (2000..2100i16, 1..=12i8, 1..=28i8).prop_map(|(year, month, day)| date(year, month, day))
    }

    fn some_of(words: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
        option::of(prop::sample::select(words).prop_map(str::to_owned))
    }

    fn reply() -> impl Strategy<Value = Reply> {
        prop_oneof![
            (1..=CATALOGUE.top_level()).prop_map(Reply::Level),
            filled().prop_map(Reply::NotApplicable),
            line().prop_map(Reply::AskAround),
            Just(Reply::Open),
        ]
    }

    prop_compose! {
        fn an_answer()(
            reply in reply(),
            (note, evidence) in (option::of(filled()), prop::collection::vec(line(), 0..4)),
            (assessed_on, assessed_by) in (option::of(day()), option::of(line())),
            (action, action_owner, due) in (option::of(filled()), option::of(line()), option::of(day())),
            plan_status in option::of(prop::sample::select(vec![PlanStatus::Proposed, PlanStatus::Confirmed])),
            (target, reason) in (option::of(1..=CATALOGUE.top_level()), filled()),
            (completed_on, carried_over) in (option::of(day()), any::<bool>()),
        ) -> Answer {
            let target_reason = target.filter(|target| *target < CATALOGUE.target).map(|_| reason);
            Answer {
                reply, note, evidence, assessed_on, assessed_by, action, action_owner, due, plan_status, target,
                target_reason, completed_on, carried_over,
            }
        }
    }

    prop_compose! {
        fn a_board()(
            name in line(),
            number in option::of(line()),
            sectors in prop::sample::subsequence(SECTORS.to_vec(), 0..=SECTORS.len()),
            (schools, pupils) in (option::of(any::<u32>()), option::of(any::<u32>())),
            supervision in some_of(SUPERVISION),
            participation in some_of(PARTICIPATION),
            ict_management in some_of(ICT_MANAGEMENT),
        ) -> Board {
            let sectors = sectors.into_iter().map(str::to_owned).collect();
            Board { name, number, sectors, schools, pupils, supervision, participation, ict_management }
        }
    }

    prop_compose! {
        fn a_meta()(
            reporting_year in 2000..=2100u32,
            method in prop::sample::select(vec![Method::SelfAssessment, Method::PeerReview, Method::External]),
            stage in prop::sample::select(vec![Stage::Open, Stage::Finished, Stage::Adopted]),
            (begun_on, updated_on, reference_date) in (option::of(day()), option::of(day()), option::of(day())),
            (adopted_on, plan_adopted_on, fg_advised_on) in (option::of(day()), option::of(day()), option::of(day())),
            assessor in option::of(line()),
            target in option::of(CATALOGUE.target..=CATALOGUE.top_level()),
        ) -> Meta {
            Meta {
                framework: CATALOGUE.id.clone(), edition: CATALOGUE.edition.clone(), reporting_year, method, stage,
                begun_on, updated_on, assessor, reference_date, adopted_on, plan_adopted_on, fg_advised_on, target,
            }
        }
    }

    fn fact(kind: Kind) -> BoxedStrategy<FactValue> {
        let unknown = Just(FactValue::Unknown);
        match kind {
            Kind::DateOrWord => {
                prop_oneof![day().prop_map(FactValue::Date), Just(FactValue::NotDone), unknown].boxed()
            }
            Kind::Number => prop_oneof![any::<u32>().prop_map(FactValue::Number), unknown].boxed(),
            Kind::List => prop::collection::vec(line(), 0..4).prop_map(FactValue::List).boxed(),
            Kind::YesNo => prop_oneof![any::<bool>().prop_map(FactValue::YesNo), unknown].boxed(),
            Kind::Choice(words) => {
                prop::sample::select(words).prop_map(|word: &str| FactValue::Text(word.to_owned())).boxed()
            }
            Kind::Text => line().prop_map(FactValue::Text).boxed(),
        }
    }

    fn facts() -> impl Strategy<Value = BTreeMap<&'static str, FactValue>> {
        let each: Vec<_> = FACTS.iter().map(|key| option::weighted(0.3, fact(key.kind))).collect();
        each.prop_map(|values| {
            FACTS.iter().zip(values).filter_map(|(key, value)| Some((key.key, value?))).collect()
        })
    }

    prop_compose! {
        fn an_assessment()(
            board in a_board(),
            meta in a_meta(),
            facts in facts(),
            answers in prop::collection::btree_map(
                prop::sample::select(CATALOGUE.norms.iter().map(|norm| norm.id.clone()).collect::<Vec<_>>()),
                an_answer(),
                0..8,
            ),
        ) -> Assessment {
            Assessment { board, meta, facts, answers }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_new_file_says_what_was_saved(assessment in an_assessment()) {
            let text = new_text(&assessment);
            prop_assert_eq!(&file(&text).assessment, &assessment);
            let closing = format!("\n\n{CLOSING_LINE}\n");
            prop_assert!(text.ends_with(&closing));
            prop_assert_eq!(after(&text, |_| ()), text);
        }

        #[test]
        fn changes_one_after_the_other_give_the_text_that_reading_it_in_between_gives(
            states in proptest::collection::vec(an_assessment(), 2..5),
            windows in any::<bool>(),
        ) {
            let mut text = new_text(&states[0]).replace("[meting]", "# met opmerking\n[meting]");
            if windows {
                text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
            }
            let mut editor = Editor::new(&file(&text)).unwrap();
            for state in &states[1..] {
                text = after(&text, |assessment| *assessment = state.clone());
                prop_assert_eq!(&editor.text(state), &text);
            }
        }

        #[test]
        fn a_changed_file_says_what_was_saved_and_keeps_every_comment(
            old in an_assessment(),
            new in an_assessment(),
            windows in any::<bool>(),
        ) {
            // A comment above every heading; it stands between the texts, so it is not part of one.
            let mut comments = 0;
            let mut text = new_text(&old);
            for heading in ["[bestuur]", "[meting]"] {
                text = text.replacen(&format!("\n{heading}\n"), &format!("\n# opmerking {comments} #\n{heading}\n"), 1);
                comments += 1;
            }
            if windows {
                text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
            }
            let saved = after(&text, |assessment| *assessment = new.clone());
            prop_assert_eq!(meant(file(&saved).assessment), meant(new));
            for comment in 0..comments {
                let comment = format!("# opmerking {comment} #");
                prop_assert!(saved.contains(&comment));
            }
            let closing = format!("{CLOSING_LINE}{}", if windows { "\r\n" } else { "\n" });
            prop_assert!(saved.ends_with(&closing));
            prop_assert_eq!(saved.starts_with('\u{feff}'), windows);
        }

        #[test]
        fn only_the_lines_of_a_changed_answer_change(
            example in prop::sample::select(EXAMPLES.to_vec()),
            norm in any::<prop::sample::Index>(),
            new in an_answer(),
        ) {
            let answered: Vec<String> = file(example).assessment.answers.keys().cloned().collect();
            let id = norm.get(&answered);
            let saved = after(example, |assessment| *answer(assessment, id) = new.clone());
            prop_assert_eq!(&file(&saved).assessment.answers[id], &new);
            let own = |text: &str| {
                let start = text.find(&format!("[antwoorden.\"{id}\"]")).unwrap();
                (text[..start].to_owned(), text[start..].to_owned())
            };
            let ((above, below), (new_above, new_below)) = (own(example), own(&saved));
            prop_assert_eq!(above, new_above, "what stands above the answer");
            // The next heading, or else the closing line, and everything below it.
            let rest = below[1..].find("\n[").or_else(|| below.find("\n# einde")).map_or("", |at| &below[at + 1..]);
            prop_assert!(new_below.ends_with(rest), "what stands below the answer");
            for comment in below[..below.len() - rest.len()].lines().filter(|line| line.starts_with('#')) {
                prop_assert!(new_below.contains(comment), "{comment}");
            }
        }
    }
}

mod a_save_that_fails {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn for_want_of_a_folder_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write(&folder.path().join("weg/meting.toml"), "x").is_err());
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn because_the_name_is_a_folder_leaves_the_folder_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("meting.toml")).unwrap();
        fs::write(folder.path().join("meting.toml/ander.txt"), "x").unwrap();
        assert!(write(&folder.path().join("meting.toml"), "y").is_err());
        assert_eq!(names(folder.path()), ["meting.toml"]);
        assert_eq!(names(&folder.path().join("meting.toml")), ["ander.txt"]);
    }

    #[test]
    fn because_the_file_is_read_only_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        fs::write(&path, "oud").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert_eq!(write(&path, "nieuw").unwrap_err().kind(), std::io::ErrorKind::PermissionDenied);
        assert_eq!(fs::read_to_string(&path).unwrap(), "oud");
        assert_eq!(names(folder.path()), ["meting.toml"]);
    }

    #[cfg(unix)]
    #[test]
    fn because_the_folder_is_read_only_leaves_the_old_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        fs::write(&path, "oud").unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
        let written = write(&path, "nieuw");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        // The administrator may write everywhere; then the save must have succeeded whole.
        let expected = if written.is_ok() { "nieuw" } else { "oud" };
        assert_eq!(fs::read_to_string(&path).unwrap(), expected);
        assert_eq!(names(folder.path()), ["meting.toml"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn because_the_disk_is_full_leaves_the_old_files_and_says_so() {
        use std::process::Command;
        let folder = tempfile::tempdir().unwrap();
        let program = env!("CARGO_BIN_EXE_ibp-peil");
        let example = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/eenpitter.toml");
        // No file may grow beyond one block, and the signal that says so is ignored: as on a full disk.
        let report = |limit: &str, day: &str| {
            let script = format!("{limit} exec \"$0\" rapport \"$1\" -o \"$2\" --datum {day}");
            let mut shell = Command::new("sh");
            shell.arg("-c").arg(script).arg(program).arg(example).arg(folder.path()).output().unwrap()
        };
        assert!(report("", "2026-11-21").status.success());
        let contents =
            || names(folder.path()).into_iter().map(|name| fs::read(folder.path().join(name)).unwrap());
        let (before, written): (Vec<String>, Vec<Vec<u8>>) = (names(folder.path()), contents().collect());
        let full = report("trap '' XFSZ; ulimit -f 1;", "2027-01-01");
        assert_eq!(full.status.code(), Some(2));
        let told: Vec<String> =
            String::from_utf8_lossy(&full.stderr).split_whitespace().map(str::to_owned).collect();
        assert!(told.join(" ").contains("het bestand wordt groter dan hier mag"), "{told:?}");
        assert_eq!(names(folder.path()), before);
        assert!(contents().eq(written), "an old report was damaged");
    }
}

mod a_save_that_succeeds {
    use super::*;

    #[test]
    fn is_read_back_from_disk_with_its_byte_order_mark() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        let windows = format!("\u{feff}{}", small().replace('\n', "\r\n"));
        fs::write(&path, &windows).unwrap();
        let found = read(&path, &CATALOGUE).unwrap_or_else(|findings: Findings| panic!("{findings}"));
        let mut assessment = found.assessment.clone();
        answer(&mut assessment, "GO.01").reply = Reply::Level(5);
        write(&path, &updated_text(&found, &assessment).unwrap()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), windows.replace("niveau = 2  ", "niveau = 5  "));
    }

    #[cfg(unix)]
    #[test]
    fn keeps_links_and_permissions_and_makes_a_new_file_private() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("echt")).unwrap();
        let real = folder.path().join("echt/meting.toml");
        let mode = || fs::metadata(&real).unwrap().permissions().mode() & 0o777;
        write(&real, "een").unwrap();
        assert_eq!(mode(), 0o600);
        fs::set_permissions(&real, fs::Permissions::from_mode(0o664)).unwrap();
        symlink("echt/meting.toml", folder.path().join("link.toml")).unwrap();
        symlink("link.toml", folder.path().join("link2.toml")).unwrap();
        write(&folder.path().join("link2.toml"), "twee").unwrap();
        assert!(fs::symlink_metadata(folder.path().join("link2.toml")).unwrap().is_symlink());
        assert_eq!((fs::read_to_string(&real).unwrap().as_str(), mode()), ("twee", 0o664));
        // A link to a file that is not there yet makes that file, and stays a link.
        symlink("echt/nieuw.toml", folder.path().join("nieuw.toml")).unwrap();
        write(&folder.path().join("nieuw.toml"), "drie").unwrap();
        assert!(fs::symlink_metadata(folder.path().join("nieuw.toml")).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(folder.path().join("echt/nieuw.toml")).unwrap(), "drie");
    }

    #[test]
    fn a_name_without_a_folder_is_in_this_folder() {
        let name = format!("naast-de-tests-{}.toml", std::process::id());
        write_atomically(Path::new(&name), b"x", Access::Usual).unwrap();
        assert_eq!(fs::read(&name).unwrap(), b"x");
        fs::remove_file(&name).unwrap();
    }
}
