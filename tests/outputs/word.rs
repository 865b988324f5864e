//! The Word file of the paragraph, taken apart: styles, marks, properties, and nothing that must stay inside.

use ibp_peil::analysis::Analysis;
use ibp_peil::assessment::Assessment;
use ibp_peil::assessment::annual_report::FactValue;
use ibp_peil::catalogue::Catalogue;
use ibp_peil::paragraph::{LEFT_OUT_TITLE, Length, MARK, Paragraph, write};
use ibp_peil::render::{Report, docx};

use crate::boards::{EXAMPLES, PLANTED, analysis, catalogue, example, plant_markers, set};
use crate::words::{Word, between};

/// A Word file with the texts that were put in.
struct Written {
    file: Word,
    long: Paragraph,
    short: Paragraph,
}

fn word_of(analysis: &Analysis<'_>) -> Written {
    let (long, short) = (write(analysis, Length::Long).unwrap(), write(analysis, Length::Short).unwrap());
    let bytes = docx::render(&Report { analysis, long: &long, short: &short }).unwrap();
    Written { file: Word(bytes), long, short }
}

fn word(catalogue: &Catalogue, board: &Assessment) -> Written {
    word_of(&analysis(catalogue, board))
}

#[test]
fn the_word_file_has_the_same_text_as_the_paragraph() {
    let catalogue = catalogue();
    for name in EXAMPLES {
        let word = word(&catalogue, &example(&catalogue, name));
        let normal = word.file.texts("Normal");
        let alineas: Vec<String> =
            word.long.alineas.iter().chain(&word.short.alineas).map(|alinea| alinea.text()).collect();
        assert_eq!(normal[..alineas.len()], alineas, "{name}");
        assert_eq!(word.file.texts("ListBullet"), word.long.left_out, "{name}");
    }
}

#[test]
fn it_uses_words_own_styles() {
    let catalogue = catalogue();
    let word = word(&catalogue, &example(&catalogue, "eenpitter"));
    let styles = word.file.part("word/styles.xml");
    for (id, name) in [
        ("Normal", "Normal"),
        ("Title", "Title"),
        ("Subtitle", "Subtitle"),
        ("Heading1", "heading 1"),
        ("Heading2", "heading 2"),
        ("ListBullet", "List Bullet"),
        ("Header", "header"),
        ("Footer", "footer"),
    ] {
        let style = between(&styles, &format!("w:styleId=\"{id}\">"), "</w:style>");
        assert!(style.contains(&format!("<w:name w:val=\"{name}\"/>")), "{id}: {style}");
    }
    assert!(styles.contains("<w:lang w:val=\"nl-NL\""));
    for block in word.file.blocks() {
        assert!(styles.contains(&format!("w:styleId=\"{}\"", block.style)), "{block:?}");
    }
    assert_eq!(word.file.texts("Title"), ["IBP-paragraaf (concept)"]);
    assert_eq!(
        word.file.texts("Heading1"),
        ["Lange versie", "Korte versie", LEFT_OUT_TITLE, "Waar de cijfers vandaan komen"]
    );
    assert_eq!(word.file.texts("Heading2"), ["Informatiebeveiliging en privacy"; 2]);
}

#[test]
fn every_mark_is_bold_and_yellow_and_nothing_else_is() {
    let catalogue = catalogue();
    for name in EXAMPLES {
        let word = word(&catalogue, &example(&catalogue, name));
        let wanted =
            [&word.long, &word.short].iter().map(|text| text.text().matches(MARK).count()).sum::<usize>();
        let blocks = word.file.blocks();
        let runs: Vec<_> = blocks.iter().flat_map(|block| &block.runs).collect();
        let (marks, others): (Vec<_>, Vec<_>) = runs.into_iter().partition(|(_, text)| text.contains(MARK));
        assert_eq!(marks.len(), wanted, "{name}");
        for (format, text) in marks {
            assert!(text.starts_with(MARK) && text.ends_with(']'), "only the mark itself: {text}");
            assert!(
                format.contains("<w:highlight w:val=\"yellow\" />") && format.contains("<w:b />"),
                "{format}"
            );
        }
        assert!(others.iter().all(|(format, _)| !format.contains("highlight")), "{name}");
    }
}

