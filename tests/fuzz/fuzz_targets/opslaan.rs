//! Any assessment, changed and saved: it says what it should, and every comment is still there.
#![no_main]

use ibp_peil::assessment::file::AssessmentFile;
use ibp_peil::assessment::save::updated_text;
use ibp_peil::assessment::{Answer, Assessment, Reply};
use ibp_peil::finding::Findings;
use ibp_peil::storage::TextFile;
use ibp_peil_fuzz::{catalogue, read};
use libfuzzer_sys::fuzz_target;

// The first bytes say what is changed, the rest is the file.
fuzz_target!(|input: (u8, u8, u8, &str)| {
    let (what, which, level, text) = input;
    let Some((source, assessment)) = read(text) else { return };
    let changed = change(&assessment, what, which, level);
    let file = AssessmentFile {
        assessment,
        text: TextFile { source, bom: what & 1 == 1 },
        warnings: Findings::default(),
    };
    let saved = updated_text(&file, &changed).expect("what was read can be saved");
    let saved = saved.strip_prefix('\u{feff}').unwrap_or(&saved);
    let (_, again) = read(saved).unwrap_or_else(|| panic!("what was saved can be read:\n{saved}"));
    assert_eq!(again, changed, "{saved}");
    // Inside a longer text a line that begins with # is no comment.
    if !text.contains("\"\"\"") && !text.contains("'''") {
        for comment in text.lines().map(str::trim).filter(|line| line.starts_with('#')) {
            assert!(saved.contains(comment), "{comment} is gone from:\n{saved}");
        }
    }
});

fn change(assessment: &Assessment, what: u8, which: u8, level: u8) -> Assessment {
    let mut changed = assessment.clone();
    let norms = &catalogue().norms;
    let id = match assessment.answers.keys().nth(usize::from(which % 8)) {
        Some(id) if which < 128 => id.clone(),
        _ => norms[usize::from(which) % norms.len()].id.clone(),
    };
    let text = ["kort", "met \"aanhalingstekens\"", "twee\nregels", "# geen opmerking", "é'''\\"]
        [usize::from(level % 5)];
    let level = level % catalogue().top_level() + 1;
    let answer = changed.answers.entry(id.clone()).or_default();
    match what % 10 {
        0 => answer.reply = Reply::Level(level),
        1 => answer.reply = Reply::NotApplicable(text.to_owned()),
        2 => answer.reply = Reply::AskAround(text.to_owned()),
        3 => answer.note = Some(text.to_owned()),
        4 => answer.evidence = (0..level).map(|n| format!("{text} {n}")).collect(),
        5 => answer.evidence.clear(),
        6 => *answer = Answer { reply: Reply::Level(level), ..Answer::default() },
        7 => {
            changed.answers.remove(&id);
        }
        8 => changed.board.sectors.clear(),
        _ => changed.board.name = text.to_owned(),
    }
    // An answer that says nothing is not written.
    changed.answers.retain(|id, answer| *answer != Answer::default() || assessment.answers.contains_key(id));
    changed
}
