//! What `status` shows, as text and as JSON: the figures of the analysis and nothing else, in 80 columns.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Output};

use ibp_peil::analysis::{Analysis, Figures, analyse};
use ibp_peil::assessment::file::{AssessmentFile, read};
use ibp_peil::catalogue::{Catalogue, embedded};
use ibp_peil::streams::Streams;
use serde_json::Value;

const EXAMPLES: [&str; 3] = ["examples/eenpitter.toml", "examples/onderweg.toml", "examples/voldoet.toml"];
const TODAY: &str = "2026-11-21";
const SMALL_CATALOGUE: &str = "tests/cmd/normenkader.in/klein";

/// Runs the program inside the test: exit code, results, and everything else.
fn say<S: Into<OsString>>(args: impl IntoIterator<Item = S>) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let name = OsString::from("ibp-peil");
    let args: Vec<OsString> = [name].into_iter().chain(args.into_iter().map(Into::into)).collect();
    let mut streams = Streams::plain(&mut out, &mut err);
    let code = ibp_peil::run(args, &mut streams);
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

/// The result of a command that must succeed.
#[track_caller]
fn result<S: Into<OsString>>(args: impl IntoIterator<Item = S>) -> String {
    let (code, out, err) = say(args);
    assert_eq!(code, 0, "{err}");
    out
}

fn json(path: &str) -> Value {
    serde_json::from_str(&result(["status", path, "--formaat", "json", "--datum", TODAY])).unwrap()
}

fn with_example<T>(path: &str, test: impl FnOnce(&Analysis<'_>) -> T) -> T {
    let catalogue: Catalogue = embedded::newest();
    let file: AssessmentFile =
        read(Path::new(path), &catalogue).unwrap_or_else(|findings| panic!("{findings}"));
    test(&analyse(&catalogue, &file.assessment, None, TODAY.parse().unwrap()))
}

/// A scope as the table shows it: name, on target, open, evidenced, mean, lowest, not applicable.
fn table_rows(text: &str) -> Vec<(String, Vec<String>)> {
    let table = text.split("\n\n").find(|block| block.starts_with("Domein")).expect("a table");
    let rows = table.lines().skip_while(|line| !line.starts_with('─')).skip(1);
    rows.map(|line| {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let of = cells.iter().rposition(|cell| *cell == "van").filter(|at| cells.len() - at == 7);
        // "34 van 91" is three words; a dash is one.
        let start = of.map_or(cells.len() - 6, |at| at - 1);
        let on_target = cells[start..cells.len() - 5].join(" ");
        let figures = [on_target].into_iter().chain(cells[cells.len() - 5..].iter().map(|c| (*c).to_owned()));
        (cells[..start].join(" "), figures.collect())
    })
    .collect()
}

fn shown(figures: &Figures) -> Vec<String> {
    let dash = || "–".to_owned();
    vec![
        figures.share.as_ref().map_or_else(dash, |share| format!("{} van {}", share.part, share.whole)),
        figures.open.to_string(),
        figures.evidenced.to_string(),
        figures.mean.as_ref().map_or_else(dash, |mean| mean.shown.to_string()),
        figures.lowest.as_ref().map_or_else(dash, |lowest| lowest.level.to_string()),
        figures.not_applicable.to_string(),
    ]
}

#[test]
fn the_table_shows_the_figures_of_the_whole_every_part_and_every_domain() {
    for path in EXAMPLES {
        let rows = table_rows(&result(["status", path]));
        with_example(path, |analysis| {
            let catalogue = analysis.catalogue;
            let mut expected = vec![("Alles samen".to_owned(), shown(&analysis.whole))];
            for (index, part) in catalogue.parts.iter().enumerate() {
                expected.push((part.name.clone(), shown(&analysis.parts[index])));
                for (domain, figures) in catalogue.domains.iter().zip(&analysis.domains) {
                    if domain.part == index {
                        expected.push((format!("· {} {}", domain.code, domain.name), shown(figures)));
                    }
                }
            }
            assert_eq!(rows, expected, "{path}");
        });
    }
}

#[test]
fn the_example_on_its_way_is_at_34_of_91() {
    let rows = table_rows(&result(["status", "examples/onderweg.toml"]));
    assert_eq!(rows[0].1, ["34 van 91", "0", "29", "2,3", "1", "3"]);
}

fn assert_figures(value: &Value, analysis: &Analysis<'_>, figures: &Figures) {
    let ids = |norms: &[usize]| norms.iter().map(|norm| analysis.norm(*norm).id.clone()).collect::<Vec<_>>();
    let keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "normen",
            "niet-van-toepassing",
            "toepasselijk",
            "beantwoord",
            "open",
            "op-streefniveau",
            "onderbouwd",
            "percentage-op-streefniveau",
            "gemiddelde",
            "laagste"
        ]
    );
    let number = |key: &str| value[key].as_u64().unwrap();
    assert_eq!(number("normen"), u64::from(figures.total));
    assert_eq!(number("niet-van-toepassing"), u64::from(figures.not_applicable));
    assert_eq!(number("toepasselijk"), u64::from(figures.applicable));
    assert_eq!(number("beantwoord"), u64::from(figures.answered));
    assert_eq!(number("open"), u64::from(figures.open));
    assert_eq!(number("op-streefniveau"), u64::from(figures.on_target));
    assert_eq!(number("onderbouwd"), u64::from(figures.evidenced));
    match &figures.share {
        None => assert!(value["percentage-op-streefniveau"].is_null()),
        Some(share) => assert_eq!(
            value["percentage-op-streefniveau"],
            serde_json::json!({"getoond": share.shown.value(), "deel": share.part, "geheel": share.whole})
        ),
    }
    match &figures.mean {
        None => assert!(value["gemiddelde"].is_null()),
        Some(mean) => assert_eq!(
            value["gemiddelde"],
            serde_json::json!({"getoond": mean.shown.value(), "som": mean.sum, "aantal": mean.count})
        ),
    }
    match &figures.lowest {
        None => assert!(value["laagste"].is_null()),
        Some(lowest) => assert_eq!(
            value["laagste"],
            serde_json::json!({"niveau": lowest.level, "normen": ids(&lowest.norms)})
        ),
    }
}

