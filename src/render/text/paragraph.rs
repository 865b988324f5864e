//! The IBP paragraph as plain text.

use super::{heading, running, wrapped};
use crate::paragraph::{LEFT_OUT_TITLE, Paragraph};

/// The draft: a warning first where there is one, the text, and what may still be filled in.
pub fn paragraph(paragraph: &Paragraph) -> String {
    let mut out = heading("Concept – Informatiebeveiliging en privacy");
    if let Some(notice) = &paragraph.notice {
        out.push('\n');
        out.push_str(&running(notice));
    }
    for alinea in &paragraph.alineas {
        if !alinea.sentences.is_empty() {
            out.push_str(&format!("\n{}", running(&alinea.text())));
        }
    }
    if !paragraph.left_out.is_empty() {
        out.push_str(&format!("\n{}", running(LEFT_OUT_TITLE)));
        for fact in &paragraph.left_out {
            out.push_str(&wrapped("- ", "  ", fact));
        }
    }
    out
}
