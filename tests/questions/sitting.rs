//! A sitting in which things go wrong: the disk fails, others write to the file, the person has to choose, the sitting is
//! stopped. Whatever happens, no answer is lost.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ibp_peil::assessment::file::parse_assessment;
use ibp_peil::assessment::history;
use ibp_peil::assessment::{Answer, Assessment, Reply};
use ibp_peil::cli::{FillArgs, Global};
use ibp_peil::command::fill::{Computer, Conversation, Ending};
use ibp_peil::command::{Context, Outcome};
use ibp_peil::finding::SourceText;
use ibp_peil::problem::Problem;
use ibp_peil::questionnaire::layout::lay_out;
use ibp_peil::questionnaire::screen::Screen;
use ibp_peil::questionnaire::script::keys;
use ibp_peil::questionnaire::{Driver, Event, HalfTyped, INTERRUPTED, Key};
use ibp_peil::storage::{Disk, SystemDisk};
use jiff::civil::{Date, date};

use crate::faults::{Fault, FaultyDisk};

const TODAY: Date = date(2026, 11, 21);

fn context(today: Date) -> Context {
    Context::new(&Global { datum: Some(today), ..Global::default() }).unwrap()
}

static CONTEXT: LazyLock<Context> = LazyLock::new(|| context(TODAY));

/// A board of which nothing is answered yet, with the remarks of a person.
const FRESH: &str = r#"# Van de werkgroep: niet weggooien.
formaat = 1
slotregel = true

[bestuur]
naam = "Stichting De Fictieve Dreef"   # statutair

[meting]
normenkader = "ibp-fo"
editie = "2024-06-06"
verslagjaar = 2026
begonnen-op = 2026-11-01
bijgewerkt-op = 2026-11-01

# einde van deze meting
"#;

/// Someone who looks at the screen before pressing a key; `None` is Ctrl-C.
struct Person<F: FnMut(&str) -> Option<Key>> {
    decide: F,
    screens: Vec<String>,
}

impl<F: FnMut(&str) -> Option<Key>> Person<F> {
    fn new(decide: F) -> Self {
        Self { decide, screens: Vec::new() }
    }

    /// All screens, as if nothing were ever wrapped.
    fn saw(&self) -> String {
        self.screens.iter().map(|screen| flat(screen)).collect::<Vec<_>>().join("\n")
    }
}

impl<F: FnMut(&str) -> Option<Key>> Driver for Person<F> {
    fn show(&mut self, screen: &Screen) -> io::Result<()> {
        self.screens.push(lay_out(screen, 80, 24, 0).plain());
        Ok(())
    }

    fn next(&mut self) -> Event {
        let screen = self.screens.last().map_or("", String::as_str);
        (self.decide)(screen).map_or(Event::Stop(INTERRUPTED), Event::Key)
    }
}

/// Types these keys; `meddle` is called before each with its number, from 1 on. Then it is Ctrl-C.
fn typing<M: FnMut(usize)>(typed: &str, mut meddle: M) -> impl FnMut(&str) -> Option<Key> + use<M> {
    let mut keys = keys(typed).into_iter();
    let mut number = 0;
    move |_| {
        number += 1;
        meddle(number);
        keys.next()
    }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A file in a folder of its own, and a folder to save in when that one is gone.
struct Desk {
    folder: tempfile::TempDir,
    refuge: tempfile::TempDir,
    path: PathBuf,
}

impl Desk {
    fn empty() -> Self {
        let (folder, refuge) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = folder.path().join("meting.toml");
        Self { folder, refuge, path }
    }

    fn with(text: &str) -> Self {
        let desk = Self::empty();
        fs::write(&desk.path, text).unwrap();
        desk
    }

    /// With these answers.
    fn answered(answers: &[(&str, u8)]) -> Self {
        Self::with(&with_answers(FRESH, answers))
    }

    fn sit_at(&self, disk: &dyn Disk, context: &Context, driver: &mut dyn Driver) -> Ending {
        let computer = Computer { disk, refuges: vec![self.refuge.path().to_owned()] };
        let args = FillArgs { file: Some(self.path.clone()), ..FillArgs::default() };
        Conversation::prepare(&args, context, &computer).unwrap().hold(driver).unwrap()
    }

    fn sit<F: FnMut(&str) -> Option<Key>>(&self, decide: F) -> (Ending, Person<F>) {
        let mut person = Person::new(decide);
        let ending = self.sit_at(&SystemDisk, &CONTEXT, &mut person);
        (ending, person)
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.path).unwrap()
    }

    fn edit(&self, change: impl FnOnce(String) -> String) {
        let text = self.text();
        let changed = change(text.clone());
        assert_ne!(changed, text, "nothing was edited");
        fs::write(&self.path, changed).unwrap();
    }

    fn levels(&self) -> Vec<(String, u8)> {
        levels(&self.text())
    }

    /// The texts of the earlier states, the newest first.
    fn kept(&self) -> Vec<String> {
        let states = history::states(&self.path).unwrap();
        states.iter().map(|state| fs::read_to_string(&state.path).unwrap()).collect()
    }
}

