//! The norm catalogue: what a framework asks, in one edition. Everything that is not in these types is not known.

use std::path::PathBuf;

use jiff::civil::Date;

pub mod edition;
pub mod embedded;
pub mod file;
pub mod validate;

/// One edition of a framework, as loaded from `norms/<kader>/<editie>/`.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// Short id, such as `ibp-fo`.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Edition, such as `2024-06-06`.
    pub edition: String,
    /// Who publishes the framework.
    pub publisher: String,
    /// Address of the official site.
    pub source: String,
    /// The level every norm should reach.
    pub target: u8,
    /// The maturity levels, lowest first; level 1 is the first.
    pub levels: Vec<Level>,
    /// The parts, such as informatiebeveiliging and privacy.
    pub parts: Vec<Part>,
    /// The domains, in catalogue order.
    pub domains: Vec<Domain>,
    /// The norms, in catalogue order.
    pub norms: Vec<Norm>,
    /// Dates that count for a board.
    pub milestones: Vec<Milestone>,
    /// The basismaatregelen and their indicative links to norms.
    pub measures: Measures,
    /// The attention points of the baseline study and their indicative links to norms.
    pub attention: AttentionPoints,
    /// Published figures to compare with.
    pub benchmarks: Vec<Benchmark>,
    /// Offers of support and their indicative links to norms.
    pub support: Vec<Offer>,
    /// The themes of the public paragraph.
    pub themes: Vec<Theme>,
    /// What is known of the Groeipad.
    pub growth_path: GrowthPath,
    /// Where the catalogue came from.
    pub origin: Origin,
}

/// Where a catalogue came from; every output names a catalogue that is not the embedded one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The one inside the program.
    Embedded,
    /// A folder on disk.
    Folder(PathBuf),
}

/// A maturity level.
#[derive(Debug, Clone)]
pub struct Level {
    /// Name, such as "Bepaald".
    pub name: String,
    /// General meaning in our own words.
    pub explanation: String,
}

/// A part of the framework.
#[derive(Debug, Clone)]
pub struct Part {
    /// Id, such as `privacy`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// The official number of norms, where known.
    pub official_count: Option<u32>,
}

/// A domain of norms.
#[derive(Debug, Clone)]
pub struct Domain {
    /// Code, such as `GO`.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// Index into [`Catalogue::parts`].
    pub part: usize,
    /// Number within the part.
    pub number: u32,
    /// Address of the official page, or empty.
    pub source: String,
    /// Stem of the file it was read from.
    pub file: String,
}

/// How sure we are of an id and title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Seen on the official site.
    Confirmed,
    /// Taken from another party.
    SecondHand,
    /// Our own inference.
    Reconstructed,
}

impl Status {
    /// The word used in the catalogue files.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Confirmed => "bevestigd",
            Status::SecondHand => "van-derden",
            Status::Reconstructed => "eigen-invulling",
        }
    }

    /// The words people read.
    pub fn text(self) -> &'static str {
        match self {
            Status::Confirmed => "bevestigd op de officiële site",
            Status::SecondHand => "van derden, nog niet vergeleken met de officiële site",
            Status::Reconstructed => "eigen invulling, nog niet vergeleken met de officiële site",
        }
    }
}

/// How sure we are of the text of one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// Our wording of a text that was read whole.
    Seen,
    /// The source was cut off or second-hand.
    Partial,
    /// Inferred from the title and the general levels.
    Inferred,
}

impl Certainty {
    /// The word used in the catalogue files and for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Certainty::Seen => "gezien",
            Certainty::Partial => "deels",
            Certainty::Inferred => "afgeleid",
        }
    }
}

/// Work needed by a small board to reach the target; the order is from little to much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// Days.
    Small,
    /// Weeks, part-time.
    Medium,
    /// Months.
    Large,
}

impl Effort {
    /// The word used in the catalogue files and for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Effort::Small => "klein",
            Effort::Medium => "middel",
            Effort::Large => "groot",
        }
    }
}

/// Who may know the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The board.
    Board,
    /// The head of the school.
    SchoolLeader,
    /// The ICT coordinator.
    Ict,
    /// The ICT supplier.
    IctSupplier,
    /// Personnel affairs.
    Personnel,
    /// The privacy officer.
    Privacy,
    /// The administration.
    Administration,
}

impl Role {
    /// All roles, in the order in which they are shown.
    pub const ALL: [Role; 7] = [
        Role::Board,
        Role::SchoolLeader,
        Role::Ict,
        Role::IctSupplier,
        Role::Personnel,
        Role::Privacy,
        Role::Administration,
    ];

