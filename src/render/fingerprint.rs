//! The fingerprint inside every document that people edit: how a command tells a file that it made from one that a
//! person changed since.
//!
//! A Markdown file carries it in a comment on the last line, over the text above it. A workbook or a Word file carries
//! it in a property of the document, over every other part of the package; so any saving by Excel or Word counts as a
//! change, which is the safe side. It notices changes and keeps out nobody who wants to imitate it.

use std::fmt::Write as _;
use std::io::{Cursor, Read, Seek, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The name of the document property in a workbook or a Word file.
pub const PROPERTY: &str = "Vingerafdruk ibp-peil";

/// What stands in the property until [`seal_package`] fills it in.
pub const PLACEHOLDER: &str = "[vingerafdruk]";

/// The one part of a package that the fingerprint is not over, because it is in there.
const PART: &str = "docProps/custom.xml";

/// What is read of that part at most; ours has a few hundred bytes.
const LARGEST_PART: u64 = 64 * 1024;

const COMMENT: &str = "<!-- ibp-peil ";
const COMMENT_END: &str = ": zolang dit kenmerk klopt, mag ibp-peil dit bestand vervangen -->";

/// The Markdown with its fingerprint below it.
pub fn seal_text(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let mark = fingerprint(text.as_bytes());
    let _ = writeln!(text, "\n{COMMENT}{mark}{COMMENT_END}");
    text
}

/// The package with its fingerprint in the place of [`PLACEHOLDER`].
///
/// # Errors
/// As [`seal_into`].
pub fn seal_package(package: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut sealed = Cursor::new(Vec::with_capacity(package.len()));
    seal_into(Cursor::new(package), &mut sealed)?;
    Ok(sealed.into_inner())
}

/// Copies the package with its fingerprint in the place of [`PLACEHOLDER`], part by part: it can be as large as it likes.
///
/// # Errors
/// The package cannot be read or its copy not written; or it has no such place, which is a mistake in this program.
pub fn seal_into(package: impl Read + Seek, out: &mut (impl Write + Seek)) -> anyhow::Result<()> {
    let mut sealed = ZipWriter::new(out);
    let copied = copy_sealed(ZipArchive::new(package).map_err(of_the_disk)?, &mut sealed);
    if copied.is_err() {
        // It would try once more to finish, and say in English that it cannot.
        std::mem::forget(sealed);
        return copied;
    }
    sealed.finish().map_err(of_the_disk)?;
    Ok(())
}

fn copy_sealed<R: Read + Seek, W: Write + Seek>(
    mut parts: ZipArchive<R>,
    sealed: &mut ZipWriter<W>,
) -> anyhow::Result<()> {
    let mark = package_fingerprint(&mut parts).map_err(of_the_disk)?;
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).map_err(of_the_disk)?;
        if part.name() != PART {
            drop(part);
            sealed.raw_copy_file(parts.by_index_raw(index).map_err(of_the_disk)?).map_err(of_the_disk)?;
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml)?;
        anyhow::ensure!(xml.contains(PLACEHOLDER), "geen plaats voor de vingerafdruk");
        // The same bytes on every day, and readable without unpacking.
        let plain = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default());
        sealed.start_file(PART, plain).map_err(of_the_disk)?;
        sealed.write_all(xml.replace(PLACEHOLDER, &mark).as_bytes())?;
    }
    Ok(())
}

/// What the disk said, without the package around it.
fn of_the_disk(error: ZipError) -> anyhow::Error {
    match error {
        ZipError::Io(error) => error.into(),
        other => other.into(),
    }
}

/// True for a Markdown file that is still what the program wrote, also where its line ends became those of Windows.
pub fn is_untouched_text(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let text = text.replace("\r\n", "\n");
    let Some((above, line)) = text.trim_end_matches('\n').rsplit_once(&format!("\n{COMMENT}")) else {
        return false;
    };
    line.strip_suffix(COMMENT_END) == Some(fingerprint(above.as_bytes()).as_str())
}

/// True for a workbook or a Word file that is still what the program wrote. Only the list of its parts is read, and the
/// one part that holds the fingerprint.
pub fn is_untouched_package(package: impl Read + Seek) -> bool {
    let Ok(mut parts) = ZipArchive::new(package) else { return false };
    let (Ok(mark), Ok(part)) = (package_fingerprint(&mut parts), parts.by_name(PART)) else { return false };
    let mut xml = String::new();
    part.take(LARGEST_PART).read_to_string(&mut xml).is_ok()
        && xml.contains(&format!("name=\"{PROPERTY}\"><vt:lpwstr>{mark}</vt:lpwstr>"))
}

/// Over the name, the length and the checksum of every other part, whatever their order.
fn package_fingerprint<R: Read + Seek>(parts: &mut ZipArchive<R>) -> zip::result::ZipResult<String> {
    let mut lines = Vec::with_capacity(parts.len());
    for index in 0..parts.len() {
        let part = parts.by_index_raw(index)?;
        if part.name() != PART {
            lines.push(format!("{} {} {:08x}", part.name(), part.size(), part.crc32()));
        }
    }
    lines.sort_unstable();
    Ok(fingerprint(lines.join("\n").as_bytes()))
}

fn fingerprint(bytes: &[u8]) -> String {
    format!("{:08x}", crc32fast::hash(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_untouched_until_one_byte_of_it_changes() {
        let sealed = seal_text("# Titel\n\nTekst met één é.\n".to_owned());
        assert!(is_untouched_text(sealed.as_bytes()));
        assert!(is_untouched_text(sealed.replace('\n', "\r\n").as_bytes()), "line ends of Windows");
        for place in 0..sealed.trim_end().len() {
            let mut bytes = sealed.clone().into_bytes();
            bytes[place] ^= 1;
            assert!(!is_untouched_text(&bytes), "byte {place}");
        }
        assert!(!is_untouched_text(format!("{sealed}Een regel erbij.\n").as_bytes()));
        assert!(!is_untouched_text(b""));
    }

    #[test]
    fn what_is_no_package_was_not_made_by_the_program() {
        for bytes in [&b""[..], b"PK", b"PK\x05\x06", b"zomaar tekst"] {
            assert!(!is_untouched_package(Cursor::new(bytes)));
        }
    }
}
