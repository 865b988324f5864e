//! Reads the files of a folder side by side, and keeps of each only what an overview shows.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::progress::Progress;
use crate::analysis::overview::{BoardRow, Fingerprint, Unreadable};
use crate::cli::OverviewArgs;
use crate::command::Context;
use crate::finding::Findings;
use crate::folder::{Contents, FoundFile};
use crate::gate::requirements;

/// Of so many broken files everything that is wrong is told; the others only stand in the overview. Findings hold the
/// whole text of their file.
const TOLD_FILES: usize = 20;

/// So many findings are told in all.
const TOLD_FINDINGS: usize = 100;

/// What was read.
pub struct Gathered {
    /// The boards, each with the fingerprint of its file where the overview is anonymous.
    pub boards: Vec<(Fingerprint, BoardRow)>,
    /// Files and folders that could not be used.
    pub unreadable: Vec<Unreadable>,
    /// What is wrong with the first of them.
    pub shown: Findings,
    /// How many assessments have warnings.
    pub warned: usize,
    /// True where the person stopped it; then the rest is not whole.
    pub stopped: bool,
}

enum Read {
    Board(Fingerprint, Box<BoardRow>),
    Broken(Unreadable),
    /// A file of requirements, between the assessments.
    Other,
}

/// Reads every file. `stop` tells whether the person wants to stop.
pub fn gather(
    context: &Context,
    args: &OverviewArgs,
    contents: Contents,
    progress: &Progress,
    stop: impl Fn() -> bool + Sync,
) -> Gathered {
    let Contents { files, unreadable: folders } = contents;
    progress.reading(files.len());
    let told = Told::default();
    let warned = AtomicUsize::new(0);
    let one = |(index, file): (usize, &FoundFile)| {
        // Nothing at all where one file was not read: then nothing is made of it.
        if stop() {
            return None;
        }
        let read = match context.read(&file.path) {
            Ok(found) => {
                if !found.warnings.0.is_empty() {
                    warned.fetch_add(1, Ordering::Relaxed);
                }
                let text = found.text.source.text.as_bytes();
                let fingerprint =
                    if args.anoniem { Sha256::digest(text).into() } else { Fingerprint::default() };
                let row = BoardRow::of(&context.catalogue, &found.assessment, file.name.clone());
                Read::Board(fingerprint, Box::new(row))
            }
            Err(_) if requirements::is_one(&file.path) => Read::Other,
            Err(findings) => {
                let unreadable = Unreadable::of(file.name.clone(), &findings);
                told.add(index, findings);
                Read::Broken(unreadable)
            }
        };
        progress.one_more();
        Some(read)
    };
    let read: Option<Vec<Read>> = files.par_iter().enumerate().map(one).collect();
    let mut gathered = Gathered {
        boards: Vec::with_capacity(files.len()),
        unreadable: unreadable_folders(&args.folder, &folders),
        shown: told.into_findings(folders),
        warned: warned.into_inner(),
        stopped: read.is_none(),
    };
    for read in read.unwrap_or_default() {
        match read {
            Read::Board(fingerprint, row) => gathered.boards.push((fingerprint, *row)),
            Read::Broken(unreadable) => gathered.unreadable.push(unreadable),
            Read::Other => {}
        }
    }
    gathered
}

/// A folder that could not be looked into stands between the files, with its way from the folder on.
fn unreadable_folders(folder: &Path, findings: &Findings) -> Vec<Unreadable> {
    let each = findings.0.iter().map(|finding| {
        let path = Path::new(&finding.file);
        let names = path.strip_prefix(folder).unwrap_or(path).components();
        let names: Vec<String> = names.map(|name| name.as_os_str().to_string_lossy().into_owned()).collect();
        Unreadable::of(names.join("/"), &finding.clone().into())
    });
    each.collect()
}

/// What is wrong with the first files, whichever is read first.
#[derive(Default)]
struct Told(Mutex<BTreeMap<usize, Findings>>);

impl Told {
    fn add(&self, index: usize, findings: Findings) {
        // A panic elsewhere while this was held cannot have left it half changed.
        let mut told = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        told.insert(index, findings);
        if told.len() > TOLD_FILES {
            told.pop_last();
        }
    }

    fn into_findings(self, folders: Findings) -> Findings {
        let told = self.0.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let all = folders.0.into_iter().chain(told.into_values().flat_map(|findings| findings.0));
        Findings(all.take(TOLD_FINDINGS).collect())
    }
}
