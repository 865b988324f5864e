//! How a form is known when it comes back: the names of its sheets and the headers of its columns.

/// The instructions, and who filled the form in.
pub const EXPLANATION: &str = "Uitleg";
/// The norms.
pub const NORMS: &str = "Vragenlijst";
/// The questions about the board.
pub const BOARD_SHEET: &str = "Bestuur";
/// The questions about the assessment.
pub const META_SHEET: &str = "Meting";
/// The questions for the annual report.
pub const FACTS_SHEET: &str = "Jaarverslag";
/// The lists to choose from; hidden.
pub const LISTS: &str = "Lijsten";
/// What stood there when the form was made; very hidden.
pub const BASIS: &str = "Basis";

/// The header of the column with the id of the norm.
pub const NORM: &str = "Norm";
/// The header of the answers on the sheets with questions.
pub const REPLY: &str = "Antwoord";
/// The header of the column that says which slot a question is about.
pub const KEY: &str = "Sleutel";
/// What stands before the cell that says who filled the form in.
pub const FILLED_IN_BY: &str = "Ingevuld door";
/// The header of the values in the basis.
pub const VALUE: &str = "Waarde";
