//! An assessment that is about to be written over: nobody else is busy with it, and how it was is kept.

use std::io;
use std::path::Path;

use jiff::Timestamp;

use crate::assessment::history::{self, Kind};
use crate::assessment::lock::Lock;
use crate::finding::print::visible_path;
use crate::problem::Problem;
use crate::render::text::running;
use crate::storage::{SystemDisk, io_text};
use crate::streams::Streams;

/// Holds the file until the lock is let go of.
///
/// # Errors
/// Somebody else is busy with it.
pub(super) fn hold(path: &Path, now: Timestamp, streams: &mut Streams<'_>) -> Result<Lock, Problem> {
    let lock = Lock::take(&SystemDisk, path, now).map_err(|taken| {
        Problem::new(format!("{} staat open {}", visible_path(path), taken.text(now)))
            .hint("stop daar eerst met de toets s; er is niets veranderd")
    })?;
    if let Some(warning) = lock.warning() {
        streams.say(&running(warning));
    }
    Ok(lock)
}

/// Keeps the bytes that it has before it is changed.
///
/// # Errors
/// They cannot be kept; the hint says what to do instead.
pub(super) fn keep_first(
    path: &Path,
    before: &[u8],
    (kind, now): (Kind, Timestamp),
    instead: &str,
) -> Result<(), Problem> {
    history::keep(&SystemDisk, path, before, kind, now).map_err(|error: io::Error| {
        Problem::new(format!(
            "de huidige versie van {} kan niet eerst bewaard worden: {}; er is niets veranderd",
            visible_path(path),
            io_text(&error)
        ))
        .hint(instead)
    })
}