    /// The word used in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Board => "bestuur",
            Role::SchoolLeader => "schoolleiding",
            Role::Ict => "ict",
            Role::IctSupplier => "ict-leverancier",
            Role::Personnel => "personeelszaken",
            Role::Privacy => "privacy",
            Role::Administration => "administratie",
        }
    }
}

/// One norm. Only `id` and `title` can be official, and only where `status` says so; all other words are ours.
#[derive(Debug, Clone)]
pub struct Norm {
    /// Id, such as `GO.01`; a provisional one starts with `V-`.
    pub id: String,
    /// Title.
    pub title: String,
    /// How sure we are of id and title.
    pub status: Status,
    /// True where not even the number is known to exist.
    pub provisional: bool,
    /// Index into [`Catalogue::domains`].
    pub domain: usize,
    /// The question, in our words.
    pub question: String,
    /// Why it matters, or empty.
    pub why: String,
    /// The full text of every level.
    pub levels: Vec<String>,
    /// A short label per level; empty where the catalogue has none.
    pub short: Vec<String>,
    /// How sure we are of each level text; empty where the catalogue does not say.
    pub certainty: Vec<Certainty>,
    /// What it looks like in a school, or empty.
    pub example: String,
    /// What can show that the target is reached.
    pub evidence: Vec<String>,
    /// The first thing to do, or empty.
    pub first_step: String,
    /// What to ask the ICT supplier to show, or empty.
    pub supplier: String,
    /// Who knows the answer.
    pub who: Vec<Role>,
    /// Work from level 1 to the target for a small board, where known.
    pub effort: Option<Effort>,
    /// Articles that already require the core of this norm; indicative.
    pub statutory: Vec<String>,
    /// Norms that feel like the same subject.
    pub twins: Vec<String>,
    /// Laws and norms that the official page names.
    pub related: Vec<String>,
    /// Number of the Groeipad project, or empty.
    pub growth_path: String,
    /// Address of the official page, or empty.
    pub source: String,
    /// What was seen where.
    pub provenance: String,
}

impl Norm {
    /// True where the title has not been compared with the official site.
    pub fn unconfirmed(&self) -> bool {
        self.status != Status::Confirmed
    }

    /// The mark that follows a title that is not confirmed.
    pub fn mark(&self) -> &'static str {
        if self.unconfirmed() { " °" } else { "" }
    }

    /// The title with its mark.
    pub fn marked_title(&self) -> String {
        format!("{}{}", self.title, self.mark())
    }

    /// The label to choose a level by: the short one, or else the full text. Level 1 is the lowest.
    pub fn label(&self, level: u8) -> &str {
        let index = usize::from(level).saturating_sub(1);
        self.short.get(index).or_else(|| self.levels.get(index)).map_or("", String::as_str)
    }
}

/// The footnote that belongs to the mark °.
pub const MARK_FOOTNOTE: &str = "° titel nog niet vergeleken met de officiële site";

/// A date that counts for a board.
#[derive(Debug, Clone)]
pub struct Milestone {
    /// `plan`, `voldoen`, `verslag` or `jaarverslag`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// True for a duty, false for an agreement.
    pub duty: bool,
    /// The year, where there is one.
    pub year: Option<u32>,
    /// The last day, where there is one.
    pub latest: Option<Date>,
    /// From which reporting year, where that is what it says.
    pub from_reporting_year: Option<u32>,
    /// Month and day before which it must be done every year, as `MM-DD`, or empty.
    pub yearly_before: String,
    /// What it says, in our words.
    pub text: String,
    /// What is our reading of it.
    pub reading: String,
    /// Source.
    pub source: String,
}

/// A link from a measure or attention point to a norm, with the reason; indicative.
#[derive(Debug, Clone)]
pub struct Link {
    /// The norm.
    pub id: String,
    /// Why it is linked.
    pub reason: String,
}

/// The basismaatregelen.
#[derive(Debug, Clone, Default)]
pub struct Measures {
    /// Who published them.
    pub publisher: String,
    /// When.
    pub published: Option<Date>,
    /// Source.
    pub source: String,
    /// A newer page, or empty.
    pub newer_page: String,
    /// What must be said with them.
    pub caution: String,
    /// The measures.
    pub items: Vec<Measure>,
}

/// One basismaatregel.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Number.
    pub number: u32,
    /// Title, in our words.
    pub title: String,
    /// Explanation, in our words.
    pub explanation: String,
    /// Linked norms; the links are ours.
    pub norms: Vec<Link>,
}

/// The attention points of the baseline study.
#[derive(Debug, Clone, Default)]
pub struct AttentionPoints {
    /// When they were published.
    pub published: Option<Date>,
    /// Source.
    pub source: String,
    /// Numbers of the older edition that the study pointed at.
    pub old_numbers: Vec<String>,
    /// The points.
    pub items: Vec<AttentionPoint>,
}

