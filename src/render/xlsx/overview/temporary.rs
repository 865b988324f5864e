//! Rows go through temporary files, and the library panics where one cannot be written. Here that becomes an error: a
//! full disk is no mistake in the program.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, resume_unwind, set_hook, take_hook};
use std::sync::Once;

use rust_xlsxwriter::XlsxError;

use crate::finding::print::visible_path;
use crate::problem::Problem;

/// Where the library is, as its panics name it.
const LIBRARY: &str = "rust_xlsxwriter";

thread_local! {
    /// True while this thread does work in which the library may panic.
    static AT_WORK: Cell<bool> = const { Cell::new(false) };
    /// True once it did.
    static PANICKED: Cell<bool> = const { Cell::new(false) };
}

static QUIET: Once = Once::new();

/// Does work that writes rows. Any other panic than that of the library stays one.
///
/// # Errors
/// A temporary file cannot be made or written, and whatever the work itself says.
pub fn with_temporary_files<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    QUIET.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            if AT_WORK.get() && is_of_the_library(panic) {
                PANICKED.set(true);
            } else {
                usual(panic);
            }
        }));
    });
    PANICKED.set(false);
    AT_WORK.set(true);
    // What the work changed is thrown away with the error.
    let done = catch_unwind(AssertUnwindSafe(work));
    AT_WORK.set(false);
    match done {
        Ok(Err(error)) if matches!(error.downcast_ref(), Some(XlsxError::TempFileError(..))) => {
            Err(not_written().into())
        }
        Ok(result) => result,
        Err(_) if PANICKED.get() => Err(not_written().into()),
        Err(panic) => resume_unwind(panic),
    }
}

fn is_of_the_library(panic: &PanicHookInfo) -> bool {
    panic.location().is_some_and(|place| place.file().contains(LIBRARY))
}

fn not_written() -> Problem {
    Problem::new(format!(
        "de tijdelijke bestanden voor de werkmap kunnen niet geschreven worden in {}",
        visible_path(&std::env::temp_dir())
    ))
    .hint("maak daar ruimte vrij, of kies een andere vorm, zoals csv")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_ends_well_or_with_an_error_of_its_own_is_left_alone() {
        assert_eq!(with_temporary_files(|| Ok(3)).expect("it ends well"), 3);
        let error = with_temporary_files::<()>(|| anyhow::bail!("eigen fout")).expect_err("it does not");
        assert_eq!(error.to_string(), "eigen fout");
    }

    #[test]
    fn a_panic_of_our_own_stays_a_panic() {
        let panic = catch_unwind(|| with_temporary_files::<()>(|| panic!("van onszelf")));
        assert_eq!(panic.expect_err("a panic").downcast_ref(), Some(&"van onszelf"));
    }
}
