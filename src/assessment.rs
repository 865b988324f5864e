//! One assessment: one board at one moment. The file format is in design section 4 and in `assessment/file.rs`.

use std::collections::BTreeMap;

use jiff::civil::Date;

pub mod annual_report;
pub mod differences;
pub mod file;
pub mod history;
pub mod lines;
pub mod lock;
pub mod merge;
pub mod place;
pub mod redact;
pub mod rescue;
pub mod save;
mod state_folder;

use annual_report::FactValue;

/// One board at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The board.
    pub board: Board,
    /// The circumstances of the assessment.
    pub meta: Meta,
    /// Facts for the annual report, by key; a missing key was not yet asked.
    pub facts: BTreeMap<&'static str, FactValue>,
    /// Answers by norm id.
    pub answers: BTreeMap<String, Answer>,
}

/// The board that is assessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Board {
    /// Name.
    pub name: String,
    /// Official number of the board, as text because it may start with a zero.
    pub number: Option<String>,
    /// Sectors, from [`SECTORS`].
    pub sectors: Vec<String>,
    /// Number of schools.
    pub schools: Option<u32>,
    /// Number of pupils.
    pub pupils: Option<u32>,
    /// Form of internal supervision, from [`SUPERVISION`].
    pub supervision: Option<String>,
    /// GMR or MR, from [`PARTICIPATION`].
    pub participation: Option<String>,
    /// How ICT is run, from [`ICT_MANAGEMENT`].
    pub ict_management: Option<String>,
}

impl Board {
    /// The name as it is shown, also where there is none yet.
    pub fn shown_name(&self) -> &str {
        match self.name.trim() {
            "" => "bestuur zonder naam",
            name => name,
        }
    }
}

/// The keys of which an answer has at most one: they say what was answered.
pub const REPLY_KEYS: [&str; 3] = ["niveau", "niet-van-toepassing", "navragen"];
/// Sectors a board can work in.
pub const SECTORS: &[&str] = &["po", "so", "vo"];
/// Forms of internal supervision.
pub const SUPERVISION: &[&str] = &["raad van toezicht", "toezichthoudend deel van het bestuur"];
/// Forms of participation.
pub const PARTICIPATION: &[&str] = &["GMR", "MR"];
/// How ICT can be run.
pub const ICT_MANAGEMENT: &[&str] = &["eigen", "deels uitbesteed", "uitbesteed"];

/// How the assessment was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// By the board itself.
    SelfAssessment,
    /// By colleagues of another board.
    PeerReview,
    /// By outsiders.
    External,
}

impl Method {
    /// Words in the file and their meaning.
    pub const CHOICES: &[(&str, Method)] = &[
        ("zelfevaluatie", Method::SelfAssessment),
        ("collegiale-toetsing", Method::PeerReview),
        ("extern", Method::External),
    ];

    /// The word used in the file.
    pub fn as_str(self) -> &'static str {
        word_of(Self::CHOICES, self)
    }

    /// The words people read.
    pub fn text(self) -> &'static str {
        match self {
            Method::SelfAssessment => "zelfevaluatie",
            Method::PeerReview => "collegiale toetsing",
            Method::External => "externe beoordeling",
        }
    }
}

/// How far the assessment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Being filled in.
    Open,
    /// Finished on the reference date.
    Finished,
    /// Adopted by the board.
    Adopted,
}

impl Stage {
    /// Words in the file and their meaning.
    pub const CHOICES: &[(&str, Stage)] =
        &[("open", Stage::Open), ("afgerond", Stage::Finished), ("vastgesteld", Stage::Adopted)];

    /// The word used in the file and for people.
    pub fn as_str(self) -> &'static str {
        word_of(Self::CHOICES, self)
    }
}

/// Whether an action in the plan was confirmed by the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanStatus {
    /// A proposal.
    Proposed,
    /// Confirmed.
    Confirmed,
}

