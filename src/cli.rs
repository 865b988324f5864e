//! The command line as types; what it does is in `command/`. Every comment above a command or an argument that is
//! in Dutch is what people read in the help.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::folder::NamePattern;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

/// Meet waar een schoolbestuur staat op het Normenkader IBP funderend onderwijs
#[derive(Debug, Parser)]
#[command(name = "ibp-peil", bin_name = "ibp-peil", version, after_help = ROOT_EXAMPLES)]
pub struct Cli {
    /// Options that every command knows.
    #[command(flatten)]
    pub global: Global,
    /// What to do; nothing: a menu in a terminal, help elsewhere.
    #[command(subcommand)]
    pub command: Option<Command>,
}

const ROOT_EXAMPLES: &str = "\
Voorbeelden:
  ibp-peil invullen meting.toml           beginnen, of verdergaan waar je was
  ibp-peil status meting.toml             zien hoe ver je bent
  ibp-peil rapport meting.toml -o map     gap-analyse en IBP-paragraaf maken

Uitleg: ibp-peil help niveaus, jaarverslag, score, bestand, eisen, besturen, vergelijken, begrippen of fouten.
Zonder opdracht begint in een terminalvenster een menu.
Er gaat niets het internet op: alles blijft op deze computer.
";

/// Options that every command knows.
#[derive(Debug, Clone, Default, Args)]
pub struct Global {
    /// Gebruik het normenkader uit deze map (waar kader.toml in staat) in plaats van het ingebouwde; kan ook met
    /// de omgevingsvariabele IBP_PEIL_NORMEN
    #[arg(long, global = true, value_name = "MAP", display_order = 900)]
    pub normen: Option<PathBuf>,
    /// Reken met deze dag als vandaag
    #[arg(long, global = true, value_name = "JJJJ-MM-DD", value_parser = parse_date, display_order = 901)]
    pub datum: Option<jiff::civil::Date>,
    /// Toon alleen het resultaat en fouten, geen meldingen
    #[arg(short = 'q', long, global = true, alias = "quiet", display_order = 902)]
    pub stil: bool,
    /// De vorm van fouten en meldingen: lang voor mensen, kort met één regel per fout, json voor programma's
    #[arg(long, global = true, value_name = "VORM", default_value = "lang", display_order = 903)]
    pub meldingen: MessageForm,
}

/// How mistakes and other messages are given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum MessageForm {
    // No documentation comments here: clap would show them.
    #[default]
    #[allow(missing_docs)]
    Lang,
    #[allow(missing_docs)]
    Kort,
    #[allow(missing_docs)]
    Json,
}

/// How messages are to be given on a command line that cannot be read as a whole.
pub fn message_form(args: &[OsString]) -> MessageForm {
    let mut words = args.iter().filter_map(|arg| arg.to_str());
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--meldingen") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        if let Some(form) = value.and_then(|value| MessageForm::from_str(value, false).ok()) {
            return form;
        }
    }
    MessageForm::default()
}

/// Reads a date from the command line.
///
/// # Errors
/// A Dutch text for a date that does not exist.
pub fn parse_date(text: &str) -> Result<jiff::civil::Date, String> {
    let wrong = || "schrijf een bestaande datum als 2026-11-21".to_owned();
    // The parser of dates also takes times and years of six digits; a person means neither.
    if text.len() != 10 {
        return Err(wrong());
    }
    text.parse().map_err(|_| wrong())
}

