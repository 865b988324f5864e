//! Text from a file, a file name or the command line is only ever text: it steers no terminal, is calculated by no
//! spreadsheet, carried out by no browser or template, and forges no line. One list of texts goes through every way out.

mod checks;

mod names;
mod outlets;
mod scene;
mod texts;

use std::collections::BTreeSet;

use outlets::{OUTLETS, Output, Outputs};
use scene::Scene;
use texts::PLAIN;

#[test]
fn every_way_out_is_checked() {
    let checked: BTreeSet<String> = OUTLETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let found = outlets::names();
    let unchecked: Vec<_> = found.difference(&checked).collect();
    assert!(unchecked.is_empty(), "without a check in tests/hostile/outlets.rs: {unchecked:?}");
    let gone: Vec<_> = checked.difference(&found).collect();
    assert!(gone.is_empty(), "no longer there: {gone:?}");
}

/// Everything that comes out of a scene.
fn everything(scene: &Scene) -> Vec<(&'static str, Outputs)> {
    OUTLETS.iter().map(|(name, outputs)| (*name, outputs(scene))).collect()
}

/// Does this for every text of the list, in as many threads as help.
fn for_each_text(texts: &[String], work: impl Fn(&str) + Sync) {
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let work = &work;
            scope.spawn(move || texts.iter().skip(thread).step_by(threads).for_each(|text| work(text)));
        }
    });
}

#[test]
fn a_text_is_only_a_text_whichever_way_it_leaves() {
    let plain = everything(&Scene::new(PLAIN));
    for_each_text(&texts::accepted(), |text| {
        let scene = Scene::new(text);
        let before = scene.contents();
        for ((outlet, outputs), (_, plain)) in everything(&scene).iter().zip(&plain) {
            let short: String = text.chars().take(60).collect();
            for ((name, output), (_, plain)) in outputs.iter().zip(plain) {
                checks::check(output, plain, &format!("{outlet:?} {name:?} with {short:?}"));
            }
        }
        let after = scene.contents();
        assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)), "a file was changed");
    });
}

/// Where a line end in a text could forge a line of the program, it comes out as a space would.
#[test]
fn a_line_end_in_a_name_or_title_is_a_space_in_the_terminal() {
    for text in texts::accepted().iter().filter(|text| text.trim().contains('\n') && text.len() < 200) {
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (lines, spaces) = (Scene::new(text), Scene::new(&flat));
        for words in [
            &["status", "@meting.toml"][..],
            &["paragraaf", "@meting.toml"],
            &["paragraaf", "@meting.toml", "--kort"],
            &["normen"],
            &["normen", "--onbevestigd"],
            &["normen", "valideer", "@kader"],
            &["normen", "toon", "AA.01"],
            &["help", "niveaus"],
            &["help", "begrippen"],
        ] {
            let result =
                |scene: &Scene| scene.result(words).replace(&scene.path("").display().to_string(), "/");
            assert_eq!(result(&lines), result(&spaces), "{words:?} {text:?}");
        }
    }
}

#[test]
fn what_may_not_stand_in_a_file_is_refused_with_its_place_and_not_repeated() {
    for_each_text(&texts::refused(), |text| {
        for (scene, file) in
            [(Scene::with(Some(text), None), "meting.toml"), (Scene::with(None, Some(text)), "kader")]
        {
            for form in ["lang", "kort", "json"] {
                let said = scene.with_catalogue(&["status", "@meting.toml", "--meldingen", form]);
                let short: String = text.chars().take(20).collect();
                let what = format!("{file} {form} {short:?}");
                assert_eq!((said.code, said.out.as_str()), (2, ""), "{what}");
                checks::nothing_steers(&said.err, &what);
                assert!(said.err.contains("A010") || said.err.contains("T001"), "{what}: {}", said.err);
                assert!(
                    said.err.contains(".toml:") || said.err.contains("\"regel\":"),
                    "{what}: {}",
                    said.err
                );
                assert!(said.err.len() < 200_000, "{what}: {} bytes", said.err.len());
                assert!(!said.err.contains(&"x".repeat(2_100)), "{what}");
            }
        }
    });
}

#[test]
fn a_template_in_a_text_is_not_carried_out() {
    let scene = Scene::new("{{ 7*7 }}{% set x = 1 %}");
    let text = scene.result(&["paragraaf", "@meting.toml"]);
    assert!(text.contains("{{ 7*7 }}"), "{text}");
    assert!(!text.contains("49"), "{text}");
}

#[test]
fn what_a_person_wrote_is_still_all_there() {
    let longest = "woord en ".repeat(8_000 / 9);
    for text in ["=1+1 <b> & | _x0041_ {{ 7*7 }}", "'=1+1 \"aanhaling\" \\ ../../x", longest.trim()] {
        let scene = Scene::with(Some(text), None);
        let json: serde_json::Value =
            serde_json::from_str(&scene.result(&["status", "@meting.toml", "--formaat", "json"])).unwrap();
        assert_eq!(json["bestuur"]["naam"], text);
        for (name, output) in OUTLETS.iter().find(|(name, _)| *name == "rapport --vorige").unwrap().1(&scene)
        {
            if let Output::Workbook(bytes) = output {
                let mut book: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(bytes)).unwrap();
                let sheets = calamine::Reader::worksheets(&mut book);
                let cells = sheets.iter().flat_map(|(_, range)| range.rows().flatten());
                let same = cells
                    .filter(|cell| matches!(cell, calamine::Data::String(found) if found == text))
                    .count();
                assert!(same > 5, "{name}: {same} cells");
            }
        }
    }
}