/// The text with these answers at the end, as a person would type them.
fn with_answers(text: &str, answers: &[(&str, u8)]) -> String {
    let new: String = answers
        .iter()
        .map(|(id, level)| format!("[antwoorden.\"{id}\"]\nniveau = {level}\nbeoordeeld-op = {TODAY}\n\n"))
        .collect();
    text.replace("# einde", &format!("{new}# einde"))
}

fn assessment(text: &str) -> Assessment {
    let source = SourceText::new("meting.toml", text);
    parse_assessment(&source, &CONTEXT.catalogue).unwrap_or_else(|findings| panic!("{findings}\n{text}")).0
}

/// The levels in a file, by norm.
fn levels(text: &str) -> Vec<(String, u8)> {
    let level = |(id, answer): (String, Answer)| Some((id, answer.level()?));
    assessment(text).answers.into_iter().filter_map(level).collect()
}

fn named(levels: &[(&str, u8)]) -> Vec<(String, u8)> {
    levels.iter().map(|(id, level)| ((*id).to_owned(), *level)).collect()
}

mod when_a_step_on_the_disk_fails {
    use std::fs::{File, Metadata};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use ibp_peil::storage::Access;

    use super::*;

    /// Answers three norms; whenever saving does not work, goes on without.
    fn stubborn() -> impl FnMut(&str) -> Option<Key> {
        let mut answers = "121".chars();
        move |screen| match screen.contains("Kies wat je wilt doen") {
            true => Some(Key::Char('3')),
            false => answers.next().map(Key::Char),
        }
    }

    const GIVEN: [(&str, u8); 3] = [("BC.01", 1), ("BC.02", 2), ("BC.03", 1)];

    fn sit(desk: &Desk, disk: &FaultyDisk) -> Ending {
        desk.sit_at(disk, &CONTEXT, &mut Person::new(stubborn()))
    }

    #[test]
    fn every_answer_is_in_the_file_or_in_the_file_that_is_named_whichever_step_it_is() {
        let disk = FaultyDisk::without_fault();
        assert_eq!(sit(&Desk::with(FRESH), &disk).unsaved, None);
        let steps = disk.steps().len();
        assert!(steps > 30, "{steps}");
        let (mut sittings, mut elsewhere, mut shown) = (0, 0, 0);
        for fault in Fault::FINAL.into_iter().chain([Fault::Busy(3), Fault::Busy(12)]) {
            for step in 1..=steps {
                let desk = Desk::with(FRESH);
                let ending = sit(&desk, &FaultyDisk::new(fault, step));
                let what = format!("{fault:?} at step {step}");
                // The file is whole, whatever is in it.
                let in_file = desk.levels();
                let rescued = ending.rescued.as_ref().map(|path| fs::read_to_string(path).unwrap());
                let told = rescued.as_ref().or(ending.unrescued.as_ref());
                match told {
                    None => assert_eq!(in_file, named(&GIVEN), "{what}"),
                    Some(text) => assert_eq!(levels(text), named(&GIVEN), "{what}"),
                }
                assert_eq!(ending.unsaved.is_some(), told.is_some(), "{what}");
                for text in told.into_iter().chain([&desk.text()]) {
                    assert!(text.contains("# Van de werkgroep: niet weggooien."), "{what}");
                }
                sittings += 1;
                elsewhere += usize::from(rescued.is_some());
                shown += usize::from(ending.unrescued.is_some());
            }
        }
        println!(
            "{sittings} sittings of 3 answers, {steps} steps each; 0 answers lost; {elsewhere} times in another file, \
             {shown} times only on the screen because nothing could be written any more"
        );
        assert!(shown > 0);
    }

