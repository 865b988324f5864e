//! The program as a test calls it: words in, what it said and how it ended out; and a folder to call it on.

#![allow(dead_code, reason = "every test program uses its own part of this")]

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

use ibp_peil::assessment::Assessment;
use ibp_peil::assessment::save::new_text;
use ibp_peil::streams::Streams;

/// What the program said and how it ended.
pub struct Said {
    pub code: u8,
    pub out: String,
    pub err: String,
}

/// Calls the program with these words.
pub fn said(words: &[impl AsRef<OsStr>]) -> Said {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let words = std::iter::once("ibp-peil".into()).chain(words.iter().map(|word| word.as_ref().to_owned()));
    let code = ibp_peil::run(words, &mut Streams::plain(&mut out, &mut err));
    Said { code, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

/// Without line ends and indents.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A folder with files to call the program on.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The name of a file in it, as a person gives it.
    pub fn named(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    pub fn board(&self, name: &str, board: &Assessment) -> String {
        self.write(name, &new_text(board))
    }
}
