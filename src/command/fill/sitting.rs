//! One sitting with one file: asks, and saves after every change, whatever happens to the file or the disk meanwhile.
//!
//! A file that was changed elsewhere is merged with, measured from how it was when the sitting began: so an older copy
//! that a sync service puts back takes no answer of this sitting away.

use std::io;
use std::path::{Path, PathBuf};

use super::{Computer, Ending, HUNG_UP, quoted};
use crate::assessment::Assessment;
use crate::assessment::file::AssessmentFile;
use crate::assessment::history::{self, Kind};
use crate::assessment::lock::Lock;
use crate::assessment::merge::{Merged, merge};
use crate::assessment::place::{Place, differing};
use crate::assessment::save::Editor;
use crate::command::Context;
use crate::dutch::count;
use crate::finding::print::{visible, visible_path};
use crate::finding::{Findings, Severity};
use crate::questionnaire::conflict::{Choosing, Side};
use crate::questionnaire::screen::Screen;
use crate::questionnaire::trouble::{Trouble, Way};
use crate::questionnaire::{Driver, Effect, Event, HalfTyped, Key, Questionnaire};
use crate::storage::{Access, MAX_FILE, TextFile, folder_of, io_text, read_patiently, write_own, write_with};

/// The file as it was found or last written, and what still has to be saved.
pub struct Sitting<'c> {
    context: &'c Context,
    computer: &'c Computer<'c>,
    path: PathBuf,
    /// What the file says, as last seen; `None` where there is none yet.
    in_file: Option<Assessment>,
    /// The text as last seen, that changes are written into.
    editor: Editor,
    /// The bytes the file has when nobody else wrote to it; `None` where there should be none.
    on_disk: Option<Vec<u8>>,
    /// What our answers and those of others are measured from.
    base: Assessment,
    /// The bytes as found, until they are kept as an earlier state.
    found: Option<Vec<u8>>,
    _lock: Lock,
    /// What the person has not been told yet.
    news: Vec<String>,
    /// Why the last answers are not in the file, where they are not.
    unsaved: Option<String>,
    /// Everything in another file, while it cannot be in its own: where, and what was written there.
    copy: Option<(PathBuf, Vec<u8>)>,
}

/// Why saving did not work.
enum Obstacle {
    /// The file could not be written.
    Write(String),
    /// The file was changed, and a person has to choose what stays.
    Clash(Box<Clash>),
    /// The file is gone.
    Gone,
    /// The file was changed and cannot be read any more.
    Broken(String),
    /// There is another file with that name.
    Exists(PathBuf),
    /// Somebody is busy with the other file.
    InUse(PathBuf, String),
}

/// The file as it is now, merged as far as that goes without asking.
struct Clash {
    theirs: AssessmentFile,
    merged: Merged,
    /// Where a person chose.
    decided: Vec<Place>,
}

/// A file that changes as often as this while it is being saved is not waited for.
const MOST_CHANGES: usize = 10;

impl<'c> Sitting<'c> {
    /// A sitting with this file, or with one that is not there yet; `begun` is how the assessment is before any answer.
    pub fn new(
        context: &'c Context,
        computer: &'c Computer<'c>,
        path: PathBuf,
        file: Option<AssessmentFile>,
        lock: Lock,
        begun: &Assessment,
    ) -> Self {
        let on_disk = file.as_ref().map(|file| file_bytes(&file.text));
        let (found, base) = (on_disk.clone(), begun.clone());
        let mut news: Vec<String> = lock.warning().map(str::to_owned).into_iter().collect();
        let left = path.with_file_name(refuge_name(&path, 1));
        if left.exists() {
            news.push(format!(
                "Er is ook een bestand {} met antwoorden die een vorige keer niet bewaard konden worden.",
                visible(&left.file_name().unwrap_or_default().to_string_lossy())
            ));
        }
        let editor = file.as_ref().map_or_else(Editor::for_new_file, editor_of);
        let in_file = file.map(|file| file.assessment);
        Self {
            context,
            computer,
            path,
            in_file,
            editor,
            on_disk,
            base,
            found,
            _lock: lock,
            news,
            unsaved: None,
            copy: None,
        }
    }