impl PlanStatus {
    /// Words in the file and their meaning.
    pub const CHOICES: &[(&str, PlanStatus)] =
        &[("voorstel", PlanStatus::Proposed), ("bevestigd", PlanStatus::Confirmed)];

    /// The word used in the file and for people.
    pub fn as_str(self) -> &'static str {
        word_of(Self::CHOICES, self)
    }
}

fn word_of<T: PartialEq>(choices: &[(&'static str, T)], value: T) -> &'static str {
    choices.iter().find(|(_, choice)| *choice == value).map_or("", |(word, _)| word)
}

/// The circumstances of an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Framework id.
    pub framework: String,
    /// Edition.
    pub edition: String,
    /// Reporting year, a calendar year.
    pub reporting_year: u32,
    /// How it was made.
    pub method: Method,
    /// How far it is.
    pub stage: Stage,
    /// When it was begun.
    pub begun_on: Option<Date>,
    /// When it last changed.
    pub updated_on: Option<Date>,
    /// Who fills it in: a function, never a name.
    pub assessor: Option<String>,
    /// The day the figures stand for, once finished.
    pub reference_date: Option<Date>,
    /// When the board adopted it.
    pub adopted_on: Option<Date>,
    /// When the plan was adopted.
    pub plan_adopted_on: Option<Date>,
    /// When the FG gave advice.
    pub fg_advised_on: Option<Date>,
    /// A higher target than the framework's, for the whole board.
    pub target: Option<u8>,
}

/// What was answered: exactly one of these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Reply {
    /// Nothing yet.
    #[default]
    Open,
    /// A level, 1 being the lowest.
    Level(u8),
    /// Not applicable, with the reason.
    NotApplicable(String),
    /// Someone else has to be asked: who.
    AskAround(String),
}

/// The answer to one norm, with its note, evidence and plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// What was answered.
    pub reply: Reply,
    /// A note.
    pub note: Option<String>,
    /// Where the evidence is.
    pub evidence: Vec<String>,
    /// When it was judged.
    pub assessed_on: Option<Date>,
    /// Who judged it: a function, never a name.
    pub assessed_by: Option<String>,
    /// The action in the plan.
    pub action: Option<String>,
    /// Who carries the action out: a function.
    pub action_owner: Option<String>,
    /// When the action must be done.
    pub due: Option<Date>,
    /// Whether the action was confirmed.
    pub plan_status: Option<PlanStatus>,
    /// An own target for this norm.
    pub target: Option<u8>,
    /// Why the own target is lower than the framework's.
    pub target_reason: Option<String>,
    /// When the action was done.
    pub completed_on: Option<Date>,
    /// True for an answer from last year that was not yet confirmed; it counts as open.
    pub carried_over: bool,
}

impl Answer {
    /// The level, where one was given and it is not merely carried over.
    pub fn level(&self) -> Option<u8> {
        match self.reply {
            Reply::Level(level) if !self.carried_over => Some(level),
            _ => None,
        }
    }

    /// True where this counts as open: nothing, ask around, or carried over from last year.
    pub fn is_open(&self) -> bool {
        self.carried_over || matches!(self.reply, Reply::Open | Reply::AskAround(_))
    }
}

impl Assessment {
    /// A new, empty assessment.
    pub fn new(framework: &str, edition: &str, reporting_year: u32, today: Date) -> Self {
        Self {
            board: Board::default(),
            meta: Meta {
                framework: framework.to_owned(),
                edition: edition.to_owned(),
                reporting_year,
                method: Method::SelfAssessment,
                stage: Stage::Open,
                begun_on: Some(today),
                updated_on: Some(today),
                assessor: None,
                reference_date: None,
                adopted_on: None,
                plan_adopted_on: None,
                fg_advised_on: None,
                target: None,
            },
            facts: BTreeMap::new(),
            answers: BTreeMap::new(),
        }
    }

    /// The answer to a norm, where there is anything at all.
    pub fn answer(&self, id: &str) -> Option<&Answer> {
        self.answers.get(id)
    }
}
