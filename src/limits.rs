//! How much the program takes in. Every limit stands here, is enforced before the memory for more is spent, and is told
//! in Dutch to whoever meets it. README.md shows them as a table.

/// The largest file that is read, in bytes. An assessment is usually smaller than 100 kB.
pub const FILE: u64 = 4 * 1024 * 1024;

/// The most line ends and characters with a meaning (`=`, `.`, `,`, `[`, `{`, `\`) in a file together. The memory that a
/// hostile file costs grows with these: four megabytes of nothing else would take more than a gigabyte.
pub const PIECES: usize = 200_000;

/// The most characters a text may have.
pub const TEXT: usize = 8_000;

/// The most texts a list may have, such as the evidence for one norm.
pub const LIST: usize = 200;

/// The most errors, and the most warnings, that are kept for one text. Nobody reads more, and a hostile file could have
/// millions.
pub const FINDINGS: usize = 500;

/// How deep lists and tables may lie in each other. The TOML parser keeps to this; a test shows that it does.
pub const NESTING: usize = 80;

/// The most files of one kind that a folder may hold to be read as a whole.
pub const FOLDER_FILES: usize = 20_000;

/// The most assessments of one board beside each other in a trend.
pub const MOMENTS: usize = 100;

/// The largest catalogue, all its files together, in bytes.
pub const CATALOGUE: u64 = 16 * 1024 * 1024;

/// The most norms a catalogue may have.
pub const NORMS: usize = 2_000;

/// The largest workbook that is read, in bytes. A filled one is usually smaller than 300 kB.
pub const WORKBOOK: u64 = 16 * 1024 * 1024;

/// The most that a workbook may be once it is unpacked, in bytes, all its parts together.
pub const UNPACKED: u64 = 64 * 1024 * 1024;

/// The most parts that a workbook may have inside.
pub const PARTS: usize = 1_000;

/// The most rows of a sheet.
pub const ROWS: u32 = 5_000;

/// The most columns of a sheet.
pub const COLUMNS: u32 = 200;

/// The most cells of a sheet that hold something.
pub const CELLS: usize = 200_000;

/// The most bytes of text in a cell: what a spreadsheet can hold, in characters of four bytes.
pub const CELL: usize = 4 * 32_767;

/// A line of more bytes than this is not shown with a finding, only named.
pub const SHOWN_LINE: usize = 2_000;

/// The most characters of a text from a file that a message repeats.
pub const QUOTE: usize = 60;

/// The most characters of a file name that a message repeats.
pub const SHOWN_NAME: usize = 1_000;