/// One attention point.
#[derive(Debug, Clone)]
pub struct AttentionPoint {
    /// Number.
    pub number: u32,
    /// Title, in our words.
    pub title: String,
    /// Explanation, in our words.
    pub explanation: String,
    /// Codes of the domains named.
    pub domains: Vec<String>,
    /// Linked norms; the links are ours.
    pub norms: Vec<Link>,
}

/// A published figure to compare with. Never shown without year, n, method and caution.
#[derive(Debug, Clone)]
pub struct Benchmark {
    /// Id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Sector it was measured in.
    pub sector: String,
    /// Id of the part it is about.
    pub part: String,
    /// Year of publication.
    pub year: u32,
    /// Number of organisations.
    pub n: u32,
    /// What n counts, such as "besturen".
    pub n_unit: String,
    /// How it was measured.
    pub method: String,
    /// True where outsiders measured.
    pub external: bool,
    /// Mean level, where known.
    pub mean: Option<f64>,
    /// Lowest mean of one organisation, where known.
    pub lowest: Option<f64>,
    /// Highest mean of one organisation, where known.
    pub highest: Option<f64>,
    /// Number of organisations that met all norms, where known.
    pub all_norms_met: Option<u32>,
    /// Codes of domains named as strong.
    pub strong_domains: Vec<String>,
    /// Codes of domains named as weak.
    pub weak_domains: Vec<String>,
    /// What was found, in our words.
    pub finding: String,
    /// What must be said with it.
    pub caution: String,
    /// Source.
    pub source: String,
}

/// An offer of support.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Who offers it.
    pub who: String,
    /// What it is for.
    pub purpose: String,
    /// Address, or empty.
    pub url: String,
    /// Norms it may help with; indicative.
    pub norms: Vec<String>,
    /// Where the offer is named.
    pub basis: String,
}

/// A theme of the public paragraph: domains taken together, so that no small domain stands alone.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Codes of its domains.
    pub domains: Vec<String>,
}

/// What is known of the Groeipad; incomplete where `complete` is false.
#[derive(Debug, Clone, Default)]
pub struct GrowthPath {
    /// True where all phases and projects are listed.
    pub complete: bool,
    /// Source.
    pub source: String,
    /// The phases.
    pub phases: Vec<Phase>,
}

/// A phase of the Groeipad.
#[derive(Debug, Clone)]
pub struct Phase {
    /// Number.
    pub number: u32,
    /// Title; empty means unknown.
    pub title: String,
    /// Projects; those that are known.
    pub projects: Vec<Project>,
}

/// A project of the Groeipad.
#[derive(Debug, Clone)]
pub struct Project {
    /// Number; empty means unknown.
    pub number: String,
    /// Title; empty means unknown.
    pub title: String,
    /// Address, or empty.
    pub url: String,
    /// Where it was seen.
    pub seen_at: String,
    /// Norms it is about; empty means unknown.
    pub norms: Vec<String>,
}

impl Catalogue {
    /// The index of a norm, by its exact id.
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.norms.iter().position(|norm| norm.id == id)
    }

    /// A norm by its exact id.
    pub fn norm(&self, id: &str) -> Option<&Norm> {
        self.norms.iter().find(|norm| norm.id == id)
    }

    /// The domain of a norm.
    pub fn domain_of(&self, norm: &Norm) -> &Domain {
        &self.domains[norm.domain]
    }

    /// The part of a norm.
    pub fn part_of(&self, norm: &Norm) -> &Part {
        &self.parts[self.domain_of(norm).part]
    }

    /// The norms of a domain, in order.
    pub fn norms_of(&self, domain: usize) -> impl Iterator<Item = &Norm> {
        self.norms.iter().filter(move |norm| norm.domain == domain)
    }

    /// The highest level.
    pub fn top_level(&self) -> u8 {
        u8::try_from(self.levels.len()).unwrap_or(u8::MAX)
    }

    /// The name of a level, such as "Bepaald".
    pub fn level_name(&self, level: u8) -> &str {
        self.levels.get(usize::from(level).saturating_sub(1)).map_or("", |level| &level.name)
    }

    /// A milestone by id.
    pub fn milestone(&self, id: &str) -> Option<&Milestone> {
        self.milestones.iter().find(|milestone| milestone.id == id)
    }

    /// Name and edition in one line, with the folder where the catalogue is not the embedded one.
    pub fn title(&self) -> String {
        let title = format!("{}, editie {}", self.name, self.edition);
        match &self.origin {
            Origin::Embedded => title,
            Origin::Folder(folder) => {
                format!("{title} (uit map {})", crate::finding::print::visible_path(folder))
            }
        }
    }
}
