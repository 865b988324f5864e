//! The questionnaire without a terminal: every path through it, with real files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ibp_peil::analysis::analyse;
use ibp_peil::assessment::annual_report::{FACTS, FactValue};
use ibp_peil::assessment::file::parse_assessment;
use ibp_peil::assessment::save::{new_text, updated_text};
use ibp_peil::assessment::{Answer, Assessment, Reply, Stage};
use ibp_peil::cli::{FillArgs, Global};
use ibp_peil::command::Context;
use ibp_peil::command::fill::{Computer, Conversation, Ending};
use ibp_peil::finding::SourceText;
use ibp_peil::questionnaire::layout::lay_out;
use ibp_peil::questionnaire::scope::Scope;
use ibp_peil::questionnaire::screen::Screen;
use ibp_peil::questionnaire::script::{Script, keys};
use ibp_peil::questionnaire::{Driver, Effect, Event, INTERRUPTED, Key, Questionnaire, Start};
use ibp_peil::storage::SystemDisk;
use jiff::civil::date;
use proptest::prelude::*;

static CONTEXT: LazyLock<Context> = LazyLock::new(|| {
    let global = Global { datum: Some(date(2026, 11, 21)), ..Global::default() };
    Context::new(&global).unwrap()
});

fn context() -> &'static Context {
    &CONTEXT
}

fn args(file: &Path) -> FillArgs {
    FillArgs { file: Some(file.to_owned()), ..FillArgs::default() }
}

fn hold(args: &FillArgs, context: &Context, driver: &mut dyn Driver) -> Ending {
    let computer = Computer { disk: &SystemDisk, refuges: Vec::new() };
    Conversation::prepare(args, context, &computer).unwrap().hold(driver).unwrap()
}

/// Answers with a script, in a folder of its own.
struct Desk {
    context: &'static Context,
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Desk {
    /// Without a file.
    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        Self { context: context(), _folder: folder, path }
    }

    /// With a copy of an example.
    fn with(example: &str) -> Self {
        let desk = Self::empty();
        fs::copy(Path::new("examples").join(example), &desk.path).unwrap();
        desk
    }

    /// With a board of which nothing is answered yet.
    fn fresh() -> Self {
        let desk = Self::empty();
        desk.script("Stichting De Fictieve Dreef\n<esc>");
        desk
    }

    fn run(&self, args: &FillArgs, driver: &mut dyn Driver) -> Ending {
        hold(args, self.context, driver)
    }

    /// Types these keys and stops as with Ctrl-C.
    fn script(&self, typed: &str) -> Script {
        self.script_with(&args(&self.path), typed)
    }

    fn script_with(&self, args: &FillArgs, typed: &str) -> Script {
        let mut script = Script::new(typed);
        self.run(args, &mut script);
        script
    }

    fn assessment(&self) -> Assessment {
        self.context.read(&self.path).map_err(|findings| findings.to_string()).unwrap().assessment
    }

    fn answer(&self, id: &str) -> Answer {
        self.assessment().answers.get(id).cloned().unwrap_or_default()
    }
}

/// The key of an item in a menu.
fn menu_key(screen: &str, item: &str) -> char {
    let line = screen.lines().find(|line| line.contains(item)).unwrap_or_else(|| panic!("{item}: {screen}"));
    line.trim_start_matches([' ', '›']).chars().next().unwrap()
}

/// The text as if it were never wrapped.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Someone who looks at the screen before pressing a key; `None` is Ctrl-C.
struct Person<F: FnMut(&str) -> Option<Key>> {
    decide: F,
    screen: String,
}

impl<F: FnMut(&str) -> Option<Key>> Person<F> {
    fn new(decide: F) -> Self {
        Self { decide, screen: String::new() }
    }
}

impl<F: FnMut(&str) -> Option<Key>> Driver for Person<F> {
    fn show(&mut self, screen: &Screen) -> io::Result<()> {
        self.screen = lay_out(screen, 80, 24, 0).plain();
        Ok(())
    }

    fn next(&mut self) -> Event {
        (self.decide)(&self.screen).map_or(Event::Stop(INTERRUPTED), Event::Key)
    }
}

/// What someone presses who gives every norm this level and takes what is proposed next.
fn always(level: char) -> impl FnMut(&str) -> Option<Key> {
    move |screen| {
        if screen.contains("kies   Enter") && screen.contains("weet ik niet") {
            Some(Key::Char(level))
        } else if screen.contains("Alle normen zijn beantwoord")
            || screen.contains("Vragen voor het jaarverslag\n")
        {
            None
        } else {
            Some(Key::Enter)
        }
    }
}

#[test]
fn all_norms_are_answered_from_the_first_key_to_the_last() {
    let desk = Desk::empty();
    let mut board = keys("Stichting De Fictieve Dreef\n").into_iter();
    let mut answer = always('3');
    let mut person = Person::new(move |screen| board.next().or_else(|| answer(screen)));
    let ending = desk.run(&args(&desk.path), &mut person);
    assert_eq!(ending.unsaved, None);
    let assessment = desk.assessment();
    let catalogue = &desk.context.catalogue;
    assert_eq!(assessment.answers.len(), catalogue.norms.len());
    assert!(analyse(catalogue, &assessment, None, desk.context.today).verdict.complies);
    let all_judged = assessment.answers.values().all(|answer| answer.assessed_on == Some(desk.context.today));
    assert!(all_judged);
}