    /// The real disk, of which one folder is out of reach from some step on.
    struct Unplugged<'f> {
        folder: &'f Path,
        from: usize,
        steps: AtomicUsize,
    }

    impl Unplugged<'_> {
        fn reach(&self, path: &Path) -> io::Result<()> {
            if !path.starts_with(self.folder) {
                return Ok(());
            }
            if self.steps.fetch_add(1, Ordering::Relaxed) + 1 < self.from {
                Ok(())
            } else {
                Err(io::ErrorKind::NetworkUnreachable.into())
            }
        }
    }

    impl Disk for Unplugged<'_> {
        fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
            self.reach(path).and_then(|()| SystemDisk.read(path))
        }

        fn replaceable(&self, path: &Path) -> io::Result<Option<Metadata>> {
            self.reach(path).and_then(|()| SystemDisk.replaceable(path))
        }

        fn create(&self, path: &Path, access: Access) -> io::Result<File> {
            self.reach(path).and_then(|()| SystemDisk.create(path, access))
        }

        fn set_permissions(&self, file: &File, like: &Metadata) -> io::Result<()> {
            SystemDisk.set_permissions(file, like)
        }

        fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
            SystemDisk.write(file, bytes)
        }

        fn flush(&self, file: &File) -> io::Result<()> {
            SystemDisk.flush(file)
        }

        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            self.reach(to).and_then(|()| SystemDisk.rename(from, to))
        }

        fn flush_folder(&self, folder: &Path) -> io::Result<()> {
            self.reach(folder).and_then(|()| SystemDisk.flush_folder(folder))
        }

        fn remove(&self, path: &Path) -> io::Result<()> {
            self.reach(path).and_then(|()| SystemDisk.remove(path))
        }

        fn create_folder(&self, path: &Path) -> io::Result<()> {
            self.reach(path).and_then(|()| SystemDisk.create_folder(path))
        }

        fn wait(&self, _time: Duration) {}
    }

    #[test]
    fn a_folder_that_goes_out_of_reach_at_any_moment_leaves_everything_in_the_folder_that_is_always_there() {
        let mut rescued = 0;
        for from in 1.. {
            let desk = Desk::with(FRESH);
            let folder = desk.folder.path().canonicalize().unwrap();
            let desk = Desk { path: folder.join("meting.toml"), ..desk };
            let disk = Unplugged { folder: &folder, from, steps: AtomicUsize::default() };
            let ending = desk.sit_at(&disk, &CONTEXT, &mut Person::new(stubborn()));
            let Some(path) = ending.rescued else {
                assert_eq!((desk.levels(), ending.unsaved), (named(&GIVEN), None), "from step {from}");
                if disk.steps.load(Ordering::Relaxed) < from {
                    break;
                }
                continue;
            };
            assert!(Path::new(&path).starts_with(desk.refuge.path()), "{path}");
            assert_eq!(levels(&fs::read_to_string(path).unwrap()), named(&GIVEN), "from step {from}");
            rescued += 1;
        }
        println!("{rescued} sittings of 3 answers ended in the folder that is always there; 0 answers lost");
        assert!(rescued > 20, "{rescued}");
    }

    #[test]
    fn a_disk_that_works_again_gets_everything_with_the_next_answer() {
        let steps = FaultyDisk::without_fault();
        sit(&Desk::with(FRESH), &steps);
        let write = steps.steps().iter().rposition(|step| *step == "write").unwrap() + 1;
        // The last write fails once; the end of the sitting tries again.
        let desk = Desk::with(FRESH);
        let ending = sit(&desk, &FaultyDisk::new(Fault::Fails, write));
        assert_eq!((ending.unsaved, ending.rescued), (None, None));
        assert_eq!(desk.levels(), named(&GIVEN));
    }

    #[test]
    fn a_new_file_that_cannot_be_made_is_written_beside_it_or_in_a_folder_that_is_always_there() {
        let desk = Desk::empty();
        let folder = desk.folder.path().join("map");
        fs::create_dir(&folder).unwrap();
        let gone = Desk { path: folder.join("meting.toml"), ..desk };
        let unplug = |number| {
            if number == 1 {
                fs::remove_dir_all(&folder).unwrap();
            }
        };
        let mut keys = keys("Dreef\n").into_iter();
        let mut number = 0;
        let (ending, _) = gone.sit(move |screen| {
            number += 1;
            unplug(number);
            if screen.contains("Kies wat je wilt doen") { None } else { keys.next() }
        });
        let path = gone.refuge.path().join("meting-niet-bewaard.toml");
        assert_eq!(ending.rescued, Some(path.display().to_string()));
        assert_eq!(assessment(&fs::read_to_string(&path).unwrap()).board.name, "Dreef");
        let words = ending.lines(false).join("\n");
        assert!(words.contains("De laatste antwoorden zijn niet bewaard."), "{words}");
        let command = format!("Verdergaan:\nibp-peil invullen {}", path.display());
        assert!(words.contains(&command), "{words}");
    }

    #[test]
    fn who_goes_on_without_saving_has_a_copy_until_saving_works_again() {
        let desk = Desk::empty();
        let folder = desk.folder.path().join("map");
        fs::create_dir(&folder).unwrap();
        let (away, copy) =
            (desk.folder.path().join("weg"), desk.refuge.path().join("meting-niet-bewaard.toml"));
        let desk = Desk { path: folder.join("meting.toml"), ..desk };
        fs::write(&desk.path, FRESH).unwrap();
        let copied = || levels(&fs::read_to_string(&copy).unwrap());
        let meddle = |number| match number {
            1 => fs::rename(&folder, &away).unwrap(),
            // Key 2 goes on without; key 3 answers, key 4 goes on without once more.
            3 => assert_eq!(copied(), named(&[("BC.01", 1)])),
            5 => {
                assert_eq!(copied(), named(&[("BC.01", 1), ("BC.02", 2)]));
                fs::rename(&away, &folder).unwrap();
            }
            6 => assert!(!copy.exists()),
            _ => {}
        };
        let (ending, person) = desk.sit(typing("13231", meddle));
        assert_eq!((ending.unsaved, ending.rescued), (None, None));
        assert!(
            person.saw().contains("Tot bewaren weer lukt, staan al je antwoorden in "),
            "{}",
            person.saw()
        );
        assert_eq!(desk.levels(), named(&GIVEN));
    }

    #[test]
    fn nothing_is_ever_written_over_another_file() {
        let desk = Desk::with(FRESH);
        let other = desk.path.with_file_name("meting-niet-bewaard.toml");
        fs::write(&other, "van iemand anders").unwrap();
        let (ending, _) = desk.sit(|screen| {
            if screen.contains("niet meer te lezen") {
                return None;
            }
            fs::write(&desk.path, "kapot").unwrap();
            Some(Key::Char('1'))
        });
        let second = desk.path.with_file_name("meting-niet-bewaard-2.toml");
        assert_eq!(ending.rescued, Some(second.display().to_string()));
        assert_eq!(levels(&fs::read_to_string(second).unwrap()), named(&[("BC.01", 1)]));
        assert_eq!(fs::read_to_string(other).unwrap(), "van iemand anders");
        assert_eq!(desk.text(), "kapot");
        // Whoever comes back to the file hears of them.
        fs::write(&desk.path, FRESH).unwrap();
        let (_, person) = desk.sit(|_| None);
        assert!(person.saw().contains("Er is ook een bestand meting-niet-bewaard.toml"), "{}", person.saw());
    }

    #[test]
    fn not_saved_in_its_own_file_is_an_error_but_a_signal_keeps_its_own_code() {
        let desk = Desk::with(FRESH);
        let (ending, _) = desk.sit(|screen| {
            if screen.contains("niet meer te lezen") {
                return None;
            }
            fs::write(&desk.path, "kapot").unwrap();
            Some(Key::Char('1'))
        });
        assert_eq!(ending.clone().outcome().unwrap(), Outcome::Stopped(INTERRUPTED));
        let error = Ending { signal: None, ..ending }.outcome().unwrap_err();
        let problem = error.downcast_ref::<Problem>().unwrap();
        assert!(problem.text.contains("zijn niet bewaard"), "{problem}");
        assert!(problem.hint.as_ref().unwrap().contains("meting-niet-bewaard.toml"), "{problem:?}");
    }
}

