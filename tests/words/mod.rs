//! Word files, taken apart.

#![allow(dead_code, reason = "every test program uses its own part of this")]

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// A Word file, taken apart.
pub struct Word(pub Vec<u8>);

/// A paragraph: its style, its whole properties, and its runs with their formatting and text; a tab is a tab.
#[derive(Debug)]
pub struct Block {
    pub style: String,
    pub xml: String,
    pub runs: Vec<(String, String)>,
}

impl Block {
    pub fn text(&self) -> String {
        self.runs.iter().map(|(_, text)| text.as_str()).collect()
    }
}

impl Word {
    pub fn part(&self, name: &str) -> String {
        let mut text = String::new();
        let mut archive = ZipArchive::new(Cursor::new(&self.0)).unwrap();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    pub fn everything(&self) -> String {
        let archive = ZipArchive::new(Cursor::new(&self.0)).unwrap();
        archive.file_names().map(|name| self.part(name)).collect()
    }

    pub fn blocks(&self) -> Vec<Block> {
        let document = self.part("word/document.xml");
        let paragraphs = document.split("<w:p ").skip(1);
        paragraphs
            .map(|xml| Block {
                style: between(xml, "<w:pStyle w:val=\"", "\"").to_owned(),
                xml: xml.to_owned(),
                runs: xml.split("<w:r>").skip(1).map(run).collect(),
            })
            .collect()
    }

    pub fn texts(&self, style: &str) -> Vec<String> {
        self.blocks().iter().filter(|block| block.style == style).map(Block::text).collect()
    }
}

fn run(xml: &str) -> (String, String) {
    let format = between(xml, "<w:rPr>", "</w:rPr>").to_owned();
    let text: String = xml
        .split("<w:t xml:space=\"preserve\">")
        .skip(1)
        .map(|text| text.split("</w:t>").next().unwrap())
        .collect();
    let tab = if xml.contains("<w:tab />") { "\t" } else { "" };
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    (format, text.replace("&amp;", "&") + tab)
}

pub fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map_or("", |(inside, _)| inside)
}