/// The commands.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Beantwoord de vragen, stap voor stap; stoppen en later verdergaan kan altijd (ook: start)
    #[command(alias = "start", after_help = FILL_EXAMPLES)]
    Invullen(FillArgs),
    /// Laat zien hoe ver de meting is, met de cijfers per domein
    #[command(after_help = STATUS_EXAMPLES)]
    Status(StatusArgs),
    /// Maak de gap-analyse en de IBP-paragraaf als bestanden
    #[command(after_help = REPORT_EXAMPLES)]
    Rapport(ReportArgs),
    /// Toon de IBP-paragraaf voor het jaarverslag
    #[command(after_help = PARAGRAPH_EXAMPLES)]
    Paragraaf(ParagraphArgs),
    /// Zet een eerdere versie van een meting terug, of red wat er van een beschadigd bestand over is
    #[command(after_help = RESTORE_EXAMPLES)]
    Herstel(RestoreArgs),
    /// Maak een kopie van een meting, ook zonder toelichting om te mailen
    #[command(after_help = COPY_EXAMPLES)]
    Kopie(CopyArgs),
    /// Toets of een meting aan eisen voldoet, ook voor scripts (ook: check)
    #[command(alias = "check", after_help = check_help())]
    Toets(CheckArgs),
    /// Zet de metingen van veel besturen in één overzicht (ook: batch)
    #[command(alias = "batch", after_help = OVERVIEW_EXAMPLES)]
    Overzicht(OverviewArgs),
    /// Maak een vragenlijst om te laten invullen: een werkmap voor Excel of LibreOffice, of op papier
    #[command(after_help = FORM_EXAMPLES)]
    Vragenlijst(FormArgs),
    /// Lees ingevulde vragenlijsten in, en laat zien wat er verandert en waar mensen verschillen
    #[command(after_help = IMPORT_EXAMPLES)]
    Importeer(ImportArgs),
    /// Vergelijk twee metingen, of alle metingen van een bestuur in een map
    #[command(after_help = COMPARE_EXAMPLES)]
    Vergelijk(CompareArgs),
    /// Bekijk en controleer het normenkader
    #[command(after_help = NORMS_EXAMPLES)]
    Normen(NormsArgs),
    /// Uitleg over een opdracht of onderwerp
    #[command(after_help = HELP_EXAMPLES)]
    Help(HelpArgs),
}

const FILL_EXAMPLES: &str = "\
Voorbeelden:
  ibp-peil invullen meting.toml                beginnen of verdergaan
  ibp-peil invullen meting.toml --domein BC    alleen domein BC
  ibp-peil invullen meting.toml --rol ict      wat de ICT-coördinator weet
";

/// `invullen`
#[derive(Debug, Clone, Default, Args)]
pub struct FillArgs {
    /// De meting; bestaat het bestand nog niet, dan begint er een nieuwe
    #[arg(value_name = "BESTAND")]
    pub file: Option<PathBuf>,
    /// Vraag alleen deze domeinen, bijvoorbeeld BC of privacy; mag vaker
    #[arg(long, value_name = "DOMEIN")]
    pub domein: Vec<String>,
    /// Vraag alleen wat deze rol weet, bijvoorbeeld ict of bestuur; die rol komt bij de antwoorden te staan
    #[arg(long, value_name = "ROL")]
    pub rol: Option<String>,
    /// Vraag alleen de normen die bij de basismaatregelen horen (indicatief)
    #[arg(long)]
    pub basismaatregelen: bool,
    /// De meting van vorig jaar; de antwoorden daarvan worden getoond
    #[arg(long, value_name = "VORIG")]
    pub vorige: Option<PathBuf>,
}

const STATUS_EXAMPLES: &str = "\
Voorbeelden:
  ibp-peil status meting.toml
  ibp-peil status meting.toml --formaat json > stand.json
  ibp-peil status meting.toml --rol ict-leverancier > mail.txt
";

/// `status`
#[derive(Debug, Clone, Args)]
pub struct StatusArgs {
    /// De meting
    #[arg(value_name = "BESTAND")]
    pub file: PathBuf,
    /// De vorm van het resultaat
    #[arg(long, alias = "format", value_name = "FORMAAT", default_value = "tekst")]
    pub formaat: StatusFormat,
    /// Een map met metingen van andere besturen, om de cijfers naast te leggen
    #[arg(long, value_name = "MAP")]
    pub groep: Option<PathBuf>,
    /// Schrijf een mail met de vragen die voor deze rol nog open zijn, zonder cijfers; alle: voor iedereen een mail
    #[arg(long, value_name = "ROL", conflicts_with = "groep")]
    pub rol: Option<String>,
}

/// How the status is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatusFormat {
    // No documentation comments here: clap would show them.
    #[allow(missing_docs)]
    Tekst,
    #[allow(missing_docs)]
    Json,
}

const REPORT_EXAMPLES: &str = "\
In de map komen vier bestanden: gap-analyse.xlsx en gap-analyse.md (vertrouwelijk, voor intern gebruik), \
ibp-paragraaf.docx en ibp-paragraaf.md (voor het jaarverslag).