    /// Asks until the person stops or a signal does.
    pub fn hold(mut self, mut questionnaire: Questionnaire<'_>, driver: &mut dyn Driver) -> Ending {
        loop {
            for text in self.news.drain(..) {
                questionnaire.say_also(&text);
            }
            let effect = match ask(&questionnaire.screen(), driver) {
                Err(signal) => return self.end(&mut questionnaire, Some(signal)),
                Ok(key) => questionnaire.input(key),
            };
            let saved = match effect {
                Effect::None => continue,
                Effect::Leave if self.unsaved.is_none() => Ok(()),
                Effect::Save | Effect::Leave => self.save(&mut questionnaire, driver),
            };
            match (saved, effect) {
                (Err(signal), _) => return self.end(&mut questionnaire, Some(signal)),
                (Ok(()), Effect::Leave) => return self.end(&mut questionnaire, None),
                (Ok(()), _) => {}
            }
        }
    }

    /// Saves; where that does not work the person is asked what to do, until it did or they go on without.
    fn save(&mut self, questionnaire: &mut Questionnaire<'_>, driver: &mut dyn Driver) -> Result<(), u8> {
        let mut saved = self.try_save(questionnaire);
        while let Err(obstacle) = saved {
            self.unsaved = Some(obstacle.text(&self.path));
            if let Obstacle::Clash(clash) = obstacle {
                let decided = self.decide(*clash, questionnaire, driver)?;
                self.adopt(decided, questionnaire);
                saved = self.try_save(questionnaire);
                continue;
            }
            saved = match ask_way(self.trouble(&obstacle), driver)? {
                Way::Later => {
                    self.keep_copy(questionnaire);
                    return Ok(());
                }
                Way::Again => {
                    if matches!(obstacle, Obstacle::Gone) {
                        self.on_disk = None;
                    }
                    self.try_save(questionnaire)
                }
                Way::Elsewhere(name) => self.save_elsewhere(PathBuf::from(name), questionnaire),
            };
        }
        Ok(())
    }

    /// Saves, after merging with what others wrote to the file meanwhile.
    fn try_save(&mut self, questionnaire: &mut Questionnaire<'_>) -> Result<(), Obstacle> {
        for _ in 0..MOST_CHANGES {
            match (read_patiently(self.computer.disk, &self.path), &self.on_disk) {
                (Ok(found), Some(expected)) if found == *expected => {
                    return self.write(questionnaire.assessment());
                }
                (Err(error), None) if error.kind() == io::ErrorKind::NotFound => {
                    return self.write(questionnaire.assessment());
                }
                // Without its folder it is more likely that a disk or the network is gone.
                (Err(error), Some(_))
                    if error.kind() == io::ErrorKind::NotFound && folder_of(&self.path).is_dir() =>
                {
                    return Err(Obstacle::Gone);
                }
                (Err(error), _) => return Err(Obstacle::Write(io_text(&error))),
                (Ok(_), _) => {}
            }
            let theirs = self.context.read(&self.path);
            let theirs = theirs.map_err(|findings| Obstacle::Broken(first_mistake(&findings)))?;
            let base = self.base_against(&theirs.assessment);
            let merged = merge(&base, questionnaire.assessment(), &theirs.assessment);
            if !merged.conflicts.is_empty() {
                return Err(Obstacle::Clash(Box::new(Clash { theirs, merged, decided: Vec::new() })));
            }
            self.adopt(Clash { theirs, merged, decided: Vec::new() }, questionnaire);
            // It may have changed again by now.
        }
        Err(Obstacle::Write("een ander programma wijzigt het bestand steeds opnieuw".to_owned()))
    }

    /// What changes are measured from: how it was when the sitting began, and where the file still says what was last seen
    /// in it, that. Nobody else changed those places.
    fn base_against(&self, theirs: &Assessment) -> Assessment {
        let mut base = self.base.clone();
        let Some(in_file) = &self.in_file else { return base };
        for place in differing(&self.base, theirs) {
            if place.is_same(in_file, theirs) {
                place.copy(theirs, &mut base);
            }
        }
        base
    }

