//! The command line as types; what it does is in `command/`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Peilt waar een schoolbestuur staat op het Normenkader IBP funderend onderwijs.
#[derive(Debug, Parser)]
#[command(name = "ibp-peil")]
pub struct Cli {
    /// Options that every command knows.
    #[command(flatten)]
    pub global: Global,
    /// What to do; nothing: a menu in a terminal, help elsewhere.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that every command knows.
#[derive(Debug, Clone, Default, Args)]
pub struct Global {
    /// Laad het normenkader uit deze map (waar kader.toml in staat) in plaats van het ingebouwde
    #[arg(long, global = true, value_name = "MAP", env = "IBP_PEIL_NORMEN")]
    pub normen: Option<PathBuf>,
    /// Reken met deze dag als vandaag
    #[arg(long, global = true, value_name = "JJJJ-MM-DD", value_parser = crate::cli::parse_date)]
    pub datum: Option<jiff::civil::Date>,
    /// Toon alleen wat nodig is
    #[arg(short = 'q', long, global = true, alias = "quiet")]
    pub stil: bool,
}

/// Reads a date from the command line.
///
/// # Errors
/// A Dutch text for a date that does not exist.
pub fn parse_date(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse().map_err(|_| "schrijf een bestaande datum als 2026-11-21".to_owned())
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Beantwoord de vragen, stap voor stap; stoppen en later verdergaan kan altijd
    #[command(visible_alias = "start")]
    Invullen(FillArgs),
    /// Laat zien hoe ver de meting is, met de cijfers per domein
    Status(StatusArgs),
    /// Maak de gap-analyse en de IBP-paragraaf als bestanden
    Rapport(ReportArgs),
    /// Toon de IBP-paragraaf voor het jaarverslag
    Paragraaf(ParagraphArgs),
    /// Bekijk en controleer het normenkader
    Normen(NormsArgs),
    /// Uitleg over een opdracht of onderwerp
    Help(HelpArgs),
}

/// `invullen`
#[derive(Debug, Clone, Default, Args)]
pub struct FillArgs {
    /// De meting; bestaat het bestand nog niet, dan begint er een nieuwe
    #[arg(value_name = "BESTAND")]
    pub file: Option<PathBuf>,
    /// Vraag alleen deze domeinen, bijvoorbeeld BC of privacy
    #[arg(long, value_name = "DOMEIN")]
    pub domein: Vec<String>,
    /// Vraag alleen wat deze rol weet
    #[arg(long, value_name = "ROL")]
    pub rol: Option<String>,
    /// Vraag alleen de normen die bij de elf basismaatregelen horen (indicatief)
    #[arg(long)]
    pub basismaatregelen: bool,
    /// De meting van vorig jaar; de antwoorden daarvan worden getoond
    #[arg(long, value_name = "VORIG")]
    pub vorige: Option<PathBuf>,
}

/// `status`
#[derive(Debug, Clone, Args)]
pub struct StatusArgs {
    /// De meting
    #[arg(value_name = "BESTAND")]
    pub file: PathBuf,
    /// tekst of json
    #[arg(long, alias = "format", value_name = "FORMAAT", default_value = "tekst")]
    pub formaat: String,
}

/// `rapport`
#[derive(Debug, Clone, Args)]
pub struct ReportArgs {
    /// De meting
    #[arg(value_name = "BESTAND")]
    pub file: PathBuf,
    /// De map voor de bestanden; wordt gemaakt als die er niet is
    #[arg(short = 'o', long, alias = "output", value_name = "MAP")]
    pub uitvoer: PathBuf,
    /// De meting van vorig jaar, voor de vergelijking
    #[arg(long, value_name = "VORIG")]
    pub vorige: Option<PathBuf>,
}

/// `paragraaf`
#[derive(Debug, Clone, Args)]
pub struct ParagraphArgs {
    /// De meting
    #[arg(value_name = "BESTAND")]
    pub file: PathBuf,
    /// De korte versie, ongeveer 150 woorden
    #[arg(long)]
    pub kort: bool,
    /// De meting van vorig jaar, voor de vergelijking
    #[arg(long, value_name = "VORIG")]
    pub vorige: Option<PathBuf>,
}

/// `normen`
#[derive(Debug, Clone, Args)]
pub struct NormsArgs {
    /// Toon alleen de normen die nog vergeleken moeten worden met de officiële site
    #[arg(long)]
    pub onbevestigd: bool,
    /// What to do with the catalogue; nothing: list it.
    #[command(subcommand)]
    pub action: Option<NormsAction>,
}

/// `normen …`
#[derive(Debug, Clone, Subcommand)]
pub enum NormsAction {
    /// Toon één norm helemaal
    Toon {
        /// Het nummer van de norm, bijvoorbeeld GO.01
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Controleer een normenkader en meld alle fouten
    Valideer {
        /// De map waar kader.toml in staat; zonder map: het ingebouwde normenkader
        #[arg(value_name = "MAP")]
        folder: Option<PathBuf>,
    },
}

/// `help`
#[derive(Debug, Clone, Args)]
pub struct HelpArgs {
    /// Een opdracht, of een onderwerp zoals niveaus of jaarverslag
    #[arg(value_name = "ONDERWERP")]
    pub topic: Option<String>,
}