mod when_someone_else_changes_the_file {
    use super::*;

    #[test]
    fn other_norms_are_merged_and_their_remarks_and_layout_stay() {
        let desk = Desk::answered(&[("BC.05", 1)]);
        let meddle = |number| {
            if number == 2 {
                desk.edit(|text| {
                    let text = with_answers(&text, &[("GO.02", 2), ("GO.03", 3)]);
                    format!(
                        "\u{feff}{}",
                        text.replace("\"GO.02\"]\nniveau = 2", "\"GO.02\"]\nniveau  =  2 # besproken")
                            .replace('\n', "\r\n")
                    )
                });
            }
        };
        let (ending, person) = desk.sit(typing("12", meddle));
        assert_eq!(ending.unsaved, None);
        let saw = person.saw();
        assert!(
            saw.contains("Ondertussen is het bestand elders gewijzigd: 2 antwoorden overgenomen."),
            "{saw}"
        );
        assert!(saw.contains("BC.02: 2 Herhaalbaar is bewaard."), "{saw}");
        let expected = named(&[("BC.01", 1), ("BC.02", 2), ("BC.05", 1), ("GO.02", 2), ("GO.03", 3)]);
        let text = desk.text();
        assert_eq!(levels(text.strip_prefix('\u{feff}').unwrap()), expected);
        assert!(
            text.contains("niveau  =  2 # besproken\r\n") && !text.replace("\r\n", "").contains('\n'),
            "{text}"
        );
    }

    #[test]
    fn an_own_answer_that_is_changed_once_more_is_no_matter_of_choosing() {
        let desk = Desk::with(FRESH);
        let meddle = |number| {
            if number == 2 {
                desk.edit(|text| with_answers(&text, &[("GO.02", 2)]));
            }
        };
        let (ending, person) = desk.sit(typing("1v2", meddle));
        assert_eq!(ending.unsaved, None);
        let saw = person.saw();
        assert!(!saw.contains("Wat moet er blijven staan?"), "{saw}");
        assert!(saw.contains("1 antwoord overgenomen"), "{saw}");
        assert_eq!(desk.levels(), named(&[("BC.01", 2), ("GO.02", 2)]));
    }

    #[test]
    fn a_remark_without_an_answer_stays_and_nothing_is_asked_or_said() {
        let desk = Desk::answered(&[("GO.01", 1)]);
        let meddle = |number| {
            if number == 1 {
                desk.edit(|text| text.replace("niveau = 1", "niveau = 1 # klopt"));
            }
        };
        let (_, person) = desk.sit(typing("1", meddle));
        assert!(!person.saw().contains("elders"), "{}", person.saw());
        assert!(desk.text().contains("niveau = 1 # klopt"));
        assert_eq!(desk.levels().len(), 2);
    }

