//! The form on paper and the letter to a supplier, taken apart: boxes and room for every question, and in the letter
//! nothing that was answered.

use ibp_peil::assessment::{Assessment, Reply};
use ibp_peil::catalogue::{Catalogue, Role};
use ibp_peil::form::Form;
use ibp_peil::paragraph::MARK;
use ibp_peil::render::{CONFIDENTIAL, docx};

use crate::boards::{EXAMPLES, PLANTED, TODAY, example, plant_markers, shared_catalogue};
use crate::words::{Block, Word};

fn form<'a>(catalogue: &'a Catalogue, assessment: &'a Assessment, role: Option<Role>) -> Form<'a> {
    let asked = |norm: &usize| role.is_none_or(|role| catalogue.norms[*norm].who.contains(&role));
    Form {
        catalogue,
        assessment,
        norms: (0..catalogue.norms.len()).filter(asked).collect(),
        is_whole: role.is_none(),
        title: String::new(),
        today: TODAY,
    }
}

fn on_paper(assessment: &Assessment, role: Option<Role>) -> Word {
    Word(docx::form(&form(shared_catalogue(), assessment, role), role).unwrap())
}

fn letter(assessment: &Assessment) -> Word {
    Word(docx::letter(&form(shared_catalogue(), assessment, Some(Role::IctSupplier))).unwrap())
}

fn empty() -> Assessment {
    let catalogue = shared_catalogue();
    Assessment::new(&catalogue.id, &catalogue.edition, 2026, TODAY)
}

#[test]
fn every_question_has_a_box_for_every_level_and_for_both_ways_out() {
    let catalogue = shared_catalogue();
    for role in [None, Some(Role::Personnel)] {
        let asked = form(catalogue, &empty(), role).norms;
        let word = on_paper(&empty(), role);
        let headings: Vec<String> = asked
            .iter()
            .map(|norm| &catalogue.norms[*norm])
            .map(|norm| format!("{} {}", norm.id, norm.marked_title()))
            .collect();
        let found = word.texts("Heading2");
        assert_eq!(found[2..], headings, "behind the two headings of the opening page");
        let choices = word.texts("Keuze");
        assert_eq!(choices.len(), asked.len() * (catalogue.levels.len() + 2));
        assert!(choices.iter().all(|choice| choice.starts_with("☐\t")), "nothing is ticked yet");
        for norm in asked.iter().map(|norm| &catalogue.norms[*norm]) {
            for level in 1..=catalogue.top_level() {
                let label = norm.label(level);
                assert!(choices.iter().any(|choice| choice.contains(label)), "{} {label}", norm.id);
            }
        }
        let room = word.texts("Schrijfregel").iter().filter(|line| line.ends_with('\t')).count();
        assert_eq!(room, 4 + 3 * asked.len(), "who and when, and for every norm three lines");
    }
}

#[test]
fn every_domain_begins_on_a_page_of_its_own_and_a_norm_stays_together() {
    let catalogue = shared_catalogue();
    let word = on_paper(&empty(), None);
    let blocks = word.blocks();
    let domains: Vec<&Block> = blocks.iter().filter(|block| block.style == "Heading1").collect();
    assert_eq!(domains.len(), catalogue.domains.len());
    for (block, domain) in domains.iter().zip(&catalogue.domains) {
        assert!(block.text().starts_with(&format!("{} {} (", domain.code, domain.name)), "{}", block.text());
        assert!(block.xml.contains("<w:pageBreakBefore />"));
    }
    for block in blocks.iter().filter(|block| block.style == "Keuze") {
        assert!(block.xml.contains("<w:keepNext />"), "{}", block.text());
    }
}

#[test]
fn an_answer_that_is_there_is_ticked_and_one_of_last_year_is_not() {
    let ticked = |reply: Reply, carried_over: bool| {
        let mut assessment = empty();
        let answer = assessment.answers.entry("GO.01".to_owned()).or_default();
        (answer.reply, answer.carried_over) = (reply, carried_over);
        let texts = on_paper(&assessment, None).texts("Keuze");
        texts.into_iter().filter_map(|text| text.strip_prefix("☒\t").map(str::to_owned)).collect::<Vec<_>>()
    };
    let label = shared_catalogue().norm("GO.01").unwrap().label(2);
    assert_eq!(ticked(Reply::Level(2), false), [format!("2  {label}")]);
    assert!(ticked(Reply::Level(2), true).is_empty());
    assert!(ticked(Reply::Open, false).is_empty());
    assert_eq!(
        ticked(Reply::NotApplicable("bestaat\nhier niet".to_owned()), false),
        ["niet van toepassing, want: bestaat hier niet \t"]
    );
    assert_eq!(
        ticked(Reply::AskAround("bestuur".to_owned()), false),
        ["weet ik niet; vraag het aan: bestuur \t"]
    );
}