#[test]
fn a_new_file_describes_the_board_and_only_the_name_is_needed() {
    let desk = Desk::empty();
    desk.script("\n<esc>");
    assert!(!desk.path.exists(), "without a name there is nothing to keep");
    let script =
        desk.script("\nStichting De Fictieve Dreef\n00007\nvo, po\n3\n1.250\n212\nICT-coördinator\n");
    let screen = &script.screens[1];
    assert!(screen.contains("De naam van het bestuur is nodig"), "{screen}");
    let assessment = desk.assessment();
    let board = &assessment.board;
    assert_eq!(board.name, "Stichting De Fictieve Dreef");
    assert_eq!(board.number.as_deref(), Some("00007"));
    assert_eq!(board.sectors, ["po", "vo"]);
    assert_eq!((board.schools, board.pupils), (Some(3), Some(1250)));
    assert_eq!(board.supervision.as_deref(), Some("toezichthoudend deel van het bestuur"));
    assert_eq!(board.participation.as_deref(), Some("GMR"));
    assert_eq!(board.ict_management.as_deref(), Some("deels uitbesteed"));
    assert_eq!(assessment.meta.reporting_year, 2026);
    assert_eq!(assessment.meta.begun_on, Some(desk.context.today));
}

#[test]
fn the_menu_of_a_new_file_proposes_recognisable_domains_with_their_size() {
    let desk = Desk::empty();
    let script = desk.script("Dreef\n<esc>");
    let screen = script.last();
    for text in
        ["1  Bedrijfscontinuïteitsmanagement (BC)", "2  Identity", "3  Incident", "5 normen · ± 10 min"]
    {
        assert!(screen.contains(text), "{text}: {screen}");
    }
    for text in ["Alles achter elkaar", "Vragen voor het jaarverslag", "Stoppen"] {
        assert!(screen.contains(text), "{text}: {screen}");
    }
}

#[test]
fn above_the_first_question_of_a_sitting_and_only_there_stands_how_to_choose() {
    let desk = Desk::fresh();
    let script = desk.script("1111");
    let with_rule =
        |screen: &String| screen.contains("Kies het hoogste niveau waarvan je alles kunt laten zien.");
    let shown: Vec<bool> = script.screens.iter().map(with_rule).collect();
    assert_eq!(shown, [true, false, false, false, false]);
}

#[test]
fn a_level_is_kept_with_the_day_and_the_function_of_who_judged() {
    let desk = Desk::empty();
    desk.script("Dreef\n\n\n\n\n\n\n\n\nICT-coördinator\n12");
    let answer = desk.answer("BC.01");
    assert_eq!(answer.reply, Reply::Level(2));
    assert_eq!(answer.assessed_on, Some(desk.context.today));
    assert_eq!(answer.assessed_by.as_deref(), Some("ICT-coördinator"));
}

#[test]
fn a_role_that_is_asked_is_who_judged_and_other_answers_keep_theirs() {
    let desk = Desk::with("eenpitter.toml");
    let mut before = desk.assessment();
    let by = |assessment: &Assessment| {
        let who = |answer: &Answer| (answer.assessed_on, answer.assessed_by.clone());
        assessment.answers.iter().map(|(id, answer)| (id.clone(), who(answer))).collect::<Vec<_>>()
    };
    let args = FillArgs { rol: Some("privacy".to_owned()), ..args(&desk.path) };
    let script = desk.script_with(&args, "1");
    let norm = &desk.context.catalogue.norms.iter().find(|norm| script.screens[0].contains(&norm.title));
    let id = norm.expect("a question").id.clone();
    let judged = desk.answer(&id);
    assert_eq!(judged.level(), Some(1));
    assert_eq!(judged.assessed_on, Some(desk.context.today));
    assert_eq!(judged.assessed_by.as_deref(), Some("privacy"));
    before.answers.insert(id, judged);
    assert_eq!(by(&desk.assessment()), by(&before), "exactly the answer that was given");
}

#[test]
fn from_the_target_on_it_asks_where_that_can_be_seen_and_enter_skips() {
    let desk = Desk::fresh();
    let script = desk.script("3kluis/plan.docx\n3\n2");
    assert!(script.screens[1].contains("Waar staat dat?"));
    assert_eq!(desk.answer("BC.01").evidence, ["kluis/plan.docx"]);
    assert_eq!(desk.answer("BC.02").reply, Reply::Level(3));
    assert!(desk.answer("BC.02").evidence.is_empty());
    assert_eq!(desk.answer("BC.03").reply, Reply::Level(2));
}

#[test]
fn the_higher_levels_are_behind_a_plus_and_every_level_is_one_key() {
    let desk = Desk::fresh();
    let script = desk.script("+9+5");
    assert!(script.screens[0].contains("toon niveau 4 en 5") && !script.screens[0].contains("   5  "));
    assert!(script.screens[1].contains("   5  ") && !script.screens[1].contains("toon niveau"));
    assert!(script.screens[2].contains("Kies 1 tot en met 5."));
    assert_eq!(desk.answer("BC.01").reply, Reply::Level(5));
}

#[test]
fn not_applicable_needs_a_reason_and_outsourcing_is_doubted() {
    let desk = Desk::fresh();
    let script = desk.script("n\n");
    assert!(script.last().contains("BC.01"), "an empty reason goes back");
    assert_eq!(desk.answer("BC.01").reply, Reply::Open);
    let script = desk.script("nDat doet onze leverancier.\n");
    assert!(script.last().contains("bijna nooit een reden"), "{}", script.last());
    assert_eq!(desk.answer("BC.01").reply, Reply::Open, "nothing is kept while the person thinks");
    desk.script("nDat doet onze leverancier.\n2 Hier bestaat het niet.\n3");
    let reason = "Dat doet onze leverancier. Hier bestaat het niet.";
    assert_eq!(desk.answer("BC.01").reply, Reply::NotApplicable(reason.to_owned()));
    desk.script("nWe hebben geen servers.\n");
    assert_eq!(desk.answer("BC.02").reply, Reply::NotApplicable("We hebben geen servers.".to_owned()));
}