    #[test]
    fn facts_and_the_board_are_merged_and_a_question_shows_what_is_filled_in_now() {
        let desk = Desk::with(FRESH);
        // In the menu: the board. The name is left, the number is given, and meanwhile the sectors are filled in.
        let meddle = |number| {
            if number == 4 {
                desk.edit(|text| text.replace("   # statutair", "\nsectoren = [\"vo\"]"));
            }
        };
        let (_, person) = desk.sit(typing("<esc>7\n7\n\n", meddle));
        let saw = person.saw();
        assert!(saw.contains("> vo"), "{saw}");
        let board = assessment(&desk.text()).board;
        assert_eq!((board.number.as_deref(), board.sectors), (Some("7"), vec!["vo".to_owned()]));
    }

    #[test]
    fn the_same_norm_is_for_the_person_to_choose_and_the_other_version_can_be_found_back() {
        for (key, level, note) in [('1', 1, None), ('2', 4, Some("Van een collega."))] {
            let desk = Desk::with(FRESH);
            let meddle = |number| {
                if number == 1 {
                    desk.edit(|text| {
                        with_answers(&text, &[("BC.01", 4)]).replace(
                            "niveau = 4",
                            "niveau = 4 # overlegd\ntoelichting = \"Van een collega.\"",
                        )
                    });
                }
            };
            let (ending, person) = desk.sit(typing(&format!("1x{key}2"), meddle));
            assert_eq!(ending.unsaved, None);
            let saw = person.saw();
            for text in [
                "BC.01 Bedrijfscontinuïteitsplanning",
                "Jouw antwoord: antwoord: niveau 1 Ad hoc",
                "Wat nu in het bestand staat: antwoord: niveau 4 Beheerst toelichting: Van een collega.",
                "je antwoord is nog niet bewaard",
                "Je keuze is bewaard.",
            ] {
                assert!(saw.contains(text), "{text}: {saw}");
            }
            let answer = assessment(&desk.text()).answers["BC.01"].clone();
            assert_eq!((answer.level(), answer.note.as_deref()), (Some(level), note));
            assert_eq!(assessment(&desk.text()).answers["BC.02"].level(), Some(2));
            assert!(desk.kept()[0].contains("# overlegd"), "{:?}", desk.kept());
            assert_eq!(desk.kept()[1], FRESH);
        }
    }

    #[test]
    fn a_file_that_changes_again_while_the_person_chooses_is_merged_again() {
        let desk = Desk::with(FRESH);
        let meddle = |number| match number {
            1 => desk.edit(|text| with_answers(&text, &[("BC.01", 4)])),
            2 => desk.edit(|text| with_answers(&text, &[("GO.01", 2)])),
            _ => {}
        };
        let (ending, person) = desk.sit(typing("11", meddle));
        assert_eq!(ending.unsaved, None);
        assert!(person.saw().contains("1 antwoord overgenomen"), "{}", person.saw());
        assert_eq!(desk.levels(), named(&[("BC.01", 1), ("GO.01", 2)]));
        // And the same norm again: asked again.
        let desk = Desk::with(FRESH);
        let meddle = |number| match number {
            1 => desk.edit(|text| with_answers(&text, &[("BC.01", 4)])),
            2 => desk.edit(|text| text.replace("niveau = 4", "niveau = 5")),
            _ => {}
        };
        let (_, person) = desk.sit(typing("112", meddle));
        assert!(person.saw().contains("niveau 4") && person.saw().contains("niveau 5"), "{}", person.saw());
        assert_eq!(desk.levels(), named(&[("BC.01", 5)]));
    }

    #[test]
    fn an_older_version_that_is_put_back_takes_no_answer_of_this_sitting_away() {
        let desk = Desk::answered(&[("BC.05", 1)]);
        let older = desk.text();
        let meddle = |number| {
            if number == 4 {
                fs::write(&desk.path, &older).unwrap();
            }
        };
        let (_, person) = desk.sit(typing("1211", meddle));
        let expected = named(&[("BC.01", 1), ("BC.02", 2), ("BC.03", 1), ("BC.04", 1), ("BC.05", 1)]);
        assert_eq!(desk.levels(), expected);
        let saw = person.saw();
        assert!(
            saw.contains("stond een oudere versie. Wat je deze keer gaf (3 antwoorden) staat er weer in."),
            "{saw}"
        );
    }

    #[test]
    fn an_even_older_version_takes_nothing_away_unasked() {
        let desk = Desk::answered(&[("BC.03", 1), ("BC.04", 2), ("BC.05", 3)]);
        let meddle = |number| {
            if number == 1 {
                fs::write(&desk.path, with_answers(FRESH, &[("BC.03", 1)])).unwrap();
            }
        };
        let (_, person) = desk.sit(typing("13", meddle));
        let saw = person.saw();
        assert!(saw.contains("weggehaald of ouder geworden") && saw.contains("keuze 1 van 2"), "{saw}");
        assert_eq!(desk.levels(), named(&[("BC.01", 1), ("BC.03", 1), ("BC.04", 2), ("BC.05", 3)]));
        // Who did take it away on purpose can say so.
        let desk = Desk::answered(&[("BC.03", 1), ("BC.04", 2)]);
        let meddle = |number| {
            if number == 1 {
                fs::write(&desk.path, with_answers(FRESH, &[("BC.03", 1)])).unwrap();
            }
        };
        desk.sit(typing("122", meddle));
        assert_eq!(desk.levels(), named(&[("BC.01", 1), ("BC.02", 2), ("BC.03", 1)]));
    }

