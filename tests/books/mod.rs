//! Workbooks as people and their programs change them: read, changed cell by cell, and written again.

#![allow(dead_code, reason = "every test program uses its own part of this")]

use std::collections::BTreeMap;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Workbook};

type Cells = BTreeMap<(u32, u16), Data>;

/// What else is done to a sheet, by its name.
type Extra = (String, fn(&mut rust_xlsxwriter::Worksheet));

/// A workbook with nothing but its values.
pub struct Book {
    pub sheets: Vec<(String, Cells)>,
    /// Done to a sheet when it is written.
    pub extra: Vec<Extra>,
}

#[allow(dead_code)]
impl Book {
    pub fn open(path: &Path) -> Self {
        let mut book: Xlsx<_> = open_workbook(path).unwrap();
        let sheets = book.worksheets().into_iter().map(|(name, range)| {
            let (top, left) = range.start().unwrap_or_default();
            let cells = range.used_cells().map(|(row, column, data)| {
                ((top + row as u32, (left as usize + column) as u16), data.clone())
            });
            (name, cells.collect())
        });
        Self { sheets: sheets.collect(), extra: Vec::new() }
    }

    pub fn sheet(&mut self, name: &str) -> &mut Cells {
        let found = self.sheets.iter_mut().find(|(sheet, _)| sheet == name);
        &mut found.unwrap_or_else(|| panic!("no sheet {name}")).1
    }

    /// The first cell with this text.
    pub fn find(&mut self, sheet: &str, text: &str) -> (u32, u16) {
        let found = self.sheet(sheet).iter().find(|(_, data)| **data == Data::String(text.to_owned()));
        *found.unwrap_or_else(|| panic!("no cell {text}")).0
    }

    /// The cell of a norm below a header.
    pub fn cell(&mut self, norm: &str, header: &str) -> (u32, u16) {
        (self.find("Vragenlijst", norm).0, self.find("Vragenlijst", header).1)
    }

    /// Fills in the answer to a norm.
    pub fn fill(&mut self, norm: &str, header: &str, value: impl Into<Data>) -> &mut Self {
        let place = self.cell(norm, header);
        self.sheet("Vragenlijst").insert(place, value.into());
        self
    }

    /// Fills in the answer to a question about the board, the assessment or the year.
    pub fn reply(&mut self, sheet: &str, key: &str, value: impl Into<Data>) -> &mut Self {
        let place = (self.find(sheet, key).0, self.find(sheet, "Antwoord").1);
        self.sheet(sheet).insert(place, value.into());
        self
    }

    /// Fills in who filled it in.
    pub fn by(&mut self, who: &str) -> &mut Self {
        let (row, column) = self.find("Uitleg", "Ingevuld door");
        self.sheet("Uitleg").insert((row, column + 1), who.to_owned().into());
        self
    }

    pub fn save(&self, path: &Path) {
        let date = Format::new().set_num_format("yyyy-mm-dd");
        let mut book = Workbook::new();
        for (name, cells) in &self.sheets {
            let sheet = book.add_worksheet();
            sheet.set_name(name).unwrap();
            for ((row, column), data) in cells {
                match data {
                    Data::String(text) => sheet.write_string(*row, *column, text).map(drop),
                    Data::Float(number) => sheet.write_number(*row, *column, *number).map(drop),
                    Data::Int(number) => sheet.write_number(*row, *column, *number as f64).map(drop),
                    Data::Bool(yes) => sheet.write_boolean(*row, *column, *yes).map(drop),
                    Data::DateTime(moment) => {
                        sheet.write_number_with_format(*row, *column, moment.as_f64(), &date).map(drop)
                    }
                    Data::Empty => Ok(()),
                    other => panic!("{other:?}"),
                }
                .unwrap();
            }
            for (_, change) in self.extra.iter().filter(|(sheet, _)| sheet == name) {
                change(sheet);
            }
        }
        book.save(path).unwrap();
    }
}

/// What a cell shows.
pub fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        cell => cell.to_string(),
    }
}

/// The number in a cell, if there is anything in it.
pub fn number(cell: &Data) -> Option<f64> {
    match cell {
        Data::Float(number) => Some(*number),
        Data::Int(number) => Some(*number as f64),
        Data::Empty => None,
        other => panic!("a number or nothing, not {other:?}"),
    }
}