#[test]
fn json_holds_the_same_figures_with_the_whole_numbers_behind_them() {
    for path in EXAMPLES {
        let value = json(path);
        with_example(path, |analysis| {
            assert_figures(&value["geheel"], analysis, &analysis.whole);
            for (part, figures) in value["onderdelen"].as_array().unwrap().iter().zip(&analysis.parts) {
                assert_figures(&part["cijfers"], analysis, figures);
            }
            let domains = value["domeinen"].as_array().unwrap();
            assert_eq!(domains.len(), analysis.domains.len());
            for (domain, figures) in domains.iter().zip(&analysis.domains) {
                assert_figures(&domain["cijfers"], analysis, figures);
            }
            let only = analysis.confirmed_only.as_ref().unwrap();
            assert_figures(&value["zonder-voorlopige-normen"]["geheel"], analysis, &only.whole);
            for (measure, figures) in
                value["basismaatregelen"].as_array().unwrap().iter().zip(&analysis.measures)
            {
                assert_figures(&measure["cijfers"], analysis, &figures.figures);
            }
            assert_eq!(value["normen"].as_array().unwrap().len(), analysis.norms.len());
            assert_eq!(value["oordeel"]["voldoet"], analysis.verdict.complies);
            assert_eq!(value["plan"]["onder-streefniveau"], analysis.plan.gaps);
        });
    }
}

#[test]
fn the_keys_of_the_json_are_stable() {
    let value = json("examples/eenpitter.toml");
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(value["formaat"], 1);
    assert_eq!(
        keys(&value),
        "formaat soort vertrouwelijkheid datum normenkader bestuur meting oordeel geheel onderdelen domeinen \
         zonder-voorlopige-normen plan groep navragen basismaatregelen normen"
    );
    assert_eq!(keys(&value["normenkader"]), "id naam editie map streefniveau niveaus");
    assert_eq!(keys(&value["meting"]), "verslagjaar werkwijze status peildatum bijgewerkt-op");
    assert_eq!(
        keys(&value["oordeel"]),
        "voldoet toepasselijk niet-van-toepassing open onder-streefniveau verlaagd-streefniveau"
    );
    assert_eq!(keys(&value["domeinen"][0]), "code naam onderdeel cijfers");
    assert_eq!(keys(&value["navragen"][0]), "rol navragen open");
    assert_eq!(keys(&value["basismaatregelen"][0]), "nummer titel koppeling normen cijfers");
    assert_eq!(
        keys(&value["normen"][0]),
        "id titel titel-bevestigd voorlopig domein stand niveau streefniveau op-streefniveau bewijs"
    );
    assert_eq!(value["datum"], TODAY);
}