    /// Lets the person choose in each place where both sides say something else.
    fn decide(
        &mut self,
        mut clash: Clash,
        questionnaire: &Questionnaire<'_>,
        driver: &mut dyn Driver,
    ) -> Result<Clash, u8> {
        let theirs = &clash.theirs.assessment;
        let conflicts = std::mem::take(&mut clash.merged.conflicts);
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let (ours, catalogue) = (questionnaire.assessment(), &self.context.catalogue);
        let mut choosing = Choosing::new(visible(&name), &conflicts, ours, theirs, catalogue);
        let sides = loop {
            let key = ask(&choosing.screen(), driver)?;
            if let Some(sides) = choosing.input(key) {
                break sides;
            }
        };
        // What is not chosen must be there to go back to.
        self.keep_found();
        self.keep(&file_bytes(&clash.theirs.text));
        for (conflict, side) in conflicts.into_iter().zip(sides) {
            if side == Side::Theirs {
                conflict.place.copy(theirs, &mut clash.merged.assessment);
            }
            clash.decided.push(conflict.place);
        }
        Ok(clash)
    }

    /// Goes on from the file as it is now.
    fn adopt(&mut self, clash: Clash, questionnaire: &mut Questionnaire<'_>) {
        let Clash { theirs, merged, decided } = clash;
        if !decided.is_empty() {
            // In the place of what was said about the answer that may not have been chosen.
            questionnaire.say("Je keuze is bewaard.");
        }
        let taken = merged.taken.len();
        if taken > 0 {
            let taken = count(taken, "antwoord", "antwoorden");
            self.news.push(format!("Ondertussen is het bestand elders gewijzigd: {taken} overgenomen."));
        }
        let before = self.in_file.as_ref().unwrap_or(&self.base);
        // Here the file went back to how it was when the sitting began.
        let put_back = differing(before, &theirs.assessment)
            .into_iter()
            .filter(|place| place.is_same(&self.base, &theirs.assessment))
            .filter(|place| place.is_same(before, &merged.assessment));
        let put_back = put_back.count();
        if put_back > 0 {
            let put_back = count(put_back, "antwoord", "antwoorden");
            self.news.push(format!(
                "In het bestand stond een oudere versie. Wat je deze keer gaf ({put_back}) staat er weer in."
            ));
        }
        for place in merged.taken.iter().chain(&decided) {
            place.copy(&theirs.assessment, &mut self.base);
        }
        self.on_disk = Some(file_bytes(&theirs.text));
        self.editor = editor_of(&theirs);
        self.in_file = Some(theirs.assessment);
        questionnaire.take_over(merged.assessment);
    }

    fn write(&mut self, assessment: &Assessment) -> Result<(), Obstacle> {
        let text = self.editor.text(assessment);
        self.keep_found();
        let path = self.path.clone();
        self.write_to(&path, text, assessment)
    }

    fn write_to(&mut self, path: &Path, text: String, assessment: &Assessment) -> Result<(), Obstacle> {
        if text.len() as u64 > MAX_FILE {
            // It could be written, and never read again.
            return Err(Obstacle::Write(format!("het wordt groter dan {} MB", MAX_FILE / 1024 / 1024)));
        }
        write_with(self.computer.disk, path, text.as_bytes(), Access::Private)
            .map_err(|error| Obstacle::Write(io_text(&error)))?;
        self.on_disk = Some(text.into_bytes());
        self.in_file = Some(assessment.clone());
        self.unsaved = None;
        self.remove_copy();
        Ok(())
    }

