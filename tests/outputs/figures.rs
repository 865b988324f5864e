//! One figure is one figure: what JSON says, the terminal, the workbook, the Markdown and the paragraph say too.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

/// The figures of one scope as text, in one order: applicable, on target, open, evidenced, mean, lowest level,
/// not applicable.
type Row = [String; 7];

/// Scopes by their name: "Geheel", a part's name, or a domain's code.
type Table = BTreeMap<String, Row>;

const EXAMPLES: [&str; 3] = ["eenpitter", "onderweg", "voldoet"];

fn program(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_ibp-peil"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(args)
        .args(["--datum", "2026-12-17"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A number with one decimal as people read it; nothing is a dash.
fn shown(number: Option<f64>) -> String {
    number.map_or("–".to_owned(), |number| format!("{number:.1}").replace('.', ","))
}

fn from_json(text: &str) -> Table {
    let json: Value = serde_json::from_str(text).unwrap();
    let row = |figures: &Value| -> Row {
        let count = |key: &str| figures[key].as_u64().unwrap().to_string();
        [
            count("toepasselijk"),
            count("op-streefniveau"),
            count("open"),
            count("onderbouwd"),
            shown(figures["gemiddelde"]["getoond"].as_f64()),
            figures["laagste"]["niveau"].as_u64().map_or("–".to_owned(), |level| level.to_string()),
            count("niet-van-toepassing"),
        ]
    };
    let mut table = Table::from([("Geheel".to_owned(), row(&json["geheel"]))]);
    for (list, name) in [("onderdelen", "naam"), ("domeinen", "code")] {
        for scope in json[list].as_array().unwrap() {
            table.insert(scope[name].as_str().unwrap().to_owned(), row(&scope["cijfers"]));
        }
    }
    table
}

fn from_terminal(text: &str) -> Table {
    let block = text.split("\n\n").find(|block| block.starts_with("Domein")).unwrap();
    let rows = block.lines().skip_while(|line| !line.starts_with('─')).skip(1);
    rows.map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let n = words.len();
        let [open, evidenced, mean, lowest, not_applicable] = words[n - 5..] else { panic!("{line}") };
        assert_eq!(words[n - 7], "van", "{line}");
        let name = match words[0] {
            "·" => words[1].to_owned(),
            "Alles" => "Geheel".to_owned(),
            _ => words[..n - 8].join(" "),
        };
        let row = [words[n - 6], words[n - 8], open, evidenced, mean, lowest, not_applicable];
        (name, row.map(str::to_owned))
    })
    .collect()
}

fn from_markdown(text: &str) -> Table {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    rows.filter_map(|row| {
        let cells: Vec<&str> = row.split(" | ").map(str::trim).collect();
        let [name, applicable, on_target, _, evidenced, open, not_applicable, mean, lowest] = cells[..]
        else {
            return None;
        };
        applicable.parse::<u32>().ok()?;
        // Parts have no code; a domain begins with it.
        let code = name.split(' ').next().filter(|code| code.len() == 2 && name.len() > 2);
        let lowest = lowest.split(' ').next().unwrap();
        let row = [applicable, on_target, open, evidenced, mean, lowest, not_applicable];
        Some((code.unwrap_or(name).to_owned(), row.map(str::to_owned)))
    })
    .collect()
}

fn cell(data: &Data) -> String {
    match data {
        Data::Float(number) if number.fract() == 0.0 => format!("{number}"),
        Data::Float(number) => shown(Some(*number)),
        Data::Empty => "–".to_owned(),
        other => other.to_string(),
    }
}

/// The table of a sheet, its columns found by their headings; `columns` in the order of [`Row`].
fn from_sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str, columns: [&str; 7], mean: usize) -> Table {
    let range = book.worksheet_range(sheet).unwrap();
    let plain = |data: &Data| data.to_string().replace("-\n", "").replace('\n', " ");
    let header = range.rows().position(|row| row.iter().any(|data| plain(data) == "Toepasselijk")).unwrap();
    let titles: Vec<String> = range.rows().nth(header).unwrap().iter().map(plain).collect();
    let places = columns.map(|column| titles.iter().position(|title| title == column).expect(column));
    let mut table = Table::new();
    for row in range.rows().skip(header + 1) {
        let values = places.map(|place| cell(&row[place]));
        if values[0].parse::<u32>().is_err() {
            break;
        }
        let mut values = values;
        // A whole mean is a whole number in the cell and shows its decimal.
        if let Data::Float(number) = row[places[mean]] {
            values[mean] = shown(Some(number));
        }
        values[5] = values[5].split(' ').next().unwrap().to_owned();
        let code = titles.iter().position(|title| title == "Code").map(|place| cell(&row[place]));
        let name = code.filter(|code| code != "–").unwrap_or_else(|| {
            let place = titles.iter().position(|title| title == "Domein").unwrap_or(0);
            cell(&row[place])
        });
        table.insert(name, values);
    }
    table
}

/// How the paragraph says a figure: none, all, or some.
fn in_words(row: &Row) -> [String; 2] {
    let (applicable, on_target) = (&row[0], &row[1]);
    match on_target.as_str() {
        "0" => [format!("geen van de {applicable}"), format!("geen enkele van de {applicable}")],
        all if all == applicable => [format!("alle {applicable}"), format!("{all} voor ")],
        some => [format!("{some} van de {applicable}"), format!("{some} van {applicable}")],
    }
}

#[test]
fn every_output_shows_the_same_figures() {
    for example in EXAMPLES {
        let file = format!("examples/{example}.toml");
        let folder = tempfile::tempdir().unwrap();
        program(&["rapport", &file, "-o", folder.path().to_str().unwrap()]);
        let read = |name: &str| std::fs::read_to_string(Path::new(folder.path()).join(name)).unwrap();

        let truth = from_json(&program(&["status", &file, "--formaat", "json"]));
        assert_eq!(truth.len(), 1 + 2 + 22, "the whole, the parts and the domains");
        assert_eq!(from_terminal(&program(&["status", &file])), truth, "status of {example}");
        assert_eq!(from_markdown(&read("gap-analyse.md")), truth, "gap-analyse.md of {example}");

        let bytes = std::fs::read(folder.path().join("gap-analyse.xlsx")).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let columns = [
            "Toepasselijk",
            "Op streefniveau",
            "Open",
            "Onderbouwd",
            "Gemiddelde *",
            "Laagste niveau",
            "N.v.t.",
        ];
        assert_eq!(from_sheet(&mut book, "Domeinen", columns, 4), truth, "Domeinen of {example}");
        let cover: Table =
            truth.iter().filter(|(name, _)| name.len() > 2).map(|(n, r)| (n.clone(), r.clone())).collect();
        assert_eq!(from_sheet(&mut book, "Voorblad", columns, 4), cover, "Voorblad of {example}");

        for text in [program(&["paragraaf", &file]), read("ibp-paragraaf.md")] {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for (name, row) in &cover {
                let found = in_words(row).iter().any(|words| text.contains(words));
                assert!(found, "{example}: {name} {row:?} is not in the paragraph: {text}");
            }
        }
    }
}
