//! The questionnaire: a pure state machine; the terminal is one driver of it, a scripted list another.
//!
//! A driver shows [`Questionnaire::screen`], hands every key to [`Questionnaire::input`] and does what that asks: save
//! the assessment, or leave. The machine itself knows no terminal, file or clock, so every path through it can be
//! walked in a test.

use std::io;

use jiff::civil::Date;

use crate::analysis::Figures;
use crate::analysis::score::{NormResult, norm_results};
use crate::assessment::{Answer, Assessment, Reply, Stage};
use crate::catalogue::{Catalogue, Norm};
use crate::dutch::{self, shorten};

pub mod board;
pub mod choice;
pub mod conflict;
pub mod edit;
pub mod explain;
pub mod facts;
pub mod field;
pub mod layout;
pub mod menu;
pub mod norm;
pub mod reply;
pub mod route;
pub mod scope;
pub mod screen;
pub mod script;
pub mod summary;
pub mod terminal;
pub mod trouble;

use edit::Editor;
use route::{Order, Standing, Walk};
use scope::Scope;
use screen::Screen;

/// A key press, or a character of a pasted text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A character.
    Char(char),
    /// A character of a pasted text; a line end is `\n`. It never chooses anything, it only is text.
    Paste(char),
    /// Enter.
    Enter,
    /// Esc.
    Escape,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Any other key.
    Other,
}

pub use crate::signals::INTERRUPTED;

/// What came from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A key.
    Key(Key),
    /// A signal asks to stop.
    Stop(u8),
}

/// Something that shows screens and hands in keys.
pub trait Driver {
    /// Shows a screen.
    ///
    /// # Errors
    /// The terminal is gone.
    fn show(&mut self, screen: &Screen) -> io::Result<()>;

    /// Waits for what comes next.
    fn next(&mut self) -> Event;
}

/// What the driver has to do after a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing but showing the screen.
    None,
    /// The assessment changed: save it.
    Save,
    /// The person stops.
    Leave,
}

/// What became of a text that was being typed when the sitting stopped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum HalfTyped {
    /// Nothing was being typed.
    #[default]
    Nothing,
    /// It is part of the assessment now, as far as it was typed.
    Kept,
    /// It is not kept; this was it.
    Lost(String),
}

/// Where the person is.
#[derive(Debug, Clone)]
enum Place {
    /// The questions about the board.
    Board(board::State),
    /// What to do next.
    Menu { selected: usize },
    /// All domains.
    Domains(menu::Domains),
    /// A finished assessment is about to be changed.
    Reopen { selected: usize, then: menu::Go },
    /// A norm; with all levels or only those up to the target.
    Norm { all_levels: bool },
    /// Everything about a norm.
    Explain,
    /// Why the norm does not apply.
    Reason(Editor),
    /// That reason is hardly ever right.
    Doubtful { reason: String, selected: usize },
    /// Who knows the answer.
    Who { selected: usize },
    /// Someone who is not in the list.
    WhoElse(Editor),
    /// The note.
    Note(Editor),
    /// The list of evidence.
    Evidence(Editor),
    /// Where the evidence for a level on target is.
    Where(Editor),
    /// To which norm or domain.
    GoTo(Editor),
    /// The end of a domain.
    Summary { selected: usize },
    /// The questions for the annual report.
    Facts(facts::State),
    /// All norms are answered: finish the assessment?
    Finish { selected: usize },
}

/// What a key led to.
struct Turn {
    place: Place,
    effect: Effect,
}

impl Turn {
    fn to(place: Place) -> Self {
        Self { place, effect: Effect::None }
    }

    fn save(place: Place) -> Self {
        Self { place, effect: Effect::Save }
    }

    fn leave(place: Place) -> Self {
        Self { place, effect: Effect::Leave }
    }
}

/// A sitting with one assessment.
pub struct Questionnaire<'a> {
    catalogue: &'a Catalogue,
    assessment: Assessment,
    previous: Option<&'a Assessment>,
    scope: Scope,
    today: Date,
    file: String,
    full_path: String,
    place: Place,
    walk: Walk,
    order: Order,
    message: String,
    /// True until the first norm of the sitting is answered or passed: above it stands how to choose.
    first_norm: bool,
    /// True while a new board is described; the rest comes after it.
    is_new: bool,
}