#[test]
fn who_does_not_know_says_who_does() {
    let desk = Desk::fresh();
    desk.script("w1w8de conciërge\n");
    assert_eq!(desk.answer("BC.01").reply, Reply::AskAround("bestuur".to_owned()));
    assert_eq!(desk.answer("BC.02").reply, Reply::AskAround("de conciërge".to_owned()));
    let script = desk.script("<esc>");
    assert!(script.last().contains("Wat je nog zou navragen"), "{}", script.last());
}

#[test]
fn another_kind_of_answer_replaces_the_first_and_keeps_note_evidence_and_plan() {
    let desk = Desk::with("onderweg.toml");
    let before = desk.assessment();
    let (id, planned) = before
        .answers
        .iter()
        .find(|(_, answer)| {
            answer.action.is_some() && answer.note.is_some() && matches!(answer.reply, Reply::Level(1))
        })
        .unwrap();
    // All is answered there, so the sitting begins in the menu: another domain, any, and then to this norm.
    let menu = desk.script("");
    let key = menu_key(menu.last(), " domein kiezen");
    let reopen = if before.meta.stage == Stage::Open { "" } else { "j" };
    desk.script(&format!("{key}{reopen}\ng{id}\nw7"));
    let after = desk.answer(id);
    assert_eq!(after.reply, Reply::AskAround("administratie".to_owned()), "{id}");
    let kept = Answer {
        reply: planned.reply.clone(),
        assessed_on: planned.assessed_on,
        assessed_by: planned.assessed_by.clone(),
        ..after
    };
    assert_eq!(kept, *planned);
}

#[test]
fn a_note_can_have_lines_be_edited_and_be_taken_away() {
    let desk = Desk::fresh();
    desk.script("tEerste regel\ntweede é\n\n");
    assert_eq!(desk.answer("BC.01").note.as_deref(), Some("Eerste regel\ntweede é"));
    let script = desk.script("t<bs>ë\n\n");
    assert!(script.screens[1].contains("> Eerste regel\n   tweede é"), "{}", script.screens[1]);
    assert_eq!(desk.answer("BC.01").note.as_deref(), Some("Eerste regel\ntweede ë"));
    let wipe = "<bs>".repeat("Eerste regel\ntweede ë".chars().count());
    desk.script(&format!("t{wipe}\n"));
    assert!(desk.answer("BC.01").note.is_some(), "an empty text keeps what was there");
    desk.script(&format!("t{wipe}-\n\n"));
    assert_eq!(desk.answer("BC.01").note, None);
}

#[test]
fn typed_text_is_only_lost_after_asking() {
    let desk = Desk::fresh();
    let script = desk.script("tHalf<esc>");
    assert!(script.last().contains("nog een keer Esc gooit weg"), "{}", script.last());
    let script = desk.script("tHalf<esc><esc>");
    assert!(script.last().contains("weet ik niet"), "{}", script.last());
}

#[test]
fn evidence_can_be_added_listed_and_removed() {
    let desk = Desk::fresh();
    let script = desk.script("been.docx\ntwee.docx\ntwee.docx\n-1\n-7\n\n");
    let screens = script.screens.join("\n");
    for text in
        ["  1. een.docx", "  2. twee.docx", "Dat bewijs stond er al.", "Weggehaald: een.docx", "nummer 7"]
    {
        assert!(screens.contains(text), "{text}");
    }
    assert!(script.last().contains("weet ik niet"), "an empty line goes back to the norm");
    assert_eq!(desk.answer("BC.01").evidence, ["twee.docx"]);
    assert_eq!(desk.answer("BC.01").reply, Reply::Open);
}

#[test]
fn the_explanation_shows_everything_and_a_level_answers_from_there() {
    let desk = Desk::fresh();
    let catalogue = &desk.context.catalogue;
    for at_key in ["u", "?"] {
        let mut questionnaire = Questionnaire::new(start(catalogue, desk.assessment(), None));
        questionnaire.input(keys(at_key)[0]);
        let shown = lay_out(&questionnaire.screen(), 200, 500, 0).plain();
        let norm = catalogue.norm("BC.01").unwrap();
        let shown = flat(&shown);
        for text in norm.levels.iter().chain(&norm.evidence).chain([&norm.example, &norm.first_step]) {
            assert!(shown.contains(&flat(text)), "{text}");
        }
        for text in ["4 Beheerst (afgeleid)", "3 Bepaald (deels)", "https://normenkaderibp.kennisnet.nl/"] {
            assert!(shown.contains(text), "{text}");
        }
    }
    desk.script("u2");
    assert_eq!(desk.answer("BC.01").reply, Reply::Level(2));
}

#[test]
fn enter_keeps_the_shown_answer_confirms_last_years_and_skips_what_is_open() {
    let desk = Desk::with("eenpitter.toml");
    let script = desk.script("gGO.02\n\n");
    let screens = script.screens.join("\n");
    assert!(screens.contains("Overgenomen, nog niet bevestigd: 2 Herhaalbaar"), "{screens}");
    assert!(screens.contains("Enter bevestig 2"));
    let confirmed = desk.answer("GO.02");
    assert_eq!((confirmed.level(), confirmed.assessed_on), (Some(2), Some(desk.context.today)));

    let before = fs::read(&desk.path).unwrap();
    let script = desk.script("gGO.01\n\n");
    assert!(script.screens.iter().any(|screen| screen.contains("Enter houd 1")));
    assert!(script.last().contains("GO.02"), "{}", script.last());
    assert_eq!(fs::read(&desk.path).unwrap(), before, "keeping changes nothing");

    let script = desk.script("gGO.04\n\n");
    assert!(script.last().contains("GO.04 is overgeslagen en blijft open."), "{}", script.last());
    assert_eq!(fs::read(&desk.path).unwrap(), before, "skipping changes nothing");
}

