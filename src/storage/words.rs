//! What goes wrong with files and disks, in Dutch.

use std::fmt;
use std::io;

use super::disk::is_busy;

/// Why this program itself does not read or write a file, in Dutch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal(pub &'static str);

impl Refusal {
    /// As an error of this kind.
    pub fn error(self, kind: io::ErrorKind) -> io::Error {
        io::Error::new(kind, self)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Refusal {}

const HELD: &str = "een ander programma houdt het bestand vast (Excel, Word, OneDrive of een virusscanner); \
                    sluit het daar, of wacht even, en probeer het nog eens";

/// Numbers of the system for a disk that does not answer: an input or output error, no such device.
#[cfg(unix)]
const DISK_FAILS: &[i32] = &[5, 6, 19];
/// Numbers of Windows: write fault, read fault, general failure, a bad block, input or output device error.
#[cfg(not(unix))]
const DISK_FAILS: &[i32] = &[23, 29, 30, 31, 1117];

/// Numbers of Windows for a network folder, a cloud service or a stick that is gone. Some of them count as "not found",
/// which would mean that the file is gone, or that a new one can be made.
#[cfg(windows)]
const UNREACHABLE: &[i32] = &[15, 21, 53, 54, 59, 64, 67, 121, 362, 388, 426, 1167, 1231];
#[cfg(not(windows))]
const UNREACHABLE: &[i32] = &[];

/// The same error; but where it is a disk that cannot be reached, never "not found".
pub fn told_apart(error: io::Error) -> io::Error {
    if error.raw_os_error().is_some_and(|number| UNREACHABLE.contains(&number)) {
        return Refusal(NOT_REACHED).error(io::ErrorKind::HostUnreachable);
    }
    error
}

const NOT_REACHED: &str = "de netwerkmap of de schijf is niet bereikbaar";

/// What an input or output error means in Dutch, in a few words.
pub fn io_text(error: &io::Error) -> String {
    use io::ErrorKind;
    if let Some(refusal) = error.get_ref().and_then(|inner| inner.downcast_ref::<Refusal>()) {
        return refusal.to_string();
    }
    let number = error.raw_os_error();
    let is_one_of = |numbers: &[i32]| number.is_some_and(|number| numbers.contains(&number));
    let words = match error.kind() {
        ErrorKind::PermissionDenied if is_busy(error) => return format!("geen rechten, of {HELD}"),
        _ if is_busy(error) => HELD,
        _ if is_one_of(UNREACHABLE) => NOT_REACHED,
        ErrorKind::NotFound => "de map of het bestand bestaat niet",
        ErrorKind::PermissionDenied => "geen rechten",
        ErrorKind::StorageFull => "de schijf is vol",
        ErrorKind::QuotaExceeded => "je hebt op deze schijf geen ruimte meer over",
        ErrorKind::FileTooLarge => "het bestand wordt groter dan hier mag",
        ErrorKind::ReadOnlyFilesystem => "op deze schijf mag alleen gelezen worden",
        ErrorKind::NotADirectory => "een deel van het pad is geen map",
        ErrorKind::IsADirectory => "dit is een map",
        ErrorKind::InvalidFilename => "deze bestandsnaam is te lang of mag hier niet",
        ErrorKind::AlreadyExists => "er is al een bestand met die naam",
        ErrorKind::TimedOut
        | ErrorKind::NetworkDown
        | ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable
        | ErrorKind::NotConnected
        | ErrorKind::StaleNetworkFileHandle => NOT_REACHED,
        _ if is_one_of(DISK_FAILS) => "de schijf werkt niet goed of is losgekoppeld",
        _ => match number {
            Some(number) => return format!("systeemfout {number}"),
            None => "onbekende fout",
        },
    };
    words.to_owned()
}
