//! A screen to rows that fit a terminal. Everything that is shown passes [`visible`] here, so that text from a file
//! never steers the terminal.

use textwrap::core::display_width;

use super::screen::{Line, Screen, Tone, Typing};
use crate::finding::print::visible;

/// Longer lines than this are hard to read, however wide the terminal is.
const READABLE: usize = 96;

/// The narrowest terminal that is laid out for; below it lines may be cut.
const NARROWEST: usize = 20;

/// The space before every row.
const MARGIN: usize = 1;

/// A piece of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text, without control characters.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// A row that fits the terminal.
pub type Row = Vec<Span>;

/// A screen laid out for one size of terminal.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// The rows, never more than the terminal has.
    pub rows: Vec<Row>,
    /// Row and column of the cursor.
    pub cursor: (usize, usize),
    /// How many rows were scrolled past.
    pub scroll: usize,
    /// The furthest that can be scrolled; 0 where everything fits.
    pub last_scroll: usize,
    /// How many rows can be seen of what scrolls.
    pub page: usize,
}

impl Frame {
    /// The rows as plain text.
    pub fn plain(&self) -> String {
        let rows = self.rows.iter().map(|row| row.iter().map(|span| span.text.as_str()).collect::<String>());
        rows.collect::<Vec<_>>().join("\n")
    }
}

/// Lays a screen out for a terminal of this size, `scroll` rows down.
pub fn lay_out(screen: &Screen, width: usize, height: usize, scroll: usize) -> Frame {
    // The last column stays free: some terminals wrap when it is filled.
    let width = (width.max(NARROWEST) - 1).min(READABLE);
    let head = head_rows(screen, width);
    let foot = foot_rows(screen, width);
    let room = height.saturating_sub(head.len() + foot.len()).max(1);
    let mut middle = Middle::new(screen, width, false);
    if middle.rows.len() > room {
        middle = Middle::new(screen, width, true);
    }
    let fits = middle.rows.len() <= room;
    let page = if fits { room } else { room.saturating_sub(1).max(1) };
    let last_scroll = if fits { 0 } else { middle.rows.len() - page };
    let scroll = middle.scroll(scroll, page).min(last_scroll);

    let mut rows = head;
    let above = rows.len();
    rows.extend(middle.rows.iter().skip(scroll).take(page).cloned());
    if !fits {
        rows.push(more_row(scroll, last_scroll, width - MARGIN));
    }
    let cursor = middle.cursor.filter(|(row, _)| (scroll..scroll + page).contains(row));
    let cursor = cursor.map(|(row, column)| (above + row - scroll, column));
    rows.extend(foot);
    rows.truncate(height.max(1));
    let last = rows.len() - 1;
    let end = (last, row_width(&rows[last]) + 1);
    let cursor = cursor.filter(|(row, _)| *row <= last).unwrap_or(end);
    Frame { rows, cursor, scroll, last_scroll, page }
}

fn span(text: impl Into<String>, tone: Tone) -> Span {
    Span { text: text.into(), tone }
}

fn row_width(row: &Row) -> usize {
    row.iter().map(|span| display_width(&span.text)).sum()
}

/// A row of one tone, after the margin.
fn row(text: &str, tone: Tone) -> Row {
    vec![span(format!("{}{text}", " ".repeat(MARGIN)), tone)]
}

fn more_row(scroll: usize, last_scroll: usize, free: usize) -> Row {
    let (long, short) = match scroll {
        0 => ("↓ er staat nog meer: pijl omlaag", "↓ meer"),
        _ if scroll >= last_scroll => ("↑ er staat nog meer: pijl omhoog", "↑ meer"),
        _ => ("↑↓ er staat nog meer: pijltjes", "↑↓ meer"),
    };
    row(if display_width(long) <= free { long } else { short }, Tone::Quiet)
}