#[test]
fn last_years_answer_is_shown_and_enter_takes_it_over() {
    let desk = Desk::fresh();
    let last_year = desk.path.with_file_name("vorig.toml");
    let text = fs::read_to_string("examples/onderweg.toml").unwrap();
    fs::write(&last_year, text.replace("verslagjaar = 2026", "verslagjaar = 2025")).unwrap();
    let previous = desk.context.read(&last_year).map_err(|findings| findings.to_string()).unwrap().assessment;
    let args = FillArgs { vorige: Some(last_year), ..args(&desk.path) };
    let script = desk.script_with(&args, "\n");
    let first = previous.answers["BC.01"].level().unwrap();
    assert!(script.screens[0].contains(&format!("Vorig jaar: {first} ")), "{}", script.screens[0]);
    assert!(script.screens[0].contains(&format!("Enter houd {first} van vorige keer")));
    assert_eq!(desk.answer("BC.01").level(), Some(first));
    assert_eq!(desk.answer("BC.01").assessed_on, Some(desk.context.today));
}

#[test]
fn a_new_file_takes_the_board_over_from_last_year() {
    let desk = Desk::empty();
    let args = FillArgs { vorige: Some(PathBuf::from("examples/onderweg.toml")), ..args(&desk.path) };
    let before = desk.context.read(Path::new("examples/onderweg.toml")).unwrap_or_else(|e| panic!("{e}"));
    let script = desk.script_with(&args, "\n\n<esc>");
    assert!(script.screens[0].contains(&before.assessment.board.name), "{}", script.screens[0]);
    assert_eq!(desk.assessment().board, before.assessment.board);
    assert!(desk.assessment().answers.is_empty());
}

#[test]
fn twins_show_what_was_chosen_there() {
    let desk = Desk::fresh();
    let twin = desk.context.catalogue.norm("BC.03").unwrap().twins.clone();
    assert!(twin.contains(&"OP.02".to_owned()));
    let script = desk.script("gOP.02\n2gBC.03\n");
    assert!(script.last().contains("Lijkt op OP.02 "), "{}", script.last());
    assert!(script.last().contains(": daar koos je 2"), "{}", script.last());
}

#[test]
fn one_can_go_back_and_anywhere() {
    let desk = Desk::fresh();
    let script = desk.script("v1v");
    assert!(script.screens[1].contains("Dit is de eerste norm hier"));
    assert!(script.last().contains("› 1  "), "the answer given is marked: {}", script.last());
    for (typed, id) in
        [("go3", "GO.03"), ("GO.03", "GO.03"), ("v-oi.04", "V-OI.04"), ("oi4", "V-OI.04"), ("HR", "HR.01")]
    {
        let script = desk.script(&format!("g{typed}\n"));
        assert!(script.last().contains(&format!("\n {id} ")), "{typed}: {}", script.last());
    }
    let script = desk.script("gBC.09\n");
    assert!(script.last().contains("Bedoel je BC.0"), "{}", script.last());
    let script = desk.script("gvolgende open\n");
    assert!(script.last().contains("BC.03"), "BC.01 was answered, BC.02 is shown: {}", script.last());
}

#[test]
fn a_provisional_number_is_shown_as_such() {
    let desk = Desk::fresh();
    let script = desk.script("gOI\n");
    assert!(script.last().contains("V-OI.01 (voorlopig nummer)"), "{}", script.last());
    assert!(script.last().contains("° titel nog niet vergeleken met de officiële site"));
}

#[test]
fn an_unknown_key_says_so_and_loses_nothing() {
    let desk = Desk::fresh();
    let before = fs::read(&desk.path).unwrap();
    let script = desk.script("x<other><pgdn><left>0");
    assert!(script.screens[1..5].iter().all(|screen| screen.contains("Die toets doet hier niets.")));
    assert!(script.last().contains("Kies 1 tot en met 5."));
    assert_eq!(fs::read(&desk.path).unwrap(), before);
    let mut pasted = Script::of("1n2s3".chars().map(Key::Paste));
    desk.run(&args(&desk.path), &mut pasted);
    assert!(pasted.last().contains("Plakken kan alleen waar je tekst typt"));
    assert_eq!(fs::read(&desk.path).unwrap(), before, "a pasted text never answers");
}

#[test]
fn a_role_is_asked_only_what_it_knows() {
    let desk = Desk::fresh();
    let args = FillArgs { rol: Some("personeelszaken".to_owned()), ..args(&desk.path) };
    let mut person = Person::new(always('1'));
    desk.run(&args, &mut person);
    let catalogue = &desk.context.catalogue;
    let known: Vec<&str> = catalogue
        .norms
        .iter()
        .filter(|norm| norm.who.iter().any(|role| role.as_str() == "personeelszaken"))
        .map(|norm| norm.id.as_str())
        .collect();
    let mut known: Vec<&str> = known;
    known.sort_unstable();
    assert!(known.len() > 1 && known.len() < catalogue.norms.len());
    assert_eq!(desk.assessment().answers.keys().collect::<Vec<_>>(), known);
}

#[test]
fn a_domain_or_the_basismaatregelen_can_be_chosen_on_the_command_line() {
    for (domain, measures) in [(vec!["IM".to_owned()], false), (Vec::new(), true)] {
        let desk = Desk::fresh();
        let args = FillArgs { domein: domain, basismaatregelen: measures, ..args(&desk.path) };
        desk.run(&args, &mut Person::new(always('1')));
        let assessment = desk.assessment();
        let catalogue = &desk.context.catalogue;
        for norm in &catalogue.norms {
            let linked =
                catalogue.measures.items.iter().flat_map(|m| &m.norms).any(|link| link.id == norm.id);
            let asked = if measures { linked } else { catalogue.domain_of(norm).code == "IM" };
            assert_eq!(assessment.answers.contains_key(&norm.id), asked, "{}", norm.id);
        }
    }
}