#[test]
fn who_still_has_to_be_asked_stands_below_each_role_with_what_was_promised_first() {
    let text = result(["status", "examples/eenpitter.toml"]);
    let block = text.split("\n\n").find(|block| block.starts_with("Nog te vragen")).unwrap();
    with_example("examples/eenpitter.toml", |analysis| {
        for role in &analysis.to_ask {
            let start =
                block.find(&format!("\n  {}\n", role.role)).unwrap_or_else(|| panic!("{}", role.role));
            let rest = &block[start + 3..];
            let end =
                rest.match_indices("\n  ").map(|(at, _)| at).find(|at| !rest[at + 3..].starts_with(' '));
            let below = &rest[..end.unwrap_or(rest.len())];
            for norm in role.asked.iter().chain(&role.open) {
                assert!(below.contains(&analysis.norm(*norm).id), "{} in {below}", analysis.norm(*norm).id);
            }
            for norm in &role.asked {
                assert!(below.contains(&format!("navragen  {}", analysis.norm(*norm).id)), "{below}");
            }
            if let (Some(asked), Some(open)) = (below.rfind("navragen"), below.find("    open")) {
                assert!(asked < open, "{below}");
            }
        }
    });
    // An answer from last year that nobody confirmed has to be looked at, not asked anew.
    assert!(block.contains("nakijken  GO.02 Beleid informatiebeveiliging"), "{block}");
}

#[test]
fn every_page_of_text_fits_80_columns() {
    let catalogue = embedded::newest();
    let mut pages: Vec<Vec<String>> =
        EXAMPLES.iter().map(|path| vec!["status".to_owned(), (*path).to_owned()]).collect();
    pages.push(vec!["normen".to_owned()]);
    pages.push(vec!["normen".to_owned(), "--onbevestigd".to_owned()]);
    pages.extend(
        catalogue.norms.iter().map(|norm| vec!["normen".to_owned(), "toon".to_owned(), norm.id.clone()]),
    );
    for page in pages {
        for line in result(page.clone()).lines() {
            let address = line.trim_start().starts_with("http");
            assert!(line.chars().count() <= 80 || address, "{page:?}: {line}");
            assert_eq!(line, line.trim_end(), "{page:?} has spaces at the end of a line");
        }
    }
}

/// A small assessment of the small catalogue: head, and what is asked for.
fn small(folder: &Path, board: &str, meta: &str, answers: &str) -> OsString {
    let path = folder.join("meting.toml");
    let text = format!(
        "formaat = 1\n[bestuur]\nnaam = {board}\n[meting]\nnormenkader = \"proef\"\neditie = \"2026\"\nverslagjaar = \
         2026\n{meta}\n{answers}"
    );
    std::fs::write(&path, text).unwrap();
    path.into_os_string()
}

fn small_status(meta: &str, answers: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = small(folder.path(), "\"Stichting X\"", meta, answers);
    let text = result([OsString::from("status"), path.clone(), "--normen".into(), SMALL_CATALOGUE.into()]);
    text.replace(&*path.to_string_lossy(), "meting.toml").replace(&*folder.path().to_string_lossy(), "")
}