Wat ibp-peil daar eerder maakte, wordt vervangen. Heb je zo'n bestand zelf veranderd (of alleen opgeslagen in Excel of \
Word), dan blijft het staan, tenzij je --overschrijf gebruikt.

Voorbeelden:
  ibp-peil rapport meting.toml -o rapport
  ibp-peil rapport meting.toml -o rapport --vorige meting-2025.toml
  ibp-peil rapport meting.toml -o rapport --groep metingen
";

/// `rapport`
#[derive(Debug, Clone, Args)]
pub struct ReportArgs {
    /// De meting
    #[arg(value_name = "BESTAND")]
    pub file: PathBuf,
    /// De map voor de bestanden; wordt gemaakt als die er niet is
    #[arg(short = 'o', long, alias = "output", value_name = "MAP")]
    pub uitvoer: PathBuf,
    /// Vervang ook bestanden die na het maken zijn veranderd
    #[arg(long)]
    pub overschrijf: bool,
    /// Laat in de gap-analyse weg wat jullie zelf schreven (toelichting, bewijs, acties, redenen), om te mailen
    #[arg(long)]
    pub zonder_toelichting: bool,
    /// De meting van vorig jaar, voor de vergelijking
    #[arg(long, value_name = "VORIG")]
    pub vorige: Option<PathBuf>,
    /// Een map met metingen van andere besturen, om de cijfers naast te leggen
    #[arg(long, value_name = "MAP")]
    pub groep: Option<PathBuf>,
}

const PARAGRAPH_EXAMPLES: &str = "\
De paragraaf is een concept: lees hem na en vul aan waar [INVULLEN: …] staat.

Voorbeelden:
  ibp-peil paragraaf meting.toml
  ibp-peil paragraaf meting.toml --kort > paragraaf.txt
";

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

const RESTORE_EXAMPLES: &str = "\
Bij elke zitting waarin iets verandert, bewaart ibp-peil hoe de meting daarvoor was: de laatste tien keer, in de \
verborgen map .ibp-peil naast het bestand. Terugzetten kan altijd ongedaan gemaakt worden.

Voorbeelden:
  ibp-peil herstel meting.toml                 welke versies zijn er?
  ibp-peil herstel meting.toml --toon 12       wat zou versie 12 veranderen?
  ibp-peil herstel meting.toml --terug 12      versie 12 terugzetten
  ibp-peil herstel kapot.toml -o gered.toml    redden wat nog te lezen is
";

/// `herstel`
#[derive(Debug, Clone, Default, Args)]
pub struct RestoreArgs {
    /// De meting; ook als het bestand weg is of niet meer te lezen
    #[arg(value_name = "BESTAND")]
    pub file: PathBuf,
    /// Toon alles wat er verandert als je deze versie terugzet
    #[arg(long, value_name = "NUMMER", value_parser = parse_number)]
    pub toon: Option<u64>,
    /// Zet deze versie terug
    #[arg(long, value_name = "NUMMER", value_parser = parse_number)]
    pub terug: Option<u64>,
    /// Schrijf wat er van een beschadigd bestand te redden is naar dit nieuwe bestand
    #[arg(short = 'o', long, alias = "output", value_name = "NIEUW")]
    pub uitvoer: Option<PathBuf>,
}

/// Reads the number of a version from the command line.
///
/// # Errors
/// A Dutch text for what is no number.
pub fn parse_number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "schrijf een nummer als 12".to_owned())
}

const COPY_EXAMPLES: &str = "\
Met --zonder-toelichting gaat niet mee wat jullie zelf schreven: toelichting, bewijs, acties, redenen, wie wat \
beoordeelde, en opmerkingen in het bestand. Waar iets moet staan, staat \"(niet meegestuurd)\". De niveaus, de datums en \
de naam van het bestuur staan er wel in, en alle cijfers blijven gelijk.

Voorbeelden:
  ibp-peil kopie meting.toml -o kopie.toml
  ibp-peil kopie meting.toml -o mailbaar.toml --zonder-toelichting
";