#[test]
fn an_unknown_domain_or_role_is_refused_before_anything_is_asked() {
    let desk = Desk::fresh();
    let wrong = [
        FillArgs { domein: vec!["1".to_owned()], ..args(&desk.path) },
        FillArgs { domein: vec!["XX".to_owned()], ..args(&desk.path) },
        FillArgs { rol: Some("koning".to_owned()), ..args(&desk.path) },
        FillArgs { file: Some(PathBuf::from("-")), ..FillArgs::default() },
        FillArgs { file: Some(desk.path.join("map/meting.toml")), ..FillArgs::default() },
    ];
    let computer = Computer { disk: &SystemDisk, refuges: Vec::new() };
    for args in &wrong {
        assert!(Conversation::prepare(args, desk.context, &computer).is_err(), "{args:?}");
    }
}

#[test]
fn a_domain_ends_with_its_figures_and_who_must_be_asked() {
    let desk = Desk::fresh();
    let script = desk.script("3plan.docx\n1w4nBestaat hier niet.\n\n");
    let summary = script.last();
    let assessment = desk.assessment();
    let figures = analyse(&desk.context.catalogue, &assessment, None, desk.context.today);
    let domain = desk.context.catalogue.domains.iter().position(|domain| domain.code == "BC").unwrap();
    let shown = &figures.domains[domain];
    assert_eq!((shown.on_target, shown.applicable, shown.open, shown.evidenced), (1, 4, 2, 1));
    for text in [
        "Op streefniveau   1 van 4 normen".to_owned(),
        "Onderbouwd        1 daarvan met bewijs".to_owned(),
        format!("Gemiddelde        {} over", shown.mean.as_ref().unwrap().shown),
        "Laagste           1 Ad hoc (BC.02)".to_owned(),
        "N.v.t.            1".to_owned(),
        "Open              2 (BC.03, BC.05)".to_owned(),
        "Navragen          bij schoolleiding: BC.03".to_owned(),
        "› 1  Verder met Identity- en accessmanagement (ID)".to_owned(),
    ] {
        assert!(summary.contains(&text), "{text}: {summary}");
    }
    let script = desk.script("<esc>");
    assert!(script.last().contains("Waar wil je verder?"));
}

#[test]
fn what_was_to_be_asked_around_can_be_answered_in_one_go() {
    let desk = Desk::fresh();
    desk.script("w1w1w1");
    let menu = desk.script("<esc>");
    let key = menu_key(menu.last(), "Wat je nog zou navragen");
    let script = desk.script(&format!("<esc>{key}22"));
    assert!(script.screens[2].contains("norm 1 van 3"), "{}", script.screens[2]);
    assert_eq!(desk.answer("BC.01").level(), Some(2));
    assert_eq!(desk.answer("BC.02").level(), Some(2));
    assert!(matches!(desk.answer("BC.03").reply, Reply::AskAround(_)));
}

#[test]
fn an_existing_file_is_resumed_at_the_first_open_norm() {
    let desk = Desk::fresh();
    desk.script("12");
    let script = desk.script("");
    assert!(script.last().contains("norm 3 van 5 · 2 van 94 beantwoord"), "{}", script.last());
    assert!(script.last().contains("BC.03"));
}

/// Opens the questions for the annual report from the menu.
fn facts(desk: &Desk, typed: &str) -> Script {
    let menu = desk.script("<esc>");
    let key = menu_key(menu.last(), "Vragen voor het jaarverslag");
    desk.script(&format!("<esc>{key}{typed}"))
}

#[test]
fn every_question_for_the_annual_report_can_be_skipped() {
    let desk = Desk::fresh();
    let script = facts(&desk, &"\n".repeat(FACTS.len()));
    assert!(desk.assessment().facts.is_empty());
    assert!(script.last().contains("Dit waren de vragen voor het jaarverslag: 0 van"), "{}", script.last());
    let screens = flat(&script.screens.join(" "));
    for fact in FACTS {
        assert!(screens.contains(fact.question), "{}", fact.question);
    }
}

#[test]
fn facts_are_read_as_people_type_them() {
    let desk = Desk::fresh();
    // Policy, evaluation, consent, FG, hours, hours, risk analysis, what was done.
    facts(&desk, "14-10-2025\nno28\n0\n\nmfa ingevoerd\nregister bijgewerkt\n\n");
    let found = desk.assessment().facts;
    assert_eq!(found["beleid-vastgesteld-op"], FactValue::Date(date(2025, 10, 14)));
    assert_eq!(found["beleid-geevalueerd-op"], FactValue::NotDone);
    assert_eq!(found["medezeggenschap-instemming-op"], FactValue::Unknown);
    assert_eq!(found["fg"], FactValue::Text("extern".to_owned()));
    assert_eq!(found["privacy-officer-uren"], FactValue::Number(8));
    assert_eq!(found["beveiliging-uren"], FactValue::Number(0));
    assert!(!found.contains_key("risicoanalyse-op"));
    let list = ["mfa ingevoerd", "register bijgewerkt"].map(str::to_owned).to_vec();
    assert_eq!(found["maatregelen"], FactValue::List(list));
    // Resumed at the first question without an answer.
    let script = facts(&desk, "");
    assert!(script.last().contains("Wanneer is de laatste risicoanalyse gedaan?"), "{}", script.last());
}

