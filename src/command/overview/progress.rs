//! How far the reading is: a bar on standard error, only where a person sees it at once.

use std::fmt::Write;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::cli::MessageForm;
use crate::streams::Streams;

/// The bar; without a terminal, or where the person wants quiet, it shows nothing.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar that is not yet shown.
    pub fn new(streams: &Streams<'_>, quiet: bool) -> Self {
        let is_seen = streams.err_terminal && !quiet && streams.messages == MessageForm::Lang;
        let target = if is_seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        Self { bar: ProgressBar::with_draw_target(None, target) }
    }

    /// So many files are about to be read. The line fits in 80 columns.
    pub fn reading(&self, files: usize) {
        self.bar.set_length(files as u64);
        let style = ProgressStyle::with_template("[{bar:16}] {pos} van {len} bestanden{speed}{left}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        self.bar.set_style(style.progress_chars("=> ").with_key("speed", speed).with_key("left", left));
    }

    /// A file was read.
    pub fn one_more(&self) {
        self.bar.inc(1);
    }

    /// Everything was read.
    pub fn writing(&self) {
        self.bar.set_style(
            ProgressStyle::with_template("{msg}").unwrap_or_else(|_| ProgressStyle::default_spinner()),
        );
        self.bar.set_message("Het overzicht wordt geschreven …");
    }

    /// The bar goes away, so that what comes next stands where it belongs.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}

fn speed(state: &ProgressState, out: &mut dyn Write) {
    let speed = state.per_sec();
    if speed >= 1.0 {
        let _ = write!(out, ", {speed:.0} per seconde");
    }
}

fn left(state: &ProgressState, out: &mut dyn Write) {
    let _ = match whole_seconds(state.eta()) {
        0 => Ok(()),
        seconds if seconds < 120 => write!(out, ", nog {seconds} s"),
        seconds => write!(out, ", nog {} min", seconds.div_ceil(60)),
    };
}

fn whole_seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}
