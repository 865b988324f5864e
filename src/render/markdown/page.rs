//! A Markdown page in the making.

use super::escape;

/// Blocks of text with an empty line between them.
#[derive(Default)]
pub struct Page {
    /// What was written so far.
    pub text: String,
}

impl Page {
    /// A paragraph, a list or a table.
    pub fn block(&mut self, text: impl AsRef<str>) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text.as_ref().trim_end());
        self.text.push('\n');
    }

    /// A heading of the second level.
    pub fn heading(&mut self, text: &str) {
        self.block(format!("## {text}"));
    }

    /// A list; items are Markdown already. Nothing where there are none.
    pub fn list(&mut self, items: impl IntoIterator<Item = String>) {
        let items: Vec<String> = items.into_iter().map(|item| format!("- {item}")).collect();
        if !items.is_empty() {
            self.block(items.join("\n"));
        }
    }

    /// A table; cells are Markdown already. A column whose header ends in a colon is set to the right.
    pub fn table(&mut self, headers: &[&str], rows: &[Vec<String>]) {
        let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let names: Vec<String> =
            headers.iter().map(|header| header.trim_end_matches(':').to_owned()).collect();
        let rules: Vec<String> = headers
            .iter()
            .map(|header| if header.ends_with(':') { "---:" } else { "---" }.to_owned())
            .collect();
        let lines: Vec<String> =
            [line(&names), line(&rules)].into_iter().chain(rows.iter().map(|row| line(row))).collect();
        self.block(lines.join("\n"));
    }
}

/// A label in bold with its text.
pub fn labelled(label: &str, text: &str) -> String {
    format!("**{}:** {}", escape(label), escape(text))
}