#[test]
fn numbers_that_contradict_and_dates_outside_the_year_get_a_friendly_remark() {
    let desk = Desk::fresh();
    let go = |key: &str| "\n".repeat(FACTS.iter().position(|fact| fact.key == key).unwrap());
    let script = facts(&desk, &format!("{}3\n5\n", go("datalekken-geregistreerd")));
    assert!(script.last().contains("Let op: 5 is meer dan het totaal, en dat was 3."), "{}", script.last());
    assert_eq!(desk.assessment().facts["datalekken-gemeld-ap"], FactValue::Number(5), "kept, with a remark");
    let desk = Desk::fresh();
    let script = facts(&desk, &format!("{}1 mei 2025\n", go("hersteltest-op")));
    assert!(script.last().contains("valt buiten verslagjaar 2026"), "{}", script.last());
    let script = facts(&desk, &format!("{}zes\n", go("beveiliging-uren")));
    assert!(script.last().contains("Vul een heel getal in"), "{}", script.last());
}

#[test]
fn a_fully_answered_assessment_can_be_finished_and_reopened() {
    let desk = Desk::fresh();
    desk.run(&args(&desk.path), &mut Person::new(always('1')));
    let script = desk.script("1j");
    assert!(script.screens[0].contains("Alle normen zijn beantwoord"), "{}", script.screens[0]);
    assert!(script.screens[1].contains("21 november 2026"), "{}", script.screens[1]);
    let meta = desk.assessment().meta;
    assert_eq!((meta.stage, meta.reference_date), (Stage::Finished, Some(desk.context.today)));

    let script = desk.script("1n");
    assert!(script.screens[1].contains("Dan staat de meting weer open"), "{}", script.screens[1]);
    assert_eq!(desk.assessment().meta.stage, Stage::Finished);
    desk.script("1j\n1");
    let meta = desk.assessment().meta;
    assert_eq!((meta.stage, meta.reference_date), (Stage::Open, None));
}

#[test]
fn the_last_words_say_what_to_do_next() {
    let desk = Desk::fresh();
    let ending = desk.run(&args(&desk.path), &mut Script::new("1s"));
    assert_eq!(ending.signal, None);
    let lines = ending.lines(false).join("\n");
    for text in
        ["Alles is bewaard in ", "1 van 94 normen beantwoord.", "ibp-peil invullen ", "ibp-peil rapport "]
    {
        assert!(lines.contains(text), "{text}: {lines}");
    }
    assert_eq!(ending.lines(true).len(), 1);
}

fn start<'a>(
    catalogue: &'a ibp_peil::catalogue::Catalogue,
    assessment: Assessment,
    previous: Option<&'a Assessment>,
) -> Start<'a> {
    Start {
        catalogue,
        assessment,
        previous,
        scope: Scope::default(),
        today: date(2026, 11, 21),
        file: "meting.toml".to_owned(),
        full_path: "/map/meting.toml".to_owned(),
        is_new: false,
    }
}

#[test]
fn every_question_fits_a_terminal_of_80_by_24_with_all_that_is_known() {
    let context = context();
    let path = Path::new("examples/onderweg.toml");
    let full = context.read(path).map_err(|findings| findings.to_string()).unwrap().assessment;
    let mut answered = full.clone();
    answered.meta.stage = Stage::Open;
    answered.meta.reference_date = None;
    let mut questionnaire = Questionnaire::new(start(&context.catalogue, answered, Some(&full)));
    for key in keys("<esc>") {
        questionnaire.input(key);
    }
    let mut highest = 0;
    for norm in &context.catalogue.norms {
        // Through the first domain of the menu to any norm.
        let frame = loop {
            let frame = lay_out(&questionnaire.screen(), 80, 24, 0);
            if frame.plain().contains("ga naar") {
                break frame;
            }
            questionnaire.input(Key::Char(menu_key(&frame.plain(), " domein kiezen")));
            questionnaire.input(Key::Enter);
        };
        drop(frame);
        for key in keys(&format!("g{}\n", norm.id)) {
            questionnaire.input(key);
        }
        let frame = lay_out(&questionnaire.screen(), 80, 24, 0);
        assert!(frame.plain().contains(&norm.id), "{}", frame.plain());
        assert_eq!(frame.last_scroll, 0, "{}", frame.plain());
        assert!(frame.plain().contains("Waarom: "), "{}", frame.plain());
        highest = highest.max(frame.rows.len());
    }
    assert!(highest > 18, "the longest question is a real one: {highest}");
}

/// Keys that pass every kind of question: the board, a domain, notes and evidence, going around, the annual report.
const EVERYTHING: &str = "Dreef\n0007\npo\n2\n300\n123\nict\n\
    13plan.docx\nnBestaat niet.\nnuitbesteed\n3w2w8conciërge\n\
    vtEen\ntwee\n\nbbewijs\n-1\nander\n\nu2\
    \nv+5\ngGO.01\n2\nx<esc><down><up><esc>4<down>or\n1v<esc>\
    7n14-10-2026\n\n12\n\n\nklaar\n\n50\n<up><esc>8\n\n<esc>51";

/// Compares the file with what it must hold before every key: what would be left if the program ended there.
struct Witness<'a> {
    keys: std::vec::IntoIter<Key>,
    path: &'a Path,
    machine: Questionnaire<'a>,
    passed: Option<Assessment>,
    compared: usize,
}

impl Driver for Witness<'_> {
    fn show(&mut self, _: &Screen) -> io::Result<()> {
        Ok(())
    }

    fn next(&mut self) -> Event {
        let read = || context().read(self.path).unwrap_or_else(|findings| panic!("{findings}")).assessment;
        let found = self.path.exists().then(read);
        assert_eq!(found, self.passed, "after {} keys", self.compared);
        self.compared += 1;
        let Some(key) = self.keys.next() else { return Event::Stop(INTERRUPTED) };
        if self.machine.input(key) == Effect::Save {
            self.passed = Some(self.machine.assessment().clone());
        }
        Event::Key(key)
    }
}

