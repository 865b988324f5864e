//! The program is killed at any moment of the questionnaire, and opened again: after each kill the file is whole and holds
//! every answer whose question was passed.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use ibp_peil::catalogue::embedded::newest;

use crate::window::{Window, fresh, questionnaire, read, send};

const KILLS: u32 = 500;

/// As many boards at the same time.
const BOARDS: u32 = 2;

/// After so many kills another board begins, so that every part of an assessment gets its turn.
const KILLS_PER_FILE: u32 = 25;

/// Throws that can be thrown again with the same seed.
struct Dice {
    seed: u64,
    throws: u64,
}

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.throws += 1;
        let mut hasher = DefaultHasher::new();
        (self.seed, self.throws).hash(&mut hasher);
        hasher.finish() % sides
    }

    fn wait(&mut self, most: Duration) {
        thread::sleep(Duration::from_micros(self.throw(u64::try_from(most.as_micros()).unwrap())));
    }
}

/// What was seen to be passed, and what came of it.
#[derive(Default)]
struct Count {
    kills: u32,
    passed: u32,
    /// Answers that were saved though the kill came before the next question was seen.
    in_flight: u32,
}

/// A board whose questionnaire is killed again and again.
struct Board {
    folder: tempfile::TempDir,
    path: PathBuf,
    ids: Vec<String>,
    /// The answers whose question was passed.
    passed: BTreeMap<String, u8>,
}

impl Board {
    fn new() -> Self {
        let (folder, path) = fresh();
        let ids = newest().norms.iter().map(|norm| norm.id.clone()).collect();
        Self { folder, path, ids, passed: BTreeMap::new() }
    }

    /// The norm that is asked on this screen.
    fn asked(&self, window: &Window) -> Option<String> {
        let asks = window.sees("weet ik niet");
        let first = |line: &str| line.split_whitespace().next().map(str::to_owned);
        let ids = window.screen.lines().filter_map(first);
        ids.into_iter().find(|word| self.ids.contains(word)).filter(|_| asks)
    }

    /// Answers a few questions and is killed somewhere in the next one, or already while it starts.
    fn sit_and_be_killed(&mut self, dice: &mut Dice, count: &mut Count) {
        count.kills += 1;
        if dice.throw(10) == 0 {
            let window = Window::start(self.folder.path(), questionnaire(&["meting.toml"]));
            dice.wait(Duration::from_millis(60));
            return window.kill();
        }
        let mut window = Window::open(self.folder.path(), &["meting.toml"]);
        for _ in 0..dice.throw(4) {
            let Some(id) = self.asked(&window) else { break };
            let level = u8::try_from(dice.throw(3) + 1).unwrap();
            window.press(&level.to_string());
            if window.sees("Waar staat dat?") {
                window.press("\r");
            }
            assert_ne!(self.asked(&window).as_ref(), Some(&id), "{}", window.screen);
            self.passed.insert(id, level);
            count.passed += 1;
        }
        // The last answer is given, and nobody waits for what follows.
        let level = dice.throw(3) + 1;
        send(&mut window.session, &level.to_string());
        dice.wait(Duration::from_millis(12));
        window.kill();
    }

    /// Checks what is in the file, and goes on from that.
    fn check(&mut self, count: &mut Count) {
        let found: BTreeMap<String, u8> = read(&self.path)
            .answers
            .into_iter()
            .filter_map(|(id, answer)| Some((id, answer.level()?)))
            .collect();
        for (id, level) in &self.passed {
            assert_eq!(found.get(id), Some(level), "{id} was passed");
        }
        let more = found.len() - self.passed.len();
        assert!(more <= 1, "{more} answers more than were passed");
        count.in_flight += u32::try_from(more).unwrap();
        self.passed = found;
    }

    /// Stops as a person does, and looks whether anything was left behind.
    fn close(self) {
        let (_, code) = Window::open(self.folder.path(), &["meting.toml"]).interrupt();
        assert_eq!(code, 130);
        let left = |folder: &Path| {
            let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
            names.filter(|name| name.to_string_lossy().ends_with("-tmp")).count()
        };
        assert_eq!(left(self.folder.path()) + left(&self.folder.path().join(".ibp-peil/meting.toml")), 0);
    }
}

/// Kills so many times; the seed is told when something is lost.
fn kill(kills: u32, seed: u64) -> Count {
    let (mut dice, mut count) = (Dice { seed, throws: 0 }, Count::default());
    while count.kills < kills {
        let mut board = Board::new();
        for _ in 0..KILLS_PER_FILE.min(kills - count.kills) {
            board.sit_and_be_killed(&mut dice, &mut count);
            board.check(&mut count);
        }
        board.close();
    }
    count
}

#[test]
fn after_500_kills_at_random_moments_no_answer_that_was_passed_is_lost() {
    let begun = Instant::now();
    let seed = match std::env::var("SEED") {
        Ok(seed) => seed.parse().unwrap(),
        Err(_) => std::time::UNIX_EPOCH.elapsed().unwrap().as_secs(),
    };
    println!(
        "again with the same moments, as far as the computer is as fast: SEED={seed} cargo test --test files kill"
    );
    let boards: Vec<_> = (0..BOARDS)
        .map(|number| thread::spawn(move || kill(KILLS / BOARDS, seed + u64::from(number))))
        .collect();
    let counts: Vec<Count> = boards.into_iter().map(|board| board.join().unwrap()).collect();
    let sum = |of: fn(&Count) -> u32| counts.iter().map(of).sum::<u32>();
    let (kills, passed, in_flight) = (sum(|c| c.kills), sum(|c| c.passed), sum(|c| c.in_flight));
    println!(
        "{kills} kills, {passed} answers passed, 0 lost; {in_flight} more were saved before the next question was \
         seen; {:.0} seconds",
        begun.elapsed().as_secs_f64()
    );
    // The kills came before, during and after saving: some last answers are there and some are not.
    assert!(kills == KILLS && in_flight > kills / 20 && in_flight < kills, "{in_flight} of {kills}");
}