fn head_rows(screen: &Screen, width: usize) -> Vec<Row> {
    let left = visible(&screen.left);
    let free = width.saturating_sub(MARGIN);
    let used = display_width(&left);
    let fits = screen.right.iter().find(|right| used + 2 + display_width(right) <= free);
    let mut rows = match fits {
        Some(right) => {
            let gap = free - used - display_width(right);
            vec![row(&format!("{left}{}{}", " ".repeat(gap), visible(right)), Tone::Quiet)]
        }
        None => {
            let mut text = left;
            if let Some(right) = screen.right.last() {
                text = format!("{text} · {}", visible(right));
            }
            wrap(&text, free).iter().map(|text| row(text, Tone::Quiet)).collect()
        }
    };
    rows.push(Row::new());
    rows
}

fn foot_rows(screen: &Screen, width: usize) -> Vec<Row> {
    let free = width.saturating_sub(MARGIN);
    let mut rows = vec![Row::new()];
    if !screen.message.is_empty() {
        let line = Line::item("» ", screen.message.as_str()).tone(Tone::Notice);
        rows.extend(line_rows(&line, free));
    }
    rows.extend(hint_rows(screen, free));
    if !screen.footnote.is_empty() {
        rows.extend(wrap(&visible(&screen.footnote), free).iter().map(|text| row(text, Tone::Quiet)));
    }
    rows
}

/// The keys side by side, never a key apart from what it does.
fn hint_rows(screen: &Screen, free: usize) -> Vec<Row> {
    const BETWEEN: &str = "   ";
    let mut rows: Vec<Row> = Vec::new();
    let mut used = 0;
    for hint in &screen.hints {
        let size = display_width(&hint.key) + 1 + display_width(&hint.text);
        if size > free {
            let text = format!("{} {}", visible(&hint.key), visible(&hint.text));
            rows.extend(wrap(&text, free).iter().map(|text| row(text, Tone::Quiet)));
            used = free;
            continue;
        }
        let first = rows.is_empty() || used + BETWEEN.len() + size > free;
        if first {
            rows.push(row("", Tone::Plain));
            used = 0;
        }
        let between = if first { "" } else { BETWEEN };
        used += between.len() + size;
        if let Some(last) = rows.last_mut() {
            last.push(span(between, Tone::Plain));
            last.push(span(visible(&hint.key), Tone::Strong));
            last.push(span(format!(" {}", visible(&hint.text)), Tone::Quiet));
        }
    }
    rows
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    textwrap::wrap(text, width.max(1)).into_iter().map(|line| line.into_owned()).collect()
}

/// A line with its lead, wrapped to the right of it, and its tail at the right end of the first row.
fn line_rows(line: &Line, free: usize) -> Vec<Row> {
    let lead = visible(&line.lead);
    let indent = display_width(&lead).min(free / 2);
    let width = free - indent;
    let tail = visible(&line.tail);
    let texts: Vec<String> = if tail.is_empty() {
        line.text.split('\n').flat_map(|text| wrap(&visible(text), width)).collect()
    } else {
        with_tail(&visible(&line.text), &tail, width)
    };
    let mut rows = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let before = if index == 0 { lead.clone() } else { " ".repeat(indent) };
        rows.push(row(format!("{before}{text}").trim_end(), line.tone));
    }
    rows
}

/// The text with its tail behind the first row, or below the text where that would leave too little room.
fn with_tail(text: &str, tail: &str, width: usize) -> Vec<String> {
    const LEAST: usize = 24;
    let right = |before: &str, tail: &str| {
        let gap = width.saturating_sub(display_width(before) + display_width(tail));
        format!("{before}{}{tail}", " ".repeat(gap))
    };
    let beside = width.saturating_sub(display_width(tail) + 2);
    if beside < LEAST.min(display_width(text)) {
        let below = wrap(tail, width).into_iter().map(|tail| right("", &tail)).collect();
        return [wrap(text, width), below].concat();
    }
    let first = wrap(text, beside.max(1)).into_iter().next().unwrap_or_default();
    let rest = text.strip_prefix(first.as_str()).unwrap_or_default().trim_start();
    let mut rows = vec![right(&first, tail)];
    if !rest.is_empty() {
        rows.extend(wrap(rest, width));
    }
    rows
}

