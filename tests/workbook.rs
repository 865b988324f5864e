//! The gap analysis read back: every figure, every gap and every answer, and nothing that steers a program.

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx};
use ibp_peil::analysis::{Analysis, Figures, analyse};
use ibp_peil::assessment::{Answer, Assessment, Reply, file};
use ibp_peil::catalogue::{Catalogue, embedded};
use ibp_peil::paragraph::{Alinea, Paragraph, Sentence, Source};
use ibp_peil::render::{Report, markdown, xlsx};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 12, 20);
const EXAMPLES: [&str; 3] = ["eenpitter", "onderweg", "voldoet"];

fn example(catalogue: &Catalogue, name: &str) -> Assessment {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(format!("{name}.toml"));
    file::read(&path, catalogue).expect("the example can be read").assessment
}

fn paragraph() -> Paragraph {
    let source = |what: &str, value: &str, origin: &str, date| Source {
        what: what.to_owned(),
        value: value.to_owned(),
        origin: origin.to_owned(),
        date,
    };
    Paragraph {
        notice: None,
        alineas: vec![
            Alinea {
                title: "Waar staan we".to_owned(),
                sentences: vec![
                    Sentence {
                        text: "Bij 34 van de 91 normen halen we het streefniveau (niveau 3), 29 keer met vastgelegd bewijs.".to_owned(),
                        sources: vec![
                            source("normen op streefniveau, geheel", "34 van 91", "alle toepasselijke normen", Some(date(2026, 11, 16))),
                            source("normen op streefniveau met bewijs", "29", "alle toepasselijke normen", Some(date(2026, 11, 16))),
                        ],
                    },
                    Sentence { text: "De uitkomst is niet extern getoetst.".to_owned(), sources: vec![] },
                ],
            },
            Alinea {
                title: "Incidenten".to_owned(),
                sentences: vec![Sentence {
                    text: "We registreerden zes datalekken.".to_owned(),
                    sources: vec![source("datalekken", "6", "[jaarverslag] datalekken-geregistreerd", None)],
                }],
            },
        ],
        left_out: vec![],
    }
}

fn with_report<T>(
    assessment: &Assessment,
    previous: Option<&Assessment>,
    use_it: impl Fn(&Report<'_>) -> T,
) -> T {
    let catalogue = embedded::newest();
    let analysis = analyse(&catalogue, assessment, previous, TODAY);
    let paragraph = paragraph();
    use_it(&Report { analysis: &analysis, long: &paragraph, short: &paragraph })
}

fn workbook(report: &Report<'_>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(xlsx::render(report).expect("a workbook"))).expect("a workbook that can be opened")
}

#[test]
#[ignore = "writes the examples to look at them: cargo test --test workbook -- --ignored"]
fn examples_to_look_at() {
    let catalogue = embedded::newest();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let empty = Assessment::new(&catalogue.id, &catalogue.edition, 2026, TODAY);
    let mut all: Vec<(&str, Assessment)> = EXAMPLES.map(|name| (name, example(&catalogue, name))).to_vec();
    all.push(("leeg", empty));
    for (name, assessment) in &all {
        let previous = (*name == "onderweg").then(|| example(&catalogue, "eenpitter"));
        with_report(assessment, previous.as_ref(), |report| {
            std::fs::write(folder.join(format!("{name}.xlsx")), xlsx::render(report).unwrap()).unwrap();
        });
    }
}