/// `kopie`
#[derive(Debug, Clone, Args)]
pub struct CopyArgs {
    /// De meting
    #[arg(value_name = "BESTAND")]
    pub file: PathBuf,
    /// Hoe de kopie heet
    #[arg(short = 'o', long, alias = "output", value_name = "UIT")]
    pub uitvoer: PathBuf,
    /// Laat weg wat jullie zelf schreven, zodat de kopie gemaild kan worden
    #[arg(long)]
    pub zonder_toelichting: bool,
    /// Vervang de meting die daar al staat; hoe die was, blijft bewaard (zie ibp-peil herstel)
    #[arg(long)]
    pub overschrijf: bool,
}

/// What stands below the options of `toets`: every gate, so that nobody has to look elsewhere.
fn check_help() -> String {
    let mut out = "Eisen (ibp-peil help eisen legt ze uitgebreider uit):\n".to_owned();
    for kind in crate::gate::parse::KINDS {
        // Each on lines of its own: clap wraps them, and keeps the indent.
        out.push_str(&format!("  {}\n      {}\n", kind.example, kind.explanation));
    }
    out.push_str(CHECK_EXAMPLES);
    out
}

const CHECK_EXAMPLES: &str = "
Zonder eis geldt: volledig. Wat plan en voldoet vragen, is onze lezing van de Kamerbrief van november 2025; het jaartal \
van zo'n mijlpaal is een andere naam ervoor.

De uitkomst is 0 (alle eisen gehaald), 1 (een eis niet gehaald) of 2 (niet te lezen).

Voorbeelden:
  ibp-peil toets meting.toml --eis volledig --eis plan
  ibp-peil toets metingen/ --eis streefniveau=3:privacy
  ibp-peil toets meting.toml --formaat junit=uit.xml --formaat tekst
";

/// `toets`
#[derive(Debug, Clone, Args)]
pub struct CheckArgs {
    /// De metingen; van een map alle bestanden die eindigen op .toml
    #[arg(value_name = "BESTAND", required_unless_present = "toon_eisen")]
    pub files: Vec<PathBuf>,
    /// Een eis, bijvoorbeeld volledig, plan, voldoet of streefniveau=3:BC; mag vaker
    #[arg(long, value_name = "EIS")]
    pub eis: Vec<String>,
    /// Een bestand met eisen en uitzonderingen
    #[arg(long, value_name = "EISENBESTAND")]
    pub eisenbestand: Option<PathBuf>,
    /// Toon welke eisen gelden, en toets niets
    #[arg(long)]
    pub toon_eisen: bool,
    /// De vorm van het resultaat: tekst, json, junit, sarif of github; met =BESTAND naar een bestand; mag vaker
    #[arg(long, alias = "format", value_name = "FORMAAT[=BESTAND]", default_value = "tekst", value_parser = parse_target::<CheckFormat>)]
    pub formaat: Vec<CheckTarget>,
}

/// A format, and the file it goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target<F> {
    /// The format.
    pub format: F,
    /// The file; `None` is standard output.
    pub file: Option<PathBuf>,
}

/// A format of a check, and the file it goes to.
pub type CheckTarget = Target<CheckFormat>;

/// How a check is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    // No documentation comments here: clap would show them.
    #[allow(missing_docs)]
    Tekst,
    #[allow(missing_docs)]
    Json,
    #[allow(missing_docs)]
    Junit,
    #[allow(missing_docs)]
    Sarif,
    #[allow(missing_docs)]
    Github,
}

/// Reads `FORMAAT` or `FORMAAT=BESTAND` from the command line.
fn parse_target<F: ValueEnum>(text: &str) -> Result<Target<F>, String> {
    let (word, file) = text.split_once('=').map_or((text, None), |(word, file)| (word, Some(file)));
    let format = F::from_str(word, true).map_err(|_| {
        let values = F::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        let names: Vec<String> = values.map(|value| value.get_name().to_owned()).collect();
        format!("kies {}, met daarachter eventueel =BESTAND", crate::dutch::or_list(&names))
    })?;
    match file {
        Some("") => Err("achter het = hoort de naam van een bestand".to_owned()),
        file => Ok(Target { format, file: file.filter(|file| *file != "-").map(PathBuf::from) }),
    }
}

const COMPARE_EXAMPLES: &str = "\
Met twee metingen zie je per norm wat daalde, steeg, nieuw is of verviel, en per domein het verschil. Met een map zie je \
hoe één bestuur er elk jaar voor stond. De regels staan in: ibp-peil help vergelijken