    #[test]
    fn a_file_that_appears_where_a_new_one_would_come_is_merged_with() {
        let desk = Desk::empty();
        let meddle = |number| {
            if number == 6 {
                fs::write(&desk.path, with_answers(FRESH, &[("GO.01", 1)])).unwrap();
            }
        };
        // The name of the board is given (Enter is key 6) and meets another name.
        let (_, person) = desk.sit(typing("Dreef\n1", meddle));
        assert!(person.saw().contains("naam van het bestuur"), "{}", person.saw());
        let assessment = assessment(&desk.text());
        assert_eq!(assessment.board.name, "Dreef");
        assert_eq!(assessment.answers.len(), 1);
        assert!(desk.text().contains("# Van de werkgroep"));
    }

    #[test]
    fn a_deleted_file_is_written_again_with_the_remarks_it_had() {
        let desk = Desk::with(FRESH);
        let meddle = |number| {
            if number == 2 {
                fs::remove_file(&desk.path).unwrap();
            }
        };
        desk.sit(typing("121", meddle));
        assert!(desk.text().contains("# Van de werkgroep"));
        assert_eq!(desk.levels(), named(&[("BC.01", 1), ("BC.02", 2)]));
    }

    #[test]
    fn a_broken_file_that_is_repaired_meanwhile_is_merged_with() {
        let desk = Desk::with(FRESH);
        let meddle = |number| match number {
            1 => fs::write(&desk.path, &FRESH[..FRESH.len() - 30]).unwrap(),
            2 => fs::write(&desk.path, with_answers(FRESH, &[("GO.01", 2)])).unwrap(),
            _ => {}
        };
        let (_, person) = desk.sit(typing("11", meddle));
        assert!(person.saw().contains("Er is niets overschreven."), "{}", person.saw());
        assert_eq!(desk.levels(), named(&[("BC.01", 1), ("GO.01", 2)]));
    }

    #[test]
    fn stopping_while_choosing_keeps_both_versions() {
        let desk = Desk::with(FRESH);
        let theirs = with_answers(FRESH, &[("BC.01", 4)]);
        let meddle = |number| {
            if number == 1 {
                fs::write(&desk.path, &theirs).unwrap();
            }
        };
        let (ending, _) = desk.sit(typing("1", meddle));
        assert_eq!(desk.text(), theirs);
        let other = ending.rescued.as_ref().unwrap();
        assert_eq!(levels(&fs::read_to_string(other).unwrap()), named(&[("BC.01", 1)]));
        let words = ending.lines(false).join(" ");
        assert!(words.contains("is ook ergens anders gewijzigd, bij dezelfde vragen"), "{words}");
        assert!(words.contains(other), "{words}");
    }
}

mod whatever_happens_between_two_keys {
    use std::cell::RefCell;
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    /// What someone else, or a program that keeps folders the same, does to the file.
    #[derive(Debug, Clone)]
    enum Deed {
        Nothing,
        /// Answers one of the norms that are not asked here.
        Answer(usize, u8),
        /// Changes what was answered here.
        Change(u8),
        /// Puts back how the file was before one of the keys.
        PutBack(usize),
        Delete,
        /// Cuts the file off, and puts it back once someone is told.
        CutOff,
    }

    fn a_deed() -> impl Strategy<Value = Deed> {
        prop_oneof![
            4 => Just(Deed::Nothing),
            3 => (1..=7usize, 1..=5u8).prop_map(|(norm, level)| Deed::Answer(norm, level)),
            1 => (4..=5u8).prop_map(Deed::Change),
            3 => any::<usize>().prop_map(Deed::PutBack),
            1 => Just(Deed::Delete),
            1 => Just(Deed::CutOff),
        ]
    }

    fn do_it(desk: &Desk, deed: &Deed, before: &[String]) {
        let Ok(text) = fs::read_to_string(&desk.path) else { return };
        let changed = match deed {
            Deed::Nothing => return,
            Deed::Answer(norm, _) if text.contains(&format!("GO.0{norm}")) => return,
            Deed::Answer(norm, level) => with_answers(&text, &[(&format!("GO.0{norm}"), *level)]),
            Deed::Change(level) => text.replacen("niveau = 1", &format!("niveau = {level}"), 1),
            Deed::PutBack(number) => before[number % before.len()].clone(),
            Deed::Delete => return fs::remove_file(&desk.path).unwrap(),
            Deed::CutOff => text[..text.len() - 20].to_owned(),
        };
        fs::write(&desk.path, changed).unwrap();
    }