/// What a sitting starts with.
pub struct Start<'a> {
    /// The catalogue that is asked.
    pub catalogue: &'a Catalogue,
    /// The assessment as it stands.
    pub assessment: Assessment,
    /// Last year's.
    pub previous: Option<&'a Assessment>,
    /// Which norms are asked.
    pub scope: Scope,
    /// Today.
    pub today: Date,
    /// The name of the file, for people.
    pub file: String,
    /// Where that file is, from the root of the disk.
    pub full_path: String,
    /// True where the file is not there yet.
    pub is_new: bool,
}

impl<'a> Questionnaire<'a> {
    /// Begins or resumes: a new assessment with the board, an existing one at the first open norm.
    pub fn new(start: Start<'a>) -> Self {
        let mut questionnaire = Self {
            catalogue: start.catalogue,
            assessment: start.assessment,
            previous: start.previous,
            scope: start.scope,
            today: start.today,
            file: start.file,
            full_path: start.full_path,
            place: Place::Menu { selected: 0 },
            walk: Walk::default(),
            order: Order::default(),
            message: String::new(),
            first_norm: true,
            is_new: start.is_new,
        };
        questionnaire.place = match questionnaire.is_new {
            true => Place::Board(board::State::first(&questionnaire)),
            false => questionnaire.first_place(),
        };
        questionnaire
    }

    /// Where a sitting with an existing file begins.
    fn first_place(&mut self) -> Place {
        if self.assessment.meta.stage != Stage::Open {
            let stage = self.assessment.meta.stage.as_str();
            let day = self.assessment.meta.reference_date.map(dutch::date);
            let day = day.map_or(String::new(), |day| format!(", peildatum {day}"));
            self.message = format!("Deze meting is {stage}{day}.");
            return Place::Menu { selected: 0 };
        }
        let first = self.with_standing(|standing| standing.proposed().first().copied());
        match first {
            Some(domain) => {
                let place = self.enter_domain(domain);
                if !self.assessment.answers.is_empty() {
                    self.message = "Je gaat verder bij de eerste open vraag.".to_owned();
                }
                place
            }
            None => Place::Menu { selected: 0 },
        }
    }

    /// The assessment as it stands.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// Does with a text that is being typed what can be done when the sitting stops in the middle of it. A note is kept
    /// as it stands, unless something of the old one would go. Half an answer is no answer: such a text is only told.
    pub fn stop_typing(&mut self) -> HalfTyped {
        let text = match &self.place {
            Place::Note(editor) => {
                let text = editor.text().trim().to_owned();
                let old = self.answer().and_then(|answer| answer.note.clone()).unwrap_or_default();
                if !editor.is_changed() || text.is_empty() || text == old {
                    return HalfTyped::Nothing;
                }
                if text.starts_with(&old) {
                    self.answer_mut().note = Some(text);
                    self.assessment.meta.updated_on = Some(self.today);
                    return HalfTyped::Kept;
                }
                text
            }
            Place::Reason(editor)
            | Place::WhoElse(editor)
            | Place::Evidence(editor)
            | Place::Where(editor) => editor.unkept_text(),
            Place::Doubtful { reason, .. } => reason.clone(),
            Place::Board(state) => state.field.unkept_text(),
            Place::Facts(state) => state.field.unkept_text(),
            _ => String::new(),
        };
        if text.is_empty() { HalfTyped::Nothing } else { HalfTyped::Lost(text) }
    }

    /// Says something on the next screen.
    pub fn say(&mut self, message: impl Into<String>) {
        self.message = message.into();
    }

    /// Says something more on the next screen.
    pub fn say_also(&mut self, message: &str) {
        if !self.message.is_empty() {
            self.message.push(' ');
        }
        self.message.push_str(message);
    }

    /// Goes on in another file.
    pub fn rename(&mut self, file: String) {
        self.file = file;
    }

