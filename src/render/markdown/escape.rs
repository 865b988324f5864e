//! Text from files in Markdown: shown as it is, never as markup.

use crate::finding::print::visible;

/// Everything that can mean something to Markdown inside a line, a table cell or a heading.
const SPECIAL: &[char] = &['\\', '`', '*', '_', '[', ']', '<', '>', '|', '#', '~', '&', '$'];

/// A text on one line in which nothing is markup: not in a line, not in a table cell, not at the start of a line.
pub fn escape(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let list_number = line.chars().take_while(char::is_ascii_digit).count();
    let starts_a_list = match line.chars().nth(list_number) {
        Some('-' | '+' | '=') => list_number == 0,
        Some('.' | ')') => list_number > 0,
        _ => false,
    };
    if starts_a_list {
        format!("{}\\{}", &line[..list_number], escape_inside(&line[list_number..]))
    } else {
        escape_inside(&line)
    }
}

/// A piece of text inside a line in which nothing is markup; its spaces stay.
pub fn escape_inside(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in visible(text).chars() {
        if SPECIAL.contains(&character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(escape("a | b"), r"a \| b");
        assert_eq!(escape("<script>`x`</script>"), r"\<script\>\`x\`\</script\>");
        assert_eq!(escape("# kop\n## nog een"), r"\# kop \#\# nog een");
        assert_eq!(escape("- punt"), r"\- punt");
        assert_eq!(escape("3. derde"), r"3\. derde");
        assert_eq!(escape("[klik](javascript:x)"), r"\[klik\](javascript:x)");
        assert_eq!(escape("a\u{1b}[31mrood"), "a␛\\[31mrood");
    }

    #[test]
    fn plain_dutch_stays_readable() {
        assert_eq!(
            escape("Visie van twee pagina's (2,3) – klaar."),
            "Visie van twee pagina's (2,3) – klaar."
        );
        assert_eq!(escape("ICT-coördinator"), "ICT-coördinator");
    }
}