Een daling is hier geen fout: de uitkomst is ook dan 0. Moet een daling in een script wel een fout zijn:
  ibp-peil toets NIEUW --eis geen-daling=OUD

Wat ibp-peil eerder maakte, wordt vervangen. Heb je een .xlsx of .md zelf veranderd (of alleen opgeslagen in Excel), dan \
blijft die staan, tenzij je --overschrijf gebruikt.

Voorbeelden:
  ibp-peil vergelijk meting-2025.toml meting-2026.toml
  ibp-peil vergelijk meting-2025.toml meting-2026.toml -o vergelijking.xlsx
  ibp-peil vergelijk metingen-door-de-jaren -o trend.xlsx
";

/// `vergelijk`
#[derive(Debug, Clone, Args)]
pub struct CompareArgs {
    /// De eerdere meting; of een map met de metingen van één bestuur uit meer jaren
    #[arg(value_name = "OUD", display_order = 1)]
    pub old: PathBuf,
    /// De latere meting; niet bij een map
    #[arg(value_name = "NIEUW", display_order = 2)]
    pub new: Option<PathBuf>,
    /// Schrijf het resultaat naar dit bestand; het einde van de naam zegt in welke vorm: .xlsx, .md, .json of .txt
    #[arg(short = 'o', long, alias = "output", value_name = "UIT")]
    pub uitvoer: Option<PathBuf>,
    /// De vorm van het resultaat: tekst, json, md of xlsx; met =BESTAND naar een bestand; mag vaker
    #[arg(long, alias = "format", value_name = "FORMAAT[=BESTAND]", value_parser = parse_target::<CompareFormat>)]
    pub formaat: Vec<Target<CompareFormat>>,
    /// Vervang ook een .xlsx of .md die na het maken is veranderd
    #[arg(long)]
    pub overschrijf: bool,
}

/// How a comparison is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    // No documentation comments here: clap would show them.
    #[allow(missing_docs)]
    Tekst,
    #[allow(missing_docs)]
    Json,
    #[allow(missing_docs)]
    Md,
    #[allow(missing_docs)]
    Xlsx,
}

const OVERVIEW_EXAMPLES: &str = "\
Bestanden die niet te lezen zijn, of die over een andere editie gaan, houden de rest niet op: het overzicht noemt ze, met \
de reden. De uitkomst is dan 2. Hoe er gerekend wordt, staat in: ibp-peil help besturen

Met --anoniem staan er letters in plaats van namen, in een volgorde die niets verraadt. Naam, nummer, sectoren, aantallen, \
datums en bestandsnamen blijven er dan buiten. De cijfers zelf blijven staan: wie een bestuur goed kent, kan het daaraan \
herkennen.

Met --lang komt er in csv of jsonl een regel per bestuur en norm, om verder mee te rekenen in bijvoorbeeld DuckDB, Python \
of Power BI.

Wat ibp-peil eerder maakte, wordt vervangen. Heb je een .xlsx of .md zelf veranderd (of alleen opgeslagen in Excel), dan \
blijft die staan, tenzij je --overschrijf gebruikt.

Voorbeelden:
  ibp-peil overzicht metingen -o overzicht.xlsx
  ibp-peil overzicht metingen --patroon '2026-*.toml' -o overzicht.md
  ibp-peil overzicht metingen --anoniem --sleutel sleutel.csv -o overzicht.xlsx
  ibp-peil overzicht metingen --lang -o alle-normen.csv
  ibp-peil overzicht metingen --per-bestuur -o rapporten
";