    /// Goes on at the same place with what was merged; a question that shows what was filled in shows that anew. Where
    /// someone else finished the assessment it goes back to the menu, that says so.
    pub fn take_over(&mut self, assessment: Assessment) {
        let was_open = self.assessment.meta.stage == Stage::Open;
        self.assessment = assessment;
        if was_open && self.assessment.meta.stage != Stage::Open {
            self.place = self.first_place();
            return;
        }
        self.place = match self.place.clone() {
            Place::Board(state) => Place::Board(state.again(self)),
            Place::Facts(state) => Place::Facts(state.again(self)),
            place => place,
        };
    }

    /// What to show.
    pub fn screen(&self) -> Screen {
        let mut screen = match &self.place {
            Place::Board(state) => board::screen(self, state),
            Place::Menu { selected } => menu::screen(self, *selected),
            Place::Domains(domains) => menu::domains_screen(self, domains),
            Place::Reopen { selected, .. } => menu::reopen_screen(self, *selected),
            Place::Norm { all_levels } => norm::screen(self, *all_levels),
            Place::Explain => explain::screen(self),
            Place::Reason(editor) => reply::reason_screen(self, editor),
            Place::Doubtful { reason, selected } => reply::doubtful_screen(self, reason, *selected),
            Place::Who { selected } => reply::who_screen(self, *selected),
            Place::WhoElse(editor) => reply::who_else_screen(self, editor),
            Place::Note(editor) => reply::note_screen(self, editor),
            Place::Evidence(editor) => reply::evidence_screen(self, editor),
            Place::Where(editor) => reply::where_screen(self, editor),
            Place::GoTo(editor) => menu::go_to_screen(self, editor),
            Place::Summary { selected } => summary::screen(self, *selected),
            Place::Facts(state) => facts::screen(self, state),
            Place::Finish { selected } => summary::finish_screen(self, *selected),
        };
        screen.message.clone_from(&self.message);
        screen
    }

    /// Handles a key.
    pub fn input(&mut self, key: Key) -> Effect {
        self.message.clear();
        let turn = match self.place.clone() {
            Place::Board(state) => board::input(self, state, key),
            Place::Menu { selected } => menu::input(self, selected, key),
            Place::Domains(domains) => menu::domains_input(self, domains, key),
            Place::Reopen { selected, then } => menu::reopen_input(self, selected, then, key),
            Place::Norm { all_levels } => norm::input(self, all_levels, key),
            Place::Explain => explain::input(self, key),
            Place::Reason(editor) => reply::reason_input(self, editor, key),
            Place::Doubtful { reason, selected } => reply::doubtful_input(self, reason, selected, key),
            Place::Who { selected } => reply::who_input(self, selected, key),
            Place::WhoElse(editor) => reply::who_else_input(self, editor, key),
            Place::Note(editor) => reply::note_input(self, editor, key),
            Place::Evidence(editor) => reply::evidence_input(self, editor, key),
            Place::Where(editor) => reply::where_input(self, editor, key),
            Place::GoTo(editor) => menu::go_to_input(self, editor, key),
            Place::Summary { selected } => summary::input(self, selected, key),
            Place::Facts(state) => facts::input(self, state, key),
            Place::Finish { selected } => summary::finish_input(self, selected, key),
        };
        self.place = turn.place;
        if turn.effect == Effect::Save {
            self.assessment.meta.updated_on = Some(self.today);
        }
        turn.effect
    }

    /// What a key that means nothing here says.
    fn unknown_key(&mut self, key: Key) {
        self.message = match key {
            Key::Paste(_) => "Plakken kan alleen waar je tekst typt; er is niets gewijzigd.".to_owned(),
            _ => "Die toets doet hier niets. De toetsen die wel werken staan hieronder.".to_owned(),
        };
    }

    fn results(&self) -> Vec<NormResult> {
        norm_results(self.catalogue, &self.assessment)
    }

    fn with_standing<T>(&self, ask: impl FnOnce(&Standing<'_>) -> T) -> T {
        let results = self.results();
        ask(&Standing::new(self.catalogue, &self.assessment, &self.scope, &results))
    }

    /// The figures of all norms.
    fn whole(&self) -> Figures {
        let all: Vec<usize> = (0..self.catalogue.norms.len()).collect();
        self.with_standing(|standing| standing.figures(&all))
    }

    /// "12 van 94 beantwoord"
    fn progress(&self) -> String {
        let whole = self.whole();
        format!("{} van {} beantwoord", whole.settled(), whole.total)
    }

    /// The norm that is shown.
    fn norm(&self) -> &'a Norm {
        &self.catalogue.norms[self.walk.norms[self.walk.at]]
    }

