//! A disk of which any step can go wrong, for tests.

#![allow(dead_code)] // each test file uses a part

use std::fs::{File, Metadata};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use ibp_peil::storage::{Access, Disk, SystemDisk};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The step is not taken, or only half of it, and says so. Later steps work.
    Fails,
    /// The step is taken whole, and still says that it failed. Later steps work.
    FailsAfterwards,
    /// As a power cut or a kill just before the step: neither this one nor any later one is taken.
    Dies,
    /// As a power cut or a kill just after the step.
    DiesAfterwards,
    /// Another program holds the file for so many attempts, from this step on.
    Busy(usize),
}

impl Fault {
    /// Every fault after which nothing more is tried.
    pub const FINAL: [Fault; 4] = [Fault::Fails, Fault::FailsAfterwards, Fault::Dies, Fault::DiesAfterwards];
}

/// The real disk, with one fault at one step; the first step is number 1.
pub struct FaultyDisk {
    fault: Fault,
    at: usize,
    taken: Mutex<Vec<&'static str>>,
    waited: Mutex<Duration>,
}

impl FaultyDisk {
    /// With this fault at this step.
    pub fn new(fault: Fault, at: usize) -> Self {
        Self { fault, at, taken: Mutex::default(), waited: Mutex::default() }
    }

    /// Without any fault, to see which steps there are.
    pub fn without_fault() -> Self {
        Self::new(Fault::Fails, usize::MAX)
    }

    /// The steps so far, also those that failed; waiting is none.
    pub fn steps(&self) -> Vec<&'static str> {
        self.taken.lock().unwrap().clone()
    }

    /// How long was waited; a test does not really wait.
    pub fn waited(&self) -> Duration {
        *self.waited.lock().unwrap()
    }

    /// Takes a step, or does not.
    fn step<T>(&self, name: &'static str, step: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        self.step_or_half(name, step, || ())
    }

    fn step_or_half<T>(
        &self,
        name: &'static str,
        step: impl FnOnce() -> io::Result<T>,
        half: impl FnOnce(),
    ) -> io::Result<T> {
        let number = {
            let mut taken = self.taken.lock().unwrap();
            taken.push(name);
            taken.len()
        };
        let is_here = number == self.at;
        let is_past = number > self.at;
        let error = || Err(io::ErrorKind::StorageFull.into());
        match self.fault {
            Fault::Fails | Fault::Dies if is_here => {
                half();
                error()
            }
            Fault::FailsAfterwards | Fault::DiesAfterwards if is_here => step().and_then(|_| error()),
            Fault::Dies | Fault::DiesAfterwards if is_past => error(),
            Fault::Busy(times) if number >= self.at && number < self.at.saturating_add(times) => {
                Err(io::ErrorKind::ResourceBusy.into())
            }
            _ => step(),
        }
    }
}

impl Disk for FaultyDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.step("read", || SystemDisk.read(path))
    }

    fn replaceable(&self, path: &Path) -> io::Result<Option<Metadata>> {
        self.step("replaceable", || SystemDisk.replaceable(path))
    }

    fn create(&self, path: &Path, access: Access) -> io::Result<File> {
        self.step("create", || SystemDisk.create(path, access))
    }

    fn set_permissions(&self, file: &File, like: &Metadata) -> io::Result<()> {
        self.step("set permissions", || SystemDisk.set_permissions(file, like))
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        let mut same = file.try_clone()?;
        let half = move || same.write_all(&bytes[..bytes.len() / 2]).unwrap_or_default();
        self.step_or_half("write", || SystemDisk.write(file, bytes), half)
    }

    fn flush(&self, file: &File) -> io::Result<()> {
        self.step("flush", || SystemDisk.flush(file))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("rename", || SystemDisk.rename(from, to))
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        self.step("flush folder", || SystemDisk.flush_folder(folder))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step("remove", || SystemDisk.remove(path))
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.step("create folder", || SystemDisk.create_folder(path))
    }

    fn wait(&self, time: Duration) {
        *self.waited.lock().unwrap() += time;
    }
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Says why a test cannot show anything here, also where the output of tests is kept back.
pub fn skipped(why: &str) {
    let test = std::thread::current().name().unwrap_or_default().to_owned();
    let _ = writeln!(io::stderr(), "skipped {test}: {why}");
}