    /// Keeps the file as it was found, before the first change of this sitting.
    fn keep_found(&mut self) {
        if let Some(found) = self.found.take() {
            self.keep(&found);
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        let Computer { disk, .. } = self.computer;
        if let Err(error) = history::keep(*disk, &self.path, bytes, Kind::Sitting, self.context.now) {
            self.news.push(format!(
                "De vorige versie van het bestand kon niet bewaard worden: {}.",
                io_text(&error)
            ));
        }
    }

    /// Saves under another name and goes on there.
    fn save_elsewhere(
        &mut self,
        path: PathBuf,
        questionnaire: &mut Questionnaire<'_>,
    ) -> Result<(), Obstacle> {
        if path.try_exists().unwrap_or(true) {
            return Err(Obstacle::Exists(path));
        }
        let now = self.context.now;
        let lock = Lock::take(self.computer.disk, &path, now)
            .map_err(|taken| Obstacle::InUse(path.clone(), taken.text(now)))?;
        let text = self.editor.text(questionnaire.assessment());
        self.write_to(&path, text, questionnaire.assessment())?;
        let name = path.display().to_string();
        self.news.push(format!("Bewaard in {}. Daar gaat het verder.", visible(&name)));
        self.news.extend(lock.warning().map(str::to_owned));
        questionnaire.rename(name);
        (self.path, self._lock, self.found) = (path, lock, None);
        Ok(())
    }

    fn trouble(&self, obstacle: &Obstacle) -> Trouble {
        const AGAIN: (Way, &str) = (Way::Again, "Nog een keer proberen");
        const REPAIRED: (Way, &str) = (Way::Again, "Het bestand is hersteld: nog een keer proberen");
        const HERE: (Way, &str) = (Way::Again, "Hier opnieuw bewaren");
        const LATER: (Way, &str) =
            (Way::Later, "Verder zonder bewaren; na het volgende antwoord opnieuw proberen");
        let elsewhere = (Way::Elsewhere(String::new()), "Onder een andere naam bewaren en daar verdergaan");
        let (details, ways): (&str, Vec<(Way, &str)>) = match obstacle {
            Obstacle::Gone => ("Misschien heeft het een andere naam of map gekregen.", vec![HERE, elsewhere]),
            Obstacle::Broken(_) => (
                "Er is niets overschreven. Herstel het bestand eerst, of bewaar onder een andere naam.",
                vec![REPAIRED, elsewhere],
            ),
            _ => ("Je antwoorden zijn niet weg. Kies wat je wilt doen.", vec![AGAIN, elsewhere, LATER]),
        };
        Trouble::new(obstacle.text(&self.path), vec![details.to_owned()], ways, other_name(&self.path))
    }

    /// Tries once more to save what is not saved yet, and else writes everything to another file.
    fn end(mut self, questionnaire: &mut Questionnaire<'_>, signal: Option<u8>) -> Ending {
        let half_typed = match signal {
            Some(_) => questionnaire.stop_typing(),
            None => HalfTyped::Nothing,
        };
        if self.unsaved.is_some() || half_typed == HalfTyped::Kept {
            self.unsaved = self.try_save(questionnaire).err().map(|obstacle| obstacle.text(&self.path));
        }
        let mut ending = Ending {
            signal,
            file: self.in_file.is_some().then(|| visible_path(&self.path)),
            half_typed,
            news: std::mem::take(&mut self.news),
            ..Ending::default()
        };
        match self.unsaved.take() {
            Some(why) => {
                // This says it all.
                ending.news.clear();
                ending.unsaved = Some(why);
                let text = self.editor.text(questionnaire.assessment());
                match self.rescue(text.clone()) {
                    Some(path) => ending.rescued = Some(quoted(&path)),
                    None => ending.unrescued = Some(text),
                }
            }
            None if ending.file.is_some() => ending.advice = questionnaire.farewell(&quoted(&self.path)),
            None => {}
        }
        ending
    }

    /// Goes on without saving, but not with answers that are nowhere: a window can be closed at any moment.
    fn keep_copy(&mut self, questionnaire: &mut Questionnaire<'_>) {
        // In the place of what was said about the answer: that it is saved.
        questionnaire.say("Je laatste antwoord staat nog niet in het bestand.");
        let text = self.editor.text(questionnaire.assessment());
        let news = match self.rescue(text) {
            Some(path) => {
                let path = visible_path(&path);
                format!("Tot bewaren weer lukt, staan al je antwoorden in {path}.")
            }
            None => "Je antwoorden staan nog nergens op de schijf: sluit dit venster niet.".to_owned(),
        };
        self.news.push(news);
    }

    /// Writes everything to a new file beside this one, or else in a folder that is always there.
    fn rescue(&mut self, text: String) -> Option<PathBuf> {
        let bytes = text.into_bytes();
        let write = |path: &PathBuf| write_own(self.computer.disk, path, &bytes).is_ok();
        let earlier = self.copy.take().map(|(path, _)| path).filter(|path| write(path));
        let folders = std::iter::once(folder_of(&self.path));
        let mut folders = folders.chain(self.computer.refuges.iter().map(PathBuf::as_path));
        let path = earlier
            .or_else(|| folders.find_map(|folder| self.free_name(folder).filter(|path| write(path))))?;
        self.copy = Some((path.clone(), bytes));
        Some(path)
    }

    /// A file in this folder that is not there yet.
    fn free_name(&self, folder: &Path) -> Option<PathBuf> {
        let is_free = |path: &PathBuf| match path.symlink_metadata() {
            Ok(_) => false,
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        };
        let path = (1..=1000).map(|number| folder.join(refuge_name(&self.path, number))).find(is_free)?;
        Some(std::path::absolute(&path).unwrap_or(path))
    }

    /// Takes the copy away once everything is in its own file; not where someone else wrote to it.
    fn remove_copy(&mut self) {
        let Some((path, bytes)) = self.copy.take() else { return };
        if self.computer.disk.read(&path).is_ok_and(|found| found == bytes) {
            // A copy too many is in nobody's way.
            let _ = self.computer.disk.remove(&path);
        }
    }
}

impl Obstacle {
    fn text(&self, path: &Path) -> String {
        let shown = |path: &Path| visible_path(path);
        let name = shown(path);
        match self {
            Obstacle::Write(why) => format!("Bewaren in {name} lukt niet: {why}."),
            Obstacle::Clash(_) => format!("{name} is ook ergens anders gewijzigd, bij dezelfde vragen."),
            Obstacle::Gone => format!("{name} staat er niet meer."),
            Obstacle::Broken(why) => format!("{name} is gewijzigd en niet meer te lezen: {why}."),
            Obstacle::Exists(other) => {
                format!("Bewaren in {} kan niet: dat bestand bestaat al.", shown(other))
            }
            Obstacle::InUse(other, who) => {
                format!("Bewaren in {} kan niet: dat bestand staat open {who}.", shown(other))
            }
        }
    }
}

/// Shows a screen and waits for a key; the signal where one asks to stop.
pub(super) fn ask(screen: &Screen, driver: &mut dyn Driver) -> Result<Key, u8> {
    driver.show(screen).map_err(|_| HUNG_UP)?;
    match driver.next() {
        Event::Stop(signal) => Err(signal),
        Event::Key(key) => Ok(key),
    }
}

fn ask_way(mut trouble: Trouble, driver: &mut dyn Driver) -> Result<Way, u8> {
    loop {
        let key = ask(&trouble.screen(), driver)?;
        if let Some(way) = trouble.input(key) {
            return Ok(way);
        }
    }
}

/// The first mistake and how many more there are, for one sentence.
fn first_mistake(findings: &Findings) -> String {
    let errors: Vec<_> = findings.0.iter().filter(|finding| finding.severity == Severity::Error).collect();
    let first = errors.first().map_or("", |finding| finding.text.as_str());
    match errors.len().saturating_sub(1) {
        0 => first.to_owned(),
        more => format!("{first}, en nog {}", count(more, "fout", "fouten")),
    }
}

/// The bytes a file has when nobody else wrote to it.
fn file_bytes(text: &TextFile) -> Vec<u8> {
    let bom = if text.bom { "\u{feff}" } else { "" };
    format!("{bom}{}", text.source.text).into_bytes()
}

/// Ready to write changes into the text of this file; a text that cannot be edited is written anew.
fn editor_of(file: &AssessmentFile) -> Editor {
    Editor::new(file).unwrap_or_else(|_| Editor::for_new_file())
}

/// "meting-niet-bewaard.toml" for "meting.toml", then "meting-niet-bewaard-2.toml".
fn refuge_name(path: &Path, number: usize) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    match number {
        1 => format!("{stem}-niet-bewaard.toml"),
        _ => format!("{stem}-niet-bewaard-{number}.toml"),
    }
}

/// "meting-2.toml" for "meting.toml", in the same folder.
fn other_name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-2.toml")).display().to_string()
}