    /// The answer to the norm that is shown.
    fn answer(&self) -> Option<&Answer> {
        self.assessment.answer(&self.norm().id)
    }

    /// The answer to the norm that is shown, made where there is none.
    fn answer_mut(&mut self) -> &mut Answer {
        let id = self.norm().id.clone();
        self.assessment.answers.entry(id).or_default()
    }

    /// The target of the norm that is shown.
    fn target(&self) -> u8 {
        self.results()[self.walk.norms[self.walk.at]].target
    }

    /// Who is answering: the role that is asked, or else who fills in the assessment.
    fn assessor(&self) -> Option<String> {
        let role = self.scope.role().map(|role| role.as_str().to_owned());
        role.or_else(|| self.assessment.meta.assessor.clone())
    }

    /// Gives the norm that is shown another kind of answer; note, evidence and plan stay.
    fn set_reply(&mut self, reply: Reply) {
        let (today, assessor) = (self.today, self.assessor());
        let answer = self.answer_mut();
        answer.reply = reply;
        answer.carried_over = false;
        answer.assessed_on = Some(today);
        answer.assessed_by = assessor;
    }

    /// Begins with the norms of a domain, at the first that wants an answer.
    fn enter_domain(&mut self, domain: usize) -> Place {
        let (norms, at) = self.with_standing(|standing| {
            let norms = standing.norms_of(domain);
            let wanting = norms.iter().position(|norm| standing.wants(*norm));
            let asked = norms.iter().position(|norm| standing.is_asked_around(*norm));
            (norms, wanting.or(asked).unwrap_or(0))
        });
        if norms.is_empty() {
            return Place::Menu { selected: 0 };
        }
        self.walk = Walk { norms, domain: Some(domain), ..Walk::default() };
        self.arrive(at)
    }

    /// Begins with the norms that someone else was to be asked about.
    fn enter_asked_around(&mut self) -> Place {
        let norms: Vec<usize> = self.with_standing(|standing| {
            standing.norms().filter(|norm| standing.is_asked_around(*norm)).collect()
        });
        if norms.is_empty() {
            return Place::Menu { selected: 0 };
        }
        self.walk = Walk { norms, ..Walk::default() };
        self.arrive(0)
    }

    /// Shows a norm of the walk.
    fn arrive(&mut self, at: usize) -> Place {
        self.walk.at = at;
        let norm = self.walk.norms[at];
        self.walk.was_settled =
            self.with_standing(|standing| !standing.wants(norm) && !standing.is_asked_around(norm));
        Place::Norm { all_levels: false }
    }

    /// On to the next norm: the next open one, or simply the next for who is looking through answers.
    fn forward(&mut self) -> Place {
        self.first_norm = false;
        let after = self.walk.at + 1;
        let step_by_step = self.walk.was_settled || self.walk.domain.is_none();
        let next = self.with_standing(|standing| {
            let following = || self.walk.norms.iter().enumerate().skip(after);
            match step_by_step {
                true => following().next().map(|(at, _)| at),
                false => following().find(|(_, norm)| standing.wants(**norm)).map(|(at, _)| at),
            }
        });
        match (next, self.walk.domain) {
            (Some(at), _) => self.arrive(at),
            (None, Some(_)) => Place::Summary { selected: 0 },
            (None, None) => Place::Menu { selected: 0 },
        }
    }

    /// What to do next, in a few lines, for after the last screen. `command` is how the file is named in a command.
    pub fn farewell(&self, command: &str) -> Vec<String> {
        let mut lines = vec![format!(
            "{}.",
            dutch::capital_first(&self.progress()).replace("beantwoord", "normen beantwoord")
        )];
        let next = |what: &str, how: String| format!("  {what:<31}{how}");
        if self.whole().open > 0 {
            lines.push(next("Verdergaan:", format!("ibp-peil invullen {command}")));
        }
        lines.push(next("Zo staan jullie ervoor:", format!("ibp-peil status {command}")));
        lines.push(next("Gap-analyse en IBP-paragraaf:", format!("ibp-peil rapport {command} -o rapport")));
        lines
    }
}