/// The same words as in the workbook and the Markdown; one test holds them all against each other.
#[test]
fn the_verdict_is_a_sentence_with_counts() {
    let verdict = |answers: &str| {
        let text = small_status("", answers);
        let start =
            text.find("\n\nVoldoet").or_else(|| text.find("\n\nEr is ")).unwrap_or_else(|| panic!("{text}"));
        text[start..].trim_start().split("\n\n").next().unwrap().replace('\n', " ").trim().to_owned()
    };
    let level = |id: &str, level: u8| format!("[antwoorden.\"{id}\"]\nniveau = {level}\n");
    let meaning = "Voldoen betekent: elke norm die van toepassing is, is beantwoord en staat op niveau 3 Bepaald of \
                   hoger, of op het eigen streefniveau als dat hoger is.";
    assert_eq!(
        verdict(&(level("AA.01", 3) + &level("AA.02", 3))),
        format!(
            "Voldoet, volgens deze zelfevaluatie: alle 2 toepasselijke normen staan op of boven het vereiste niveau. \
             {meaning}"
        )
    );
    assert_eq!(
        verdict(&level("AA.01", 1)),
        format!(
            "Voldoet nog niet: van de 2 toepasselijke normen staat er 1 onder het vereiste niveau en is er 1 nog open. \
             {meaning}"
        )
    );
    let nothing = |id: &str| format!("[antwoorden.\"{id}\"]\nniet-van-toepassing = \"geen\"\n");
    assert!(verdict(&(nothing("AA.01") + &nothing("AA.02"))).starts_with("Er is niets om te beoordelen"));
    let lowered = "[antwoorden.\"AA.01\"]\nniveau = 2\nstreefniveau = 2\nreden = \"tussenstap\"\n".to_owned();
    let lowered = verdict(&(lowered + &level("AA.02", 3)));
    assert!(
        lowered.starts_with("Voldoet nog niet: van de 2 toepasselijke normen staat er 1 onder"),
        "{lowered}"
    );
    assert!(lowered.ends_with(
        "Eén norm heeft een lager eigen streefniveau; dat stuurt het plan, maar telt niet voor voldoen."
    ));
}

#[test]
fn the_last_line_says_what_to_do_now() {
    let step = |meta: &str, answers: &str| {
        let text = small_status(meta, answers);
        text[text.find("\nNu: ").unwrap() + 1..].to_owned()
    };
    assert_eq!(step("", ""), "Nu: beantwoord de eerste vragen met:\n    ibp-peil invullen meting.toml\n");
    let one = "[antwoorden.\"AA.01\"]\nniveau = 3\n";
    assert_eq!(step("", one), "Nu: vul de 1 open norm in met:\n    ibp-peil invullen meting.toml\n");
    let asked = format!("{one}[antwoorden.\"AA.02\"]\nnavragen = \"ict\"\n");
    assert_eq!(
        step("", &asked),
        "Nu: vraag na wat hierboven staat en vul de 1 open norm in met:\n    ibp-peil invullen meting.toml\n"
    );
    let gap = format!("{one}[antwoorden.\"AA.02\"]\nniveau = 1\n");
    assert!(step("", &gap).starts_with("Nu: maak het plan af: 0 van de 1 normen"), "{}", step("", &gap));
    let planned = format!("{gap}actie = \"a\"\nactiehouder = \"b\"\nstreefdatum = 2027-01-01\n");
    assert!(
        step("", &planned).starts_with("Nu: laat het bestuur het plan bevestigen: 0 van de 1"),
        "{}",
        step("", &planned)
    );
    let confirmed = format!("{planned}plan-status = \"bevestigd\"\n");
    assert!(
        step("", &confirmed).starts_with("Nu: alles is ingevuld; zet in de meting status = \"afgerond\"")
    );
    assert_eq!(
        step("status = \"afgerond\"\npeildatum = 2026-11-16", &confirmed),
        "Nu: maak het rapport met:\n    ibp-peil rapport meting.toml -o rapport\n"
    );
}

#[test]
fn text_from_a_file_never_steers_the_terminal_and_never_breaks_the_width() {
    let folder = tempfile::tempdir().unwrap();
    let long = "Stichting".repeat(30);
    for (board, answers) in [
        (
            "\"Stichting \u{202e}omgekeerd\u{200b}\"".to_owned(),
            "[antwoorden.\"AA.01\"]\nnavragen = \"ict\u{2066}\u{202e}\"\n",
        ),
        (format!("\"{long}\""), ""),
        (
            "\"Stichting\\nop twee regels\\tmet tab\"".to_owned(),
            "[antwoorden.\"AA.01\"]\nnavragen = \"a\\nb\"\n",
        ),
    ] {
        let path = small(folder.path(), &board, "", answers);
        for format in ["tekst", "json"] {
            let arguments: [OsString; 6] = [
                "status".into(),
                path.clone(),
                "--formaat".into(),
                format.into(),
                "--normen".into(),
                SMALL_CATALOGUE.into(),
            ];
            let text = result(arguments);
            assert!(!text.contains(['\u{202e}', '\u{2066}', '\u{200b}', '\u{1b}', '\t']), "{text}");
            if format == "json" {
                let value: Value = serde_json::from_str(&text).unwrap();
                let name = toml::from_str::<toml::Table>(&format!("naam = {board}")).unwrap();
                // A name is on one line, whatever a file says; in JSON nothing else changes.
                let on_one_line =
                    name["naam"].as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
                assert_eq!(value["bestuur"]["naam"].as_str(), Some(on_one_line.as_str()));
            } else {
                let command = path.to_string_lossy().into_owned();
                assert!(
                    text.lines().all(|line| line.chars().count() <= 80 || line.contains(&command)),
                    "{text}"
                );
            }
        }
    }
}

