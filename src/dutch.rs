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

/// A count with its noun: "1 norm", "3 normen".
pub fn count(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

/// A list as a sentence says it: "a", "a en b", "a, b en c".
pub fn and_list<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} en {}", rest.join(", "), last.as_ref())
        }
    }
}

/// A number in words up to twelve, as running Dutch text has it, and in digits above.
pub fn small_number(n: u32) -> String {
    const WORDS: [&str; 13] = [
        "nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf",
        "twaalf",
    ];
    WORDS.get(n as usize).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}