/// `overzicht`
#[derive(Debug, Clone, Args)]
pub struct OverviewArgs {
    /// De map met metingen; de mappen die daarin staan, tellen mee
    #[arg(value_name = "MAP")]
    pub folder: PathBuf,
    /// Het bestand voor het overzicht; het einde van de naam bepaalt de vorm: .xlsx, .md, .csv, .json of .jsonl
    #[arg(short = 'o', long, alias = "output", value_name = "UIT")]
    pub uitvoer: Option<PathBuf>,
    /// De vorm van het overzicht: xlsx, md, csv, json of jsonl; met =BESTAND naar een bestand; mag vaker
    #[arg(long, alias = "format", value_name = "FORMAAT[=BESTAND]", value_parser = parse_target::<OverviewFormat>)]
    pub formaat: Vec<Target<OverviewFormat>>,
    /// Geef een regel per bestuur en norm; alleen bij csv en jsonl
    #[arg(long)]
    pub lang: bool,
    /// Lees alleen bestanden met zo'n naam, bijvoorbeeld '2026-*.toml'; een / telt de mappen mee
    #[arg(long, value_name = "PATROON", value_parser = NamePattern::parse)]
    pub patroon: Option<NamePattern>,
    /// Maak ook voor elk bestuur een eigen map met het rapport, naast overzicht.xlsx; -o is dan een map
    #[arg(long, requires = "uitvoer", conflicts_with_all = ["anoniem", "lang"])]
    pub per_bestuur: bool,
    /// Vervang ook een .xlsx of .md die na het maken is veranderd
    #[arg(long)]
    pub overschrijf: bool,
    /// Neem van elk bestuur alleen de nieuwste meting
    #[arg(long)]
    pub nieuwste: bool,
    /// Zet letters in plaats van namen, en laat weg wat een bestuur herkenbaar maakt
    #[arg(long)]
    pub anoniem: bool,
    /// Schrijf in dit bestand welke letter welk bestuur is; alleen bij --anoniem
    #[arg(long, value_name = "SLEUTEL", requires = "anoniem")]
    pub sleutel: Option<PathBuf>,
}

/// How an overview is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OverviewFormat {
    // No documentation comments here: clap would show them.
    #[allow(missing_docs)]
    Xlsx,
    #[allow(missing_docs)]
    Md,
    #[allow(missing_docs)]
    Csv,
    #[allow(missing_docs)]
    Json,
    #[allow(missing_docs)]
    Jsonl,
}

const FORM_EXAMPLES: &str = "\
Wat er al is ingevuld, staat in de werkmap. Zonder meting komt er een leeg formulier. Stuur hem naar wie het weet, en \
lees hem daarna weer in: ibp-peil importeer.

Met --rol of --domein gaan alleen die normen mee, en niets over het bestuur of het jaarverslag. De werkmap noemt wel de \
antwoorden die er op die normen al zijn.

Een naam die eindigt op .docx geeft een vragenlijst om te printen. Voor de rol ict-leverancier wordt dat een brief met \
wat we willen zien, zonder antwoorden.

Voorbeelden:
  ibp-peil vragenlijst meting.toml -o vragenlijst.xlsx
  ibp-peil vragenlijst meting.toml --rol personeelszaken -o personeel.xlsx
  ibp-peil vragenlijst meting.toml --domein BC -o continuiteit.xlsx
  ibp-peil vragenlijst meting.toml --rol bestuur -o op-papier.docx
  ibp-peil vragenlijst meting.toml --rol ict-leverancier -o brief.docx
";

/// `vragenlijst`
#[derive(Debug, Clone, Args)]
pub struct FormArgs {
    /// De meting waarvan de antwoorden al ingevuld worden; zonder meting een leeg formulier
    #[arg(value_name = "BESTAND")]
    pub file: Option<PathBuf>,
    /// Het bestand voor de vragenlijst, bijvoorbeeld vragenlijst.xlsx
    #[arg(short = 'o', long, alias = "output", value_name = "UIT")]
    pub uitvoer: PathBuf,
    /// Neem alleen deze domeinen, bijvoorbeeld BC of privacy; mag vaker
    #[arg(long, value_name = "DOMEIN")]
    pub domein: Vec<String>,
    /// Neem alleen wat deze rol weet, bijvoorbeeld ict of personeelszaken
    #[arg(long, value_name = "ROL")]
    pub rol: Option<String>,
    /// De vorm van de vragenlijst; zonder deze optie bepaalt het einde van de naam dat
    #[arg(long, alias = "format", value_name = "FORMAAT")]
    pub formaat: Option<FormFormat>,
    /// Vervang het bestand als het al bestaat
    #[arg(long)]
    pub overschrijf: bool,
}

const IMPORT_EXAMPLES: &str = "\
In een meting die er al is, verandert pas iets met --opslaan (of als je in het terminalvenster ja kiest); hoe het was, \
blijft bewaard. Een lege cel wist nooit iets.

