//! Bytes to text, whatever happened to them.

use std::collections::BTreeSet;

/// The text of a damaged file.
pub(super) struct Readable {
    pub text: String,
    /// The places of the characters that were no UTF-8.
    pub doubtful: BTreeSet<usize>,
    /// True where bytes at the end had to go.
    pub cut: bool,
}

/// Reads UTF-8, and UTF-16 where the file says so; a byte that is neither is read as in an old Windows program. A
/// computer that lost power leaves zeros at the end: those go.
pub(super) fn readable_text(bytes: &[u8]) -> Readable {
    if let [first @ (0xFF | 0xFE), second @ (0xFE | 0xFF), rest @ ..] = bytes
        && first != second
    {
        return utf16(rest, *first == 0xFF);
    }
    let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let mut cut = end < bytes.len();
    let (mut text, mut doubtful) = (String::with_capacity(end), BTreeSet::new());
    let mut rest = &bytes[..end];
    while !rest.is_empty() {
        let error = match std::str::from_utf8(rest) {
            Ok(valid) => {
                text.push_str(valid);
                break;
            }
            Err(error) => error,
        };
        let (valid, after) = rest.split_at(error.valid_up_to());
        text.push_str(&String::from_utf8_lossy(valid));
        let Some(length) = error.error_len() else {
            // A character that was cut in two.
            cut = true;
            break;
        };
        for byte in &after[..length] {
            doubtful.insert(text.len());
            text.push(old_windows(*byte));
        }
        rest = &after[length..];
    }
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let doubtful = match bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        true => doubtful.into_iter().map(|at| at.saturating_sub(3)).collect(),
        false => doubtful,
    };
    Readable { text, doubtful, cut }
}

fn utf16(bytes: &[u8], little: bool) -> Readable {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| match little {
        true => u16::from_le_bytes(*pair),
        false => u16::from_be_bytes(*pair),
    });
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    let end = text.trim_end_matches('\0').len();
    let doubtful = text.match_indices(char::REPLACEMENT_CHARACTER).map(|(at, _)| at).collect();
    Readable { cut: end < text.len() || !rest.is_empty(), text: text[..end].to_owned(), doubtful }
}

/// The letters with accents of Windows-1252; the rest of it is punctuation, and not worth a guess.
fn old_windows(byte: u8) -> char {
    if byte >= 0xA0 { char::from(byte) } else { char::REPLACEMENT_CHARACTER }
}