#[test]
fn the_form_says_for_whom_it_is_and_who_may_see_it_and_has_page_numbers_on_a4() {
    let mut assessment = empty();
    assessment.board.name = "Stichting Voorbeeldland".to_owned();
    let word = on_paper(&assessment, Some(Role::Personnel));
    let subtitle = &word.texts("Subtitle")[0];
    assert!(subtitle.starts_with("Voor: personeelszaken · 4 vragen · Stichting Voorbeeldland"), "{subtitle}");
    let header = word.part("word/header1.xml");
    assert!(header.contains(CONFIDENTIAL) && header.contains("Stichting Voorbeeldland · verslagjaar 2026"));
    let footer = word.part("word/footer1.xml");
    assert!(footer.contains("PAGE") && footer.contains("NUMPAGES") && footer.contains("21 november 2026"));
    assert!(word.part("word/document.xml").contains("w:w=\"11906\" w:h=\"16838\""));
    assert!(on_paper(&empty(), None).texts("Subtitle")[0].starts_with("94 vragen · verslagjaar 2026"));
}

#[test]
fn the_letter_asks_for_every_norm_what_to_show_and_says_nothing_that_was_answered() {
    let catalogue = shared_catalogue();
    for name in EXAMPLES {
        let mut assessment = example(catalogue, name);
        plant_markers(catalogue, &mut assessment);
        let word = letter(&assessment);
        let everything = word.everything();
        for word in PLANTED {
            assert!(!everything.contains(word), "{name}: {word}");
        }
        for level in &catalogue.levels {
            assert!(!everything.contains(&level.name), "{name}: {}", level.name);
        }
        assert!(!everything.contains("iveau") && !everything.contains("ertrouwelijk"), "{name}");
        let texts = word.texts("Normal");
        let asked = catalogue.norms.iter().filter(|norm| norm.who.contains(&Role::IctSupplier));
        let mut count = 0;
        for norm in asked {
            // What the catalogue says to the board, without "vraag om" and with a capital.
            let show = norm.supplier.strip_prefix("Vraag ").unwrap_or(&norm.question);
            let show = show.strip_prefix("om ").unwrap_or(show);
            let is_there = texts
                .iter()
                .any(|text| text.get(1..) == show.get(1..) && text.starts_with(char::is_uppercase));
            assert!(is_there, "{}: {show}", norm.id);
            count += 1;
        }
        assert_eq!(word.texts("Onderwerp").len(), count);
        assert!(texts.contains(&"Geachte leverancier,".to_owned()));
        assert!(texts.contains(&"Met vriendelijke groet,".to_owned()));
    }
}

#[test]
fn the_letter_of_two_boards_that_answered_differently_differs_in_nothing_but_the_name() {
    let catalogue = shared_catalogue();
    let named = |name: &str| {
        let mut assessment = example(catalogue, name);
        assessment.board = example(catalogue, "onderweg").board;
        letter(&assessment).0
    };
    assert!(named("eenpitter") == named("voldoet"));
}

#[test]
fn what_is_still_to_fill_in_is_bold_and_yellow_in_the_letter() {
    let word = letter(&empty());
    let blocks = word.blocks();
    let runs: Vec<&(String, String)> = blocks.iter().flat_map(|block| &block.runs).collect();
    let marks: Vec<_> = runs.iter().filter(|(_, text)| text.contains(MARK)).collect();
    let texts: Vec<&str> = marks.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "[INVULLEN: naam van het bestuur]",
            "[INVULLEN: adres van het bestuur]",
            "[INVULLEN: naam en adres van de leverancier]",
            "[INVULLEN: plaats]",
            "[INVULLEN: datum]",
            "[INVULLEN: naam en functie]",
        ]
    );
    for (format, text) in marks {
        assert!(format.contains("<w:highlight w:val=\"yellow\" />") && format.contains("<w:b />"), "{text}");
    }
}

#[test]
fn both_have_their_styles_and_are_the_same_bytes_every_time() {
    let assessment = example(shared_catalogue(), "onderweg");
    for make in [|board: &Assessment| on_paper(board, None), letter] {
        let (one, two) = (make(&assessment), make(&assessment));
        assert!(one.0 == two.0);
        let styles = one.part("word/styles.xml");
        for block in one.blocks() {
            assert!(styles.contains(&format!("w:styleId=\"{}\"", block.style)), "{}", block.text());
        }
        assert!(styles.trim_end().ends_with("</w:styles>"));
    }
}