Zeggen twee mensen iets anders, dan staat dat in een tabel en wordt er niets geschreven, tot je kiest met --voorrang of \
--sla-verschillen-over.

Voorbeelden:
  ibp-peil importeer vragenlijst.xlsx -o meting.toml
  ibp-peil importeer ict.xlsx bestuur.ods -o meting.toml --opslaan
  ibp-peil importeer ict.xlsx bestuur.ods -o meting.toml --voorrang ict.xlsx
  ibp-peil importeer deel-a.toml deel-b.toml -o samen.toml
";

/// `importeer`
#[derive(Debug, Clone, Args)]
pub struct ImportArgs {
    /// De ingevulde vragenlijsten: werkmappen (.xlsx of .ods), tabellen (.csv) of delen van de meting (.toml)
    #[arg(value_name = "BESTAND", required = true)]
    pub files: Vec<PathBuf>,
    /// De meting waar de antwoorden in komen; bestaat die nog niet, dan wordt hij gemaakt
    #[arg(short = 'o', long, alias = "output", value_name = "METING")]
    pub uitvoer: PathBuf,
    /// Sla de veranderingen op in een meting die er al is
    #[arg(long)]
    pub opslaan: bool,
    /// Laat dit bestand winnen waar de antwoorden verschillen; mag vaker, het eerste gaat voor
    #[arg(long, value_name = "BESTAND")]
    pub voorrang: Vec<PathBuf>,
    /// Neem alleen over waar niemand over verschilt
    #[arg(long)]
    pub sla_verschillen_over: bool,
    /// Wie de antwoorden gaf, als dat er niet bij staat: een functie, geen naam
    #[arg(long, value_name = "FUNCTIE")]
    pub door: Option<String>,
}

/// How a form is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormFormat {
    // No documentation comments here: clap would show them.
    #[allow(missing_docs)]
    Xlsx,
    #[allow(missing_docs)]
    Csv,
    #[allow(missing_docs)]
    Docx,
}

const NORMS_EXAMPLES: &str = "\
Voorbeelden:
  ibp-peil normen                      de hele lijst
  ibp-peil normen toon BC.03           één norm, met alle niveaus
  ibp-peil normen --onbevestigd        wat nog vergeleken moet worden
  ibp-peil normen valideer mijn-kader  een eigen normenkader controleren
";

/// `normen`
#[derive(Debug, Clone, Args)]
pub struct NormsArgs {
    /// Toon alleen wat nog vergeleken moet worden met de officiële site
    #[arg(long)]
    pub onbevestigd: bool,
    /// What to do with the catalogue; nothing: list it.
    #[command(subcommand)]
    pub action: Option<NormsAction>,
}

/// `normen …`
#[derive(Debug, Clone, Subcommand)]
pub enum NormsAction {
    /// Toon één norm helemaal: de vraag, alle niveaus, bewijs en eerste stap
    Toon {
        /// Het nummer van de norm, bijvoorbeeld GO.01
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Controleer een normenkader en meld alle fouten, met regel en kolom
    Valideer {
        /// De map waar kader.toml in staat; zonder map: het normenkader dat in gebruik is
        #[arg(value_name = "MAP")]
        folder: Option<PathBuf>,
    },
}

const HELP_EXAMPLES: &str = "\
Voorbeelden:
  ibp-peil help rapport      uitleg over een opdracht
  ibp-peil help niveaus      uitleg over een onderwerp
  ibp-peil help A003         wat een foutcode betekent
  ibp-peil help DPIA         wat een begrip betekent
";

/// `help`
#[derive(Debug, Clone, Default, Args)]
pub struct HelpArgs {
    /// Een opdracht, een onderwerp (niveaus, jaarverslag, score, bestand, eisen, besturen, vergelijken, begrippen, fouten), een
    /// foutcode of een begrip
    #[arg(value_name = "ONDERWERP")]
    pub topic: Vec<String>,
}

/// The whole command line, in Dutch.
pub fn command() -> clap::Command {
    crate::dutch::help::localised(Cli::command())
}

/// Reads the command line; the first argument is the name of the program.
///
/// # Errors
/// A mistake on the command line, or what the person asked for where that is help or the version.
pub fn parse(args: &[OsString]) -> Result<Cli, clap::Error> {
    Cli::from_arg_matches(&command().try_get_matches_from(args)?)
}