    fn ids(text: &str) -> BTreeSet<String> {
        assessment(text).answers.into_keys().collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn who_always_keeps_the_own_answer_finds_every_own_answer_and_no_other_is_lost_once_it_was_merged(
            deeds in prop::collection::vec(a_deed(), 1..12),
            begun in prop::sample::select(vec![vec![], vec![("BC.05", 2), ("BC.04", 3), ("GO.01", 1)]]),
        ) {
            let desk = Desk::answered(&begun);
            let (mut deeds, mut before) = (deeds.into_iter(), vec![desk.text()]);
            let given = RefCell::new(BTreeMap::new());
            let mut merged = ids(&desk.text());
            let mut whole = String::new();
            let (ending, _) = desk.sit(|screen| {
                if screen.contains("Het bestand is hersteld") {
                    fs::write(&desk.path, &whole).unwrap();
                    return Some(Key::Char('1'));
                }
                if screen.contains("Wat moet er blijven staan?") || screen.contains("Hier opnieuw bewaren") {
                    return Some(Key::Char('1'));
                }
                // The answer before is saved: nothing that was in the file when it was is gone.
                if let Ok(text) = fs::read_to_string(&desk.path) {
                    let now = ids(&text);
                    assert!(merged.is_subset(&now), "{merged:?} became {now:?}");
                    merged = now;
                    before.push(text);
                }
                let asked = screen.lines().find_map(|line| {
                    let word = line.split_whitespace().next()?;
                    CONTEXT.catalogue.norm(word).map(|norm| norm.id.clone())
                });
                let Some(id) = asked.filter(|_| screen.contains("weet ik niet")) else {
                    return Some(Key::Enter);
                };
                let deed = deeds.next()?;
                whole = desk.text();
                do_it(&desk, &deed, &before);
                let level = u8::try_from(given.borrow().len() % 2 + 1).unwrap();
                given.borrow_mut().insert(id, level);
                char::from_digit(u32::from(level), 10).map(Key::Char)
            });
            prop_assert_eq!(ending.unsaved, None);
            let found: BTreeMap<String, u8> = desk.levels().into_iter().collect();
            for (id, level) in given.into_inner() {
                prop_assert_eq!(found.get(&id), Some(&level), "{}", id);
            }
            prop_assert!(merged.is_subset(&ids(&desk.text())));
        }
    }
}

mod one_sitting_at_a_time {
    use super::*;

    #[test]
    fn a_second_one_hears_who_and_since_when_and_what_can_be_done() {
        let desk = Desk::with(FRESH);
        let computer = Computer { disk: &SystemDisk, refuges: Vec::new() };
        let args = FillArgs { file: Some(desk.path.clone()), ..FillArgs::default() };
        let sit = || Conversation::prepare(&args, &CONTEXT, &computer).unwrap().locked();
        let first = sit().unwrap();
        let error = sit().err().unwrap();
        let problem = error.downcast_ref::<Problem>().unwrap();
        assert!(problem.text.contains("meting.toml staat al open op computer "), "{problem}");
        assert!(problem.text.contains(&format!("(proces {})", std::process::id())), "{problem}");
        assert!(problem.hint.as_ref().unwrap().contains("ibp-peil status"), "{problem:?}");
        drop(first);
        assert!(sit().is_ok());
    }

    #[test]
    fn what_was_saved_elsewhere_is_closed_for_others_and_the_first_file_is_free() {
        let desk = Desk::with(FRESH);
        let computer = Computer { disk: &SystemDisk, refuges: Vec::new() };
        let sit = |path: &Path| {
            let args = FillArgs { file: Some(path.to_owned()), ..FillArgs::default() };
            Conversation::prepare(&args, &CONTEXT, &computer).unwrap().locked().is_ok()
        };
        let other = desk.path.with_file_name("meting-2.toml");
        let meddle = |number| match number {
            1 => {
                assert!(!sit(&desk.path));
                fs::write(&desk.path, "kapot").unwrap();
            }
            4 => {
                assert!(!sit(&other));
                fs::write(&desk.path, FRESH).unwrap();
                assert!(sit(&desk.path));
            }
            _ => {}
        };
        let (_, person) = desk.sit(typing("12\n2", meddle));
        assert!(person.saw().contains("Daar gaat het verder."), "{}", person.saw());
        assert_eq!(levels(&fs::read_to_string(&other).unwrap()), named(&[("BC.01", 1), ("BC.02", 2)]));
        assert_eq!(desk.text(), FRESH);
    }

    #[test]
    fn another_computer_that_may_be_busy_is_told_on_the_first_screen() {
        let desk = Desk::with(FRESH);
        let state = desk.folder.path().join(".ibp-peil/meting.toml");
        fs::create_dir_all(&state).unwrap();
        let who = "computer = \"laptop-van-de-directeur\"\nproces = 7\nsinds = \"2026-11-21T08:00:00Z\"\n";
        fs::write(state.join("wie"), who).unwrap();
        let (_, person) = desk.sit(|_| None);
        assert!(flat(&person.screens[0]).contains("laptop-van-de-directeur"), "{}", person.screens[0]);
    }
}