#[test]
fn stopping_after_any_key_leaves_a_file_with_every_answer_passed() {
    let desk = Desk::empty();
    let catalogue = &desk.context.catalogue;
    let blank = Assessment::new(&catalogue.id, &catalogue.edition, 2026, desk.context.today);
    let mut witness = Witness {
        keys: keys(EVERYTHING).into_iter(),
        path: &desk.path,
        machine: Questionnaire::new(Start { is_new: true, ..start(catalogue, blank, None) }),
        passed: None,
        compared: 0,
    };
    let ending = desk.run(&args(&desk.path), &mut witness);
    assert_eq!((ending.signal, ending.unsaved), (Some(INTERRUPTED), None));
    assert_eq!(witness.compared, keys(EVERYTHING).len() + 1);
    let answers = witness.machine.assessment().answers.values();
    let replies: Vec<Reply> = answers.map(|answer| answer.reply.clone()).collect();
    for kind in ["Level", "NotApplicable", "AskAround"] {
        assert!(replies.iter().any(|reply| format!("{reply:?}").starts_with(kind)), "{kind}: {replies:?}");
    }
    assert!(witness.machine.assessment().facts.len() > 3);
}

/// Any key, and more often those that do something.
fn any_key() -> impl Strategy<Value = Key> {
    let letters: Vec<char> = "123456789+nwtbu?vgsojJé-. \u{1b}\u{7}°#\"".chars().collect();
    prop_oneof![
        8 => proptest::sample::select(letters).prop_map(Key::Char),
        4 => Just(Key::Enter),
        2 => Just(Key::Escape),
        1 => any::<char>().prop_map(Key::Paste),
        1 => any::<char>().prop_map(Key::Char),
        3 => proptest::sample::select(vec![
            Key::Up, Key::Down, Key::Left, Key::Right, Key::Home, Key::End, Key::PageUp, Key::PageDown,
            Key::Backspace, Key::Delete, Key::Other,
        ]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_keys_are_pressed_the_file_stays_readable(
        keys in proptest::collection::vec(any_key(), 1..250),
        example in proptest::sample::select(vec!["", "eenpitter.toml", "onderweg.toml", "voldoet.toml"]),
    ) {
        let context = context();
        let file = (!example.is_empty()).then(|| context.read(&Path::new("examples").join(example)).unwrap());
        let assessment = match &file {
            Some(file) => file.assessment.clone(),
            None => Assessment::new(&context.catalogue.id, &context.catalogue.edition, 2026, context.today),
        };
        let begin = Start { is_new: file.is_none(), ..start(&context.catalogue, assessment, None) };
        let mut questionnaire = Questionnaire::new(begin);
        for key in keys {
            let effect = questionnaire.input(key);
            let frame = lay_out(&questionnaire.screen(), 80, 24, 0);
            let steers = frame.plain().contains(|c: char| c.is_control() && c != '\n');
            prop_assert!(frame.rows.len() <= 24 && !steers);
            if effect != Effect::Save {
                continue;
            }
            let text = match &file {
                Some(file) => updated_text(file, questionnaire.assessment()).unwrap(),
                None => new_text(questionnaire.assessment()),
            };
            let read = parse_assessment(&SourceText::new("meting.toml", text), &context.catalogue);
            prop_assert_eq!(&read.map_err(|findings| findings.to_string()).unwrap().0, questionnaire.assessment());
        }
    }
}

#[test]
fn comments_and_order_of_a_hand_made_file_stay() {
    let desk = Desk::with("eenpitter.toml");
    let before = fs::read_to_string(&desk.path).unwrap();
    desk.script("gGO.01\n2gHR\n1tNieuw\n\n");
    let after = fs::read_to_string(&desk.path).unwrap();
    let comments = |text: &str| {
        text.lines().filter_map(|line| line.split_once('#')).map(|(_, c)| c.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(comments(&before), comments(&after));
    let changed = before.lines().filter(|line| !after.lines().any(|other| other == *line)).count();
    assert!(changed <= 6, "{changed} lines changed");
}

/// A script during which something else happens: `meddle` is called before every key with the number of that key.
struct Meddler<F: FnMut(usize)> {
    script: Script,
    meddle: F,
}

impl<F: FnMut(usize)> Meddler<F> {
    fn new(typed: &str, meddle: F) -> Self {
        Self { script: Script::new(typed), meddle }
    }
}

impl<F: FnMut(usize)> Driver for Meddler<F> {
    fn show(&mut self, screen: &Screen) -> io::Result<()> {
        self.script.show(screen)
    }

    fn next(&mut self) -> Event {
        (self.meddle)(self.script.screens.len());
        self.script.next()
    }
}

#[test]
fn a_file_that_someone_else_changed_is_not_overwritten() {
    let desk = Desk::fresh();
    desk.script("1");
    let meddle = |key| {
        if key == 1 {
            let text = fs::read_to_string(&desk.path).unwrap();
            fs::write(&desk.path, text.replace("niveau = 1", "niveau = 2 # van een collega")).unwrap();
        }
    };
    // The answer to BC.02 meets the change, and is saved into the text as it is now.
    let mut meddler = Meddler::new("3", meddle);
    desk.run(&args(&desk.path), &mut meddler);
    let last = meddler.script.last();
    assert!(
        flat(last).contains("Ondertussen is het bestand elders gewijzigd: 1 antwoord overgenomen."),
        "{last}"
    );
    assert_eq!(desk.answer("BC.01").level(), Some(2));
    assert_eq!(desk.answer("BC.02").level(), Some(3));
    assert!(fs::read_to_string(&desk.path).unwrap().contains("# van een collega"));
}

#[test]
fn what_cannot_be_saved_in_a_broken_file_can_be_saved_elsewhere() {
    let desk = Desk::fresh();
    let meddle = |key| {
        if key == 1 {
            fs::write(&desk.path, "kapot").unwrap();
        }
    };
    let mut meddler = Meddler::new("112\n2", meddle);
    let ending = desk.run(&args(&desk.path), &mut meddler);
    let screens = meddler.script.screens.join("\n");
    assert!(screens.contains("niet meer te lezen"), "{screens}");
    assert_eq!(fs::read_to_string(&desk.path).unwrap(), "kapot");
    let other = desk.path.with_file_name("meting-2.toml");
    assert_eq!(ending.file, Some(other.display().to_string()));
    let saved = desk.context.read(&other).map_err(|findings| findings.to_string()).unwrap().assessment;
    assert_eq!(saved.answers["BC.01"].level(), Some(1));
    assert_eq!(saved.answers["BC.02"].level(), Some(2));
}

#[test]
fn a_file_that_is_gone_can_be_saved_again() {
    let desk = Desk::fresh();
    let meddle = |key| {
        if key == 1 {
            fs::remove_file(&desk.path).unwrap();
        }
    };
    let mut meddler = Meddler::new("11", meddle);
    desk.run(&args(&desk.path), &mut meddler);
    assert!(meddler.script.screens.join("\n").contains("staat er niet meer"));
    assert_eq!(desk.answer("BC.01").level(), Some(1));
}

/// A folder that can be taken away and brought back.
struct Drive {
    folder: PathBuf,
    away: PathBuf,
}

impl Drive {
    fn new(desk: &Desk) -> Self {
        let drive = Self { folder: desk.path.with_file_name("map"), away: desk.path.with_file_name("weg") };
        fs::create_dir(&drive.folder).unwrap();
        drive
    }

    fn path(&self) -> PathBuf {
        self.folder.join("meting.toml")
    }

    fn unplug(&self) {
        fs::rename(&self.folder, &self.away).unwrap();
    }

    fn plug_in(&self) {
        fs::rename(&self.away, &self.folder).unwrap();
    }
}

#[test]
fn answers_that_could_not_be_saved_are_saved_with_the_next_one() {
    let desk = Desk::empty();
    let drive = Drive::new(&desk);
    // Keys 1 to 6 give the name; it cannot be saved, and the person goes on without (key 7) to the board number.
    let meddle = |key| match key {
        1 => drive.unplug(),
        8 => drive.plug_in(),
        _ => {}
    };
    let mut meddler = Meddler::new("Dreef\n300007\n", meddle);
    let ending = desk.run(&args(&drive.path()), &mut meddler);
    let screens = meddler.script.screens.join("\n");
    assert!(flat(&screens).contains("lukt niet: de map of het bestand bestaat niet."), "{screens}");
    assert!(screens.contains("Je antwoorden zijn niet weg."), "{screens}");
    assert_eq!(ending.unsaved, None);
    let saved = desk.context.read(&drive.path()).map_err(|findings| findings.to_string()).unwrap().assessment;
    assert_eq!((saved.board.name.as_str(), saved.board.number.as_deref()), ("Dreef", Some("00007")));
}

#[test]
fn answers_that_could_not_be_saved_can_be_saved_elsewhere_but_never_over_another_file() {
    let desk = Desk::with("eenpitter.toml");
    let taken = fs::read(&desk.path).unwrap();
    let drive = Drive::new(&desk);
    let meddle = |key| {
        if key == 1 {
            drive.unplug();
        }
    };
    let wipe = "<bs>".repeat(drive.folder.join("meting-2.toml").display().to_string().len());
    let good = desk.path.with_file_name("goed.toml");
    let typed = format!("Dreef\n2{wipe}{}\n2{wipe}{}\n", desk.path.display(), good.display());
    let mut meddler = Meddler::new(&typed, meddle);
    let ending = desk.run(&args(&drive.path()), &mut meddler);
    assert!(meddler.script.screens.join("\n").contains("dat bestand bestaat al"));
    assert_eq!(fs::read(&desk.path).unwrap(), taken);
    assert_eq!((ending.file, ending.unsaved), (Some(good.display().to_string()), None));
    assert_eq!(desk.context.read(&good).unwrap_or_else(|e| panic!("{e}")).assessment.board.name, "Dreef");
}

#[test]
fn a_sitting_that_cannot_save_says_so_and_ends_as_an_error() {
    let desk = Desk::empty();
    let drive = Drive::new(&desk);
    let meddle = |key| {
        if key == 1 {
            drive.unplug();
        }
    };
    let ending = desk.run(&args(&drive.path()), &mut Meddler::new("Dreef\n3", meddle));
    let words = ending.lines(false).join(" ");
    assert!(!words.contains("Alles is bewaard") && words.contains("niet bewaard. Bewaren in"), "{words}");
    // There is nowhere else to write either: then the text itself is shown.
    assert!(words.contains("naam = \"Dreef\"") && words.contains("# einde van deze meting"), "{words}");
    assert!(ending.clone().outcome().is_ok(), "a signal keeps its own exit code");
    let left = Ending { signal: None, ..ending };
    assert!(left.outcome().unwrap_err().to_string().contains("zijn niet bewaard"));
}

#[test]
fn without_a_file_name_one_is_proposed_and_an_existing_file_is_resumed() {
    let context = context();
    let folder = tempfile::tempdir().unwrap();
    let none = FillArgs::default();
    let path = folder.path().join("meting");
    let wipe = "<bs>".repeat("meting-2026.toml".len());
    let typed = |rest: &str| format!("{wipe}{}\n{rest}", path.display());
    let run = |typed: &str| {
        let mut script = Script::new(typed);
        hold(&none, context, &mut script);
        script
    };
    let script = run(&typed("Dreef\n<esc>1"));
    assert!(script.screens[0].contains("> meting-2026.toml"), "{}", script.screens[0]);
    let script = run(&typed(""));
    assert!(script.last().contains("BC.01"), "{}", script.last());
    assert!(path.with_extension("toml").exists());
}
