//! The catalogues inside the program. A file that is in `norms/` but not in this list makes a test fail.

use super::Catalogue;
use super::file::{Files, read};

/// One embedded edition.
pub struct Embedded {
    /// Framework id.
    pub framework: &'static str,
    /// Edition.
    pub edition: &'static str,
    /// Folder below the project, for messages.
    pub folder: &'static str,
    /// File names and texts.
    pub files: &'static [(&'static str, &'static str)],
}

macro_rules! embedded {
    ($($framework:literal $edition:literal { $($file:literal)* })*) => {
        /// Every embedded edition, oldest first.
        pub const ALL: &[Embedded] = &[$(Embedded {
            framework: $framework,
            edition: $edition,
            folder: concat!("norms/", $framework, "/", $edition),
            files: &[$((
                concat!($file, ".toml"),
                include_str!(concat!("../../norms/", $framework, "/", $edition, "/", $file, ".toml")),
            ),)*],
        },)*];
    };
}

embedded! {
    "ibp-fo" "2024-06-06" {
        "kader"
        "ib-01-bestuur"
        "ib-02-organisatie"
        "ib-03-risicomanagement"
        "ib-04-personeelsbeheer"
        "ib-05-configuratiemanagement"
        "ib-06-incident-en-problemmanagement"
        "ib-07-changemanagement"
        "ib-08-systeemontwikkeling"
        "ib-09-datamanagement"
        "ib-10-identity-en-accessmanagement"
        "ib-11-securitymanagement"
        "ib-12-fysieke-beveiliging"
        "ib-13-it-operatie"
        "ib-14-bedrijfscontinuiteitsmanagement"
        "ib-15-ketenbeheer"
        "pr-01-beleid"
        "pr-02-processen"
        "pr-03-organisatorische-inbedding"
        "pr-04-rechten-van-betrokkenen"
        "pr-05-samenwerking"
        "pr-06-beveiliging"
        "pr-07-verantwoording"
        "aandachtspunten"
        "basismaatregelen"
        "benchmarks"
        "groeipad"
        "ondersteuning"
        "themas"
    }
}

/// The newest embedded catalogue.
///
/// # Panics
/// Never in a tested build: a test reads every embedded catalogue.
pub fn newest() -> Catalogue {
    load(&ALL[ALL.len() - 1])
}

/// Loads one embedded edition.
///
/// # Panics
/// Never in a tested build: a test reads every embedded catalogue.
pub fn load(embedded: &'static Embedded) -> Catalogue {
    match read(&Files::embedded(embedded.folder, embedded.files)) {
        Ok(catalogue) => catalogue,
        Err(findings) => panic!("the embedded catalogue is tested, yet: {findings}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_catalogue_can_be_read() {
        for embedded in ALL {
            if let Err(findings) = read(&Files::embedded(embedded.folder, embedded.files)) {
                panic!("{findings}");
            }
        }
    }

    #[test]
    fn every_file_in_the_norms_folder_is_in_the_list() {
        for embedded in ALL {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(embedded.folder);
            let mut on_disk: Vec<String> = std::fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            let mut listed: Vec<String> = embedded.files.iter().map(|(name, _)| (*name).to_owned()).collect();
            on_disk.sort();
            listed.sort();
            assert_eq!(
                on_disk, listed,
                "a file in {} is not registered, or the other way round",
                embedded.folder
            );
        }
        let editions = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/norms"))
            .unwrap()
            .map(|framework| std::fs::read_dir(framework.unwrap().path()).unwrap().count())
            .sum::<usize>();
        assert_eq!(editions, ALL.len(), "an edition in norms/ is not embedded");
    }
}