mod the_earlier_state {
    use super::*;

    #[test]
    fn is_how_the_file_was_at_the_start_of_each_sitting_that_changed_it() {
        let desk = Desk::with(FRESH);
        desk.sit(typing("12", |_| ()));
        let first = desk.text();
        desk.sit(typing("", |_| ()));
        desk.sit(typing("1", |_| ()));
        assert_eq!(desk.kept(), [first, FRESH.to_owned()]);
    }

    #[test]
    fn is_not_kept_of_a_file_that_was_not_there() {
        let desk = Desk::empty();
        desk.sit(typing("Dreef\n<esc>11", |_| ()));
        assert!(desk.kept().is_empty());
        assert_eq!(desk.levels().len(), 1);
    }

    #[test]
    fn that_cannot_be_kept_is_told_once_and_the_answers_are_saved_all_the_same() {
        let desk = Desk::with(FRESH);
        fs::write(desk.folder.path().join(".ibp-peil"), "geen map").unwrap();
        let (ending, person) = desk.sit(typing("121", |_| ()));
        assert_eq!(ending.unsaved, None);
        let told = "De vorige versie van het bestand kon niet bewaard worden";
        assert_eq!(person.saw().matches(told).count(), 1, "{}", person.saw());
        assert_eq!(desk.levels().len(), 3);
    }
}

mod what_was_being_typed {
    use super::*;

    fn stopped(desk: &Desk, typed: &str) -> Ending {
        desk.sit(typing(typed, |_| ())).0
    }

    fn note(desk: &Desk) -> Option<String> {
        assessment(&desk.text()).answers.get("BC.01").and_then(|answer| answer.note.clone())
    }

    #[test]
    fn is_kept_where_it_is_a_note() {
        let desk = Desk::with(FRESH);
        let ending = stopped(&desk, "tEen halve\nzi");
        assert_eq!(ending.half_typed, HalfTyped::Kept);
        assert_eq!(note(&desk).as_deref(), Some("Een halve\nzi"));
        let words = ending.lines(false).join(" ");
        assert!(words.contains("is bewaard zoals die er stond"), "{words}");
        stopped(&desk, "tn.");
        assert_eq!(note(&desk).as_deref(), Some("Een halve\nzin."));
    }

    #[test]
    fn does_not_replace_a_note_of_which_something_would_go_but_is_shown() {
        let desk = Desk::with(FRESH);
        stopped(&desk, "tHele zin.\n\n");
        let ending = stopped(&desk, "t<bs><bs>X");
        assert_eq!(ending.half_typed, HalfTyped::Lost("Hele ziX".to_owned()));
        assert_eq!(note(&desk).as_deref(), Some("Hele zin."));
        assert!(ending.lines(false).iter().any(|line| line == "  Hele ziX"));
        assert_eq!(stopped(&desk, "t").half_typed, HalfTyped::Nothing);
    }

    #[test]
    fn is_shown_where_half_of_it_would_be_a_wrong_answer() {
        let cases = [
            ("nWe hebben gee", "We hebben gee"),
            ("nDat doet onze leverancier.\n", "Dat doet onze leverancier."),
            ("w8de conci", "de conci"),
            ("bbeleid/vis", "beleid/vis"),
            ("3beleid/vis", "beleid/vis"),
            ("<esc>7\n0000", "0000"),
            ("<esc>614-10-", "14-10-"),
        ];
        for (typed, lost) in cases {
            let desk = Desk::with(FRESH);
            let ending = stopped(&desk, typed);
            assert_eq!(ending.half_typed, HalfTyped::Lost(lost.to_owned()), "{typed}");
            let answer = assessment(&desk.text()).answers.get("BC.01").cloned().unwrap_or_default();
            assert!(
                matches!(answer.reply, Reply::Open | Reply::Level(3)) && answer.evidence.is_empty(),
                "{typed}"
            );
        }
    }
}

#[test]
fn a_clock_that_jumps_back_breaks_nothing() {
    let desk = Desk::answered(&[("BC.05", 1)]);
    let earlier = context(date(2020, 2, 29));
    let mut person = Person::new(typing("12", |_| ()));
    let ending = desk.sit_at(&SystemDisk, &earlier, &mut person);
    assert_eq!(ending.unsaved, None);
    assert_eq!(desk.levels().len(), 3);
    assert_eq!(assessment(&desk.text()).answers["BC.01"].assessed_on, Some(date(2020, 2, 29)));
    // The states stay in order, and the next sitting at the right time goes on.
    desk.sit(typing("1", |_| ()));
    assert_eq!(desk.levels().len(), 4);
    assert_eq!(desk.kept().len(), 2);
    assert_eq!(levels(&desk.kept()[1]).len(), 1);
}