/// Everything that scrolls: the lines and, below them, the text being typed.
struct Middle {
    rows: Vec<Row>,
    cursor: Option<(usize, usize)>,
    focus: Option<usize>,
}

impl Middle {
    /// The rows; without the lines that can be spared where `short` is true.
    fn new(screen: &Screen, width: usize, short: bool) -> Self {
        let free = width.saturating_sub(MARGIN);
        let mut middle = Self { rows: Vec::new(), cursor: None, focus: None };
        for (index, line) in screen.lines.iter().enumerate().filter(|(_, line)| !(short && line.spare)) {
            if screen.focus == Some(index) {
                middle.focus = Some(middle.rows.len());
            }
            middle.rows.extend(line_rows(line, free));
        }
        if let Some(typing) = &screen.typing {
            middle.add_typing(typing, free);
        }
        middle
    }

    fn add_typing(&mut self, typing: &Typing, free: usize) {
        const PROMPT: &str = "> ";
        if !typing.label.is_empty() {
            self.rows.extend(line_rows(&Line::text(typing.label.as_str()).tone(Tone::Strong), free));
        }
        let width = free.saturating_sub(PROMPT.len() + 1).max(1);
        let (texts, (row_in_text, column)) = typed_rows(&typing.text, typing.cursor, width);
        self.cursor = Some((self.rows.len() + row_in_text, MARGIN + PROMPT.len() + column));
        for (index, text) in texts.iter().enumerate() {
            let prompt = if index == 0 { PROMPT } else { "  " };
            self.rows.push(row(&format!("{prompt}{text}"), Tone::Plain));
        }
    }

    /// How far to scroll: as asked, or so that the focus or the cursor is in sight.
    fn scroll(&self, asked: usize, page: usize) -> usize {
        match (self.cursor, self.focus) {
            (Some((row, _)), _) => (row + 1).saturating_sub(page),
            (None, Some(row)) => row.saturating_sub(page / 2),
            (None, None) => asked,
        }
    }
}

/// Typed text in rows that keep every space, with the place of the cursor.
fn typed_rows(text: &str, cursor: usize, width: usize) -> (Vec<String>, (usize, usize)) {
    let mut rows = Vec::new();
    let mut place = (0, 0);
    let mut start = 0;
    for line in text.split('\n') {
        let chars: Vec<char> = visible(line).chars().collect();
        let mut from = 0;
        loop {
            let to = row_end(&chars, from, width);
            let (first, last) = (start + from, start + to);
            // At the end of a wrapped row the cursor belongs to the row that follows.
            if (first..last).contains(&cursor) || (cursor == last && to == chars.len()) {
                let before: String = chars[from..from + (cursor - first)].iter().collect();
                place = (rows.len(), display_width(&before));
            }
            rows.push(chars[from..to].iter().collect::<String>());
            from = to;
            if from >= chars.len() {
                break;
            }
        }
        start += chars.len() + 1;
    }
    (rows, place)
}

/// Where a row that starts at `from` ends: after a space where there is one, else where it is full.
fn row_end(chars: &[char], from: usize, width: usize) -> usize {
    let mut used = 0;
    let mut after_space = None;
    for (index, c) in chars.iter().enumerate().skip(from) {
        used += display_width(c.encode_utf8(&mut [0; 4]));
        if used > width {
            return after_space.unwrap_or(index).max(from + 1);
        }
        if *c == ' ' {
            after_space = Some(index + 1);
        }
    }
    chars.len()
}

#[cfg(test)]
mod tests {
    use super::super::screen::hints;
    use super::*;

    fn widest(frame: &Frame) -> usize {
        frame.rows.iter().map(row_width).max().unwrap()
    }

    fn full() -> Screen {
        let level = "vastgestelde afspraken die we elk jaar nalopen, ook bij de leverancier en de scholen";
        Screen {
            left: "Bedrijfscontinuïteitsmanagement · norm 3 van 5 · 12 van 94 beantwoord".to_owned(),
            right: vec!["nog ± 9 min".to_owned(), "± 9 min".to_owned()],
            lines: vec![Line::item("   3  ", level).tail("← streefniveau"), Line::text("\u{1b}[2Jéén\ntwee")],
            message: "BC.02: 2 Herhaalbaar is bewaard.".to_owned(),
            hints: hints([("1-5", "kies"), ("Enter", "houd 2"), ("s", "stop: alles is bewaard")]),
            footnote: "° titel nog niet vergeleken met de officiële site".to_owned(),
            ..Screen::default()
        }
    }

