//! Dutch number and date forms; below it the Dutch of help pages and of mistakes on the command line.

use jiff::civil::Date;

pub mod help;
pub mod usage;

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// How to choose a level; said wherever a level is chosen or explained.
pub const HOW_TO_CHOOSE: &str = "Kies het hoogste niveau waarvan je alles kunt laten zien. Twijfel je? Kies de lagere. \
                                 Verschilt het per school? Kies de school die het minst ver is.";

/// A date as people write it: "21 november 2026".
pub fn date(date: Date) -> String {
    format!("{} {}", date.day(), month_and_year(date))
}

/// Month and year: "november 2026".
pub fn month_and_year(date: Date) -> String {
    format!("{} {}", month(date), date.year())
}

/// The month of a date: "november".
pub fn month(date: Date) -> &'static str {
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
}

/// A date as people type it: "14-10-2026", "14 oktober 2026", "14 okt 2026", "2026-10-14".
pub fn parse_date(text: &str) -> Option<Date> {
    let lower = text.trim().to_lowercase();
    let parts: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.'))
        .filter(|p| !p.is_empty())
        .collect();
    let [first, middle, last] = parts.as_slice() else { return None };
    let month = match middle.parse::<i8>() {
        Ok(number) => number,
        Err(_) => month_number(middle)?,
    };
    // Whichever end has four digits is the year.
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// A whole number as people type it: "612", "1.250".
pub fn whole_number(text: &str) -> Option<u32> {
    let mut groups = text.split('.');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || first.len() <= 3;
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    if !grouped || !digits(first) || !rest.iter().all(|group| group.len() == 3 && digits(group)) {
        return None;
    }
    text.replace('.', "").parse().ok()
}

/// The number of a month by its name or the first letters of it, from three on.
fn month_number(name: &str) -> Option<i8> {
    let starts = |month: &str| name.chars().count() >= 3 && month.starts_with(name);
    // "mrt" is how many people shorten March.
    let index = MONTHS.iter().position(|month| starts(month) || (*month == "maart" && name == "mrt"))?;
    i8::try_from(index + 1).ok()
}

/// A count with its noun: "1 norm", "3 normen".
pub fn count(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

/// A list as a sentence says it: "a", "a en b", "a, b en c".
pub fn and_list<T: AsRef<str>>(items: &[T]) -> String {
    list(items, "en")
}

/// A choice as a sentence says it: "a", "a of b", "a, b of c".
pub fn or_list<T: AsRef<str>>(items: &[T]) -> String {
    list(items, "of")
}

fn list<T: AsRef<str>>(items: &[T], last_word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} {last_word} {}", rest.join(", "), last.as_ref())
        }
    }
}

/// The text with a capital in front; "één" becomes "Eén".
pub fn capital_first(text: &str) -> String {
    if let Some(rest) = text.strip_prefix("één") {
        return format!("Eén{rest}");
    }
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// The text with a small letter in front; "Eén" becomes "één".
pub fn lower_first(text: &str) -> String {
    if let Some(rest) = text.strip_prefix("Eén") {
        return format!("één{rest}");
    }
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

/// One line of at most so many characters.
pub fn shorten(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// A number in words up to twelve, as running Dutch text has it, and in digits above.
pub fn small_number(n: u32) -> String {
    const WORDS: [&str; 13] = [
        "nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf",
        "twaalf",
    ];
    WORDS.get(n as usize).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_accents_of_one_follow_its_capital() {
        assert_eq!(capital_first("één bestand"), "Eén bestand");
        assert_eq!(lower_first("Eén bestand"), "één bestand");
        assert_eq!(lower_first("Een bestand"), "een bestand");
    }

    #[test]
    fn a_date_is_read_as_people_type_it() {
        let expected = Some(jiff::civil::date(2026, 3, 4));
        for text in ["4-3-2026", "04/03/2026", "4 maart 2026", "4 mrt 2026", " 2026-03-04 ", "4 MAA 2026"] {
            assert_eq!(parse_date(text), expected, "{text}");
        }
        for text in
            ["", "maart 2026", "4-3-26", "31-2-2026", "4-13-2026", "4 xyz 2026", "4-3-2026-1", "4-ma-2026"]
        {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