#[test]
fn it_says_on_top_that_it_is_a_draft_and_what_is_uncertain() {
    let mut catalogue = catalogue();
    let board = example(&catalogue, "onderweg");
    let draft = word(&catalogue, &board);
    let boxes = draft.file.texts("Melding");
    assert!(boxes[0].starts_with("Concept. Lees de tekst na en haal dit kader weg"));
    assert_eq!(boxes[1..], [draft.long.notice.clone().unwrap()]);
    let styles: Vec<_> = draft.file.blocks().into_iter().map(|block| block.style).collect();
    assert_eq!(styles[..5], ["Title", "Subtitle", "Melding", "Melding", "Heading1"]);
    assert!(
        word(&catalogue, &example(&catalogue, "eenpitter")).file.texts("Melding")[0]
            .contains("geel gemarkeerd")
    );

    for norm in &mut catalogue.norms {
        norm.provisional = false;
    }
    assert_eq!(word(&catalogue, &board).file.texts("Melding").len(), 1);
}

#[test]
fn header_and_footer_name_board_year_edition_and_pages() {
    let catalogue = catalogue();
    let word = word(&catalogue, &example(&catalogue, "onderweg"));
    let header = word.file.part("word/header1.xml");
    for text in ["Stichting Voorbeeldland · verslagjaar 2026", "editie 2024-06-06", "Concept"] {
        assert!(header.contains(text), "{text}");
    }
    let footer = word.file.part("word/footer1.xml");
    for text in ["concept van 21 november 2026", "PAGE", "NUMPAGES"] {
        assert!(footer.contains(text), "{text}");
    }
    let document = word.file.part("word/document.xml");
    assert!(document.contains("w:w=\"11906\" w:h=\"16838\""), "A4");
    assert_eq!(document.matches("<w:pageBreakBefore />").count(), 1, "the short text has a page of its own");
}

#[test]
fn title_author_and_day_come_from_the_assessment_and_not_from_the_clock() {
    let catalogue = catalogue();
    let core = word(&catalogue, &example(&catalogue, "onderweg")).file.part("docProps/core.xml");
    for text in [
        "<dc:title>IBP-paragraaf jaarverslag 2026 (concept)</dc:title>",
        "<dc:creator>Stichting Voorbeeldland</dc:creator>",
        ">2026-11-21T00:00:00Z</dcterms:created>",
        ">2026-11-21T00:00:00Z</dcterms:modified>",
    ] {
        assert!(core.contains(text), "{text}: {core}");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let catalogue = catalogue();
    for name in EXAMPLES {
        let board = example(&catalogue, name);
        let first = word(&catalogue, &board).file.0;
        assert!(first == word(&catalogue, &board).file.0, "{name}, twice in one thread");
        let elsewhere = std::thread::scope(|scope| scope.spawn(|| word(&catalogue, &board).file.0).join());
        assert!(first == elsewhere.unwrap(), "{name}, in another thread");
    }
}

#[test]
fn nothing_from_inside_fields_is_anywhere_in_the_file() {
    let catalogue = catalogue();
    for name in EXAMPLES {
        let mut board = example(&catalogue, name);
        plant_markers(&catalogue, &mut board);
        let everything = word(&catalogue, &board).file.everything();
        for planted in PLANTED {
            assert!(!everything.contains(planted), "{name}: {planted}");
        }
    }
}

#[test]
fn hostile_text_cannot_break_the_file() {
    let catalogue = catalogue();
    let mut board = example(&catalogue, "onderweg");
    let hostile = "</w:t></w:r><w:r>&lt;&amp;\"'<!--\u{fffe}\u{ffff}\u{202e}\u{7}]]> 😀 gedaan";
    board.board.name = format!("Stichting {hostile}\n\ttwee");
    set(&mut board, "maatregelen", FactValue::List(vec![hostile.to_owned()]));
    let word = word(&catalogue, &board);
    let everything = word.file.everything();
    assert!(!everything.contains("</w:t></w:r><w:r>&lt;&amp;"));
    let forbidden =
        |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' | '\u{202e}');
    assert!(!everything.contains(forbidden));
    assert!(word.file.texts("Normal").iter().any(|text| text.contains("</w:t></w:r><w:r>&lt;&amp;\"'<!--")));
    assert!(word.file.part("docProps/core.xml").contains("&lt;&#x2f;w:t&gt;"));
    for part in ["word/document.xml", "word/header1.xml", "docProps/core.xml"] {
        let xml = word.file.part(part);
        assert_eq!(xml.matches('<').count(), xml.matches('>').count(), "{part}");
    }
}