    #[test]
    fn no_row_is_wider_than_the_terminal_whatever_its_width() {
        for width in 20..=200 {
            let frame = lay_out(&full(), width, 24, 0);
            assert!(widest(&frame) < width, "{width}: {}", frame.plain());
        }
    }

    #[test]
    fn there_are_never_more_rows_than_the_terminal_has() {
        for height in 0..=40 {
            let frame = lay_out(&full(), 44, height, 3);
            assert!(frame.rows.len() <= height.max(1), "{height}: {}", frame.plain());
            assert!(frame.cursor.0 < frame.rows.len(), "{height}");
        }
    }

    #[test]
    fn the_longest_right_end_that_fits_is_shown() {
        assert!(lay_out(&full(), 100, 24, 0).plain().contains("nog ± 9 min"));
        let frame = lay_out(&full(), 80, 24, 0);
        let first = frame.plain().lines().next().unwrap().to_owned();
        assert!(first.ends_with("  ± 9 min"), "{first:?}");
    }

    #[test]
    fn text_from_a_file_does_not_steer_the_terminal() {
        assert!(!lay_out(&full(), 80, 24, 0).plain().contains('\u{1b}'));
    }

    #[test]
    fn what_does_not_fit_can_be_scrolled_to_the_end() {
        let lines = (0..50).map(|n| Line::text(format!("regel {n}."))).collect();
        let screen = Screen { lines, hints: hints([("Esc", "terug")]), ..Screen::default() };
        let top = lay_out(&screen, 80, 24, 0);
        assert_eq!(top.rows.len(), 24);
        assert!(top.plain().contains("regel 0.") && !top.plain().contains("regel 49."));
        let end = lay_out(&screen, 80, 24, usize::MAX);
        assert!(end.plain().contains("regel 49."));
        assert_eq!(end.scroll, top.last_scroll);
    }

    #[test]
    fn the_selected_line_stays_in_sight() {
        for focus in 0..50 {
            let lines = (0..50).map(|n| Line::text(format!("regel {n}."))).collect();
            let screen = Screen { lines, focus: Some(focus), ..Screen::default() };
            assert!(lay_out(&screen, 80, 10, 0).plain().contains(&format!("regel {focus}.")), "{focus}");
        }
    }

    #[test]
    fn the_cursor_follows_the_typed_text() {
        let typing = |text: &str, cursor| Screen {
            typing: Some(Typing { label: "Waarom?".to_owned(), text: text.to_owned(), cursor }),
            ..Screen::default()
        };
        assert_eq!(lay_out(&typing("één", 3), 80, 24, 0).cursor, (3, 6));
        assert_eq!(lay_out(&typing("een\ntwee", 4), 80, 24, 0).cursor, (4, 3));
        assert_eq!(lay_out(&typing("een\n", 4), 80, 24, 0).cursor, (4, 3));
        // 25 columns: the second word does not fit behind the first and moves to a row of its own.
        let wrapped = lay_out(&typing("leerlingenadministratie bellen", 30), 30, 24, 0);
        assert!(
            wrapped.plain().ends_with("> leerlingenadministratie \n   bellen\n"),
            "{:?}",
            wrapped.plain()
        );
        assert_eq!(wrapped.cursor, (4, 9));
    }

    #[test]
    fn every_place_in_a_text_has_a_cursor_inside_the_rows() {
        let text =
            "een lange regel met woorden  en dubbele spaties\n\nlangwoordzonderspatiesdatnietpast einde";
        for width in 1..60 {
            for cursor in 0..=text.chars().count() {
                let (rows, (row, column)) = typed_rows(text, cursor, width);
                assert!(row < rows.len() && column <= width, "{width} {cursor}");
            }
        }
    }
}