#[test]
fn the_paragraph_on_the_screen_is_a_draft_with_the_warning_first_and_what_is_left_last() {
    for path in EXAMPLES {
        let long = result(["paragraaf", path, "--datum", TODAY]);
        let short = result(["paragraaf", path, "--datum", TODAY, "--kort"]);
        assert!(short.split_whitespace().count() < long.split_whitespace().count(), "{path}");
        for text in [&long, &short] {
            assert!(text.starts_with("Concept – Informatiebeveiliging en privacy\n──"), "{text}");
            assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        }
    }
    let text = result(["paragraaf", "examples/eenpitter.toml", "--datum", TODAY]);
    let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what} is not in:\n{text}"));
    assert!(at("Let op: ") < at("Het bestuur is eindverantwoordelijk"));
    assert!(at("[INVULLEN:") < at("\nNog aan te vullen, als het speelt\n- "));
}

fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibp-peil"));
    command.args(args).env_remove("IBP_PEIL_NORMEN");
    command
}

#[test]
fn the_same_file_and_date_give_the_same_bytes_whatever_the_time_zone_or_locale() {
    for format in ["tekst", "json"] {
        let run = |zone: &str, locale: &str| -> Output {
            program(&["status", "examples/onderweg.toml", "--datum", TODAY, "--formaat", format])
                .env("TZ", zone)
                .env("LC_ALL", locale)
                .output()
                .unwrap()
        };
        let first = run("UTC", "C");
        assert!(first.status.success());
        assert_eq!(first.stdout, run("Pacific/Kiritimati", "nl_NL.UTF-8").stdout);
        assert_eq!(first.stdout, run("America/Los_Angeles", "tr_TR.UTF-8").stdout);
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    for args in [&["normen"][..], &["status", "examples/onderweg.toml"], &["--hulp"], &["help", "score"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = program(args).stdout(writer).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_in_dutch() {
    let full = std::fs::File::create("/dev/full").unwrap();
    let output = program(&["normen"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "fout: het resultaat kan niet geschreven worden: de schijf is vol\n"
    );
}

#[test]
fn a_pipe_has_no_colour_and_quiet_leaves_warnings_out() {
    let doubtful = "tests/cmd/status.in/twijfel.toml";
    let loud = program(&["status", doubtful]).output().unwrap();
    assert!(String::from_utf8(loud.stderr).unwrap().starts_with("let op[W002]"));
    for args in
        [&["status", doubtful, "-q"][..], &["status", doubtful, "--stil"], &["-q", "status", doubtful]]
    {
        let quiet = program(args).output().unwrap();
        assert_eq!(quiet.stderr, b"", "{args:?}");
        assert_eq!(quiet.stdout, loud.stdout, "{args:?}");
    }
    assert!(!loud.stdout.contains(&0x1b));
}

#[test]
fn a_catalogue_from_a_folder_is_named_however_it_was_chosen() {
    let file = "tests/cmd/normenkader.in/proef.toml";
    let by_option = program(&["status", file, "--normen", SMALL_CATALOGUE]).output().unwrap();
    let by_variable = program(&["status", file]).env("IBP_PEIL_NORMEN", SMALL_CATALOGUE).output().unwrap();
    let text = String::from_utf8(by_option.stdout).unwrap();
    assert!(text.contains(&format!("uit map {SMALL_CATALOGUE}")), "{text}");
    assert_eq!(text, String::from_utf8(by_variable.stdout).unwrap());
    let empty = program(&["status", "examples/onderweg.toml"]).env("IBP_PEIL_NORMEN", "").output().unwrap();
    assert!(empty.status.success(), "an empty variable names no folder");
}
