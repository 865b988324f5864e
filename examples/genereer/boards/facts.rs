//! The facts for the annual report: in proportion to the size of the board and to how far it is.

use std::collections::BTreeMap;

use ibp_peil::assessment::Board;
use ibp_peil::assessment::annual_report::FactValue;
use jiff::ToSpan;

use super::Calendar;
use super::answers::Strength;
use super::chance::Chance;

type Facts = BTreeMap<&'static str, FactValue>;

const MEASURES: [&str; 8] = [
    "inloggen in twee stappen ingevoerd",
    "het wachtwoordbeleid vernieuwd",
    "een proef met valse phishingmails gedaan",
    "het netwerk in zones verdeeld",
    "de rechten in het leerlingvolgsysteem nagelopen",
    "alle laptops versleuteld",
    "het verwerkingsregister bijgewerkt",
    "een meldpunt voor incidenten geopend",
];
const TRAININGS: [&str; 3] = ["phishing en wachtwoorden", "datalekken herkennen en melden", "veilig mailen"];
const CAUSES: [&str; 3] = [
    "een mail die naar de verkeerde ouder ging",
    "een bijlage met te veel gegevens",
    "een laptop die kwijtraakte",
];
const SYSTEMS: [&str; 4] =
    ["het leerlingvolgsysteem", "het ouderportaal", "de leeromgeving", "het cameratoezicht"];
const PLANS: [&str; 6] = [
    "een crisis oefenen met de directie",
    "het terugzetten van back-ups elk kwartaal testen",
    "risicomanagement inrichten",
    "de afspraken met leveranciers vernieuwen",
    "de toegangsrechten twee keer per jaar nalopen",
    "elk team een training geven",
];
const CHALLENGES: [&str; 3] = [
    "kennis die bij weinig mensen ligt",
    "tijd vrijmaken naast het onderwijs",
    "het tempo waarin scholen nieuwe programma's willen gebruiken",
];

/// The facts of a board.
pub fn facts(board: &Board, strength: &Strength, calendar: &Calendar, chance: &mut Chance) -> Facts {
    let schools = board.schools.unwrap_or(1);
    let pupils = board.pupils.unwrap_or(0);
    // Of a hundred boards like this one; stronger boards have done more of everything.
    let likely = u32::try_from((strength.whole / 30).clamp(15, 92)).unwrap_or(50);
    let policy = Calendar::in_year((1, 12), 220, chance).saturating_sub(i64::from(chance.below(3)).years());
    let mut facts = Facts::new();
    let mut put = |key, value| facts.insert(key, value);
    if chance.percent(likely + 8) {
        put("beleid-vastgesteld-op", FactValue::Date(policy));
        put("medezeggenschap-instemming-op", FactValue::Date(policy.saturating_sub(2.weeks())));
    } else {
        put("beleid-vastgesteld-op", FactValue::NotDone);
    }
    put("fg", FactValue::Text(if schools > 15 { "intern" } else { "extern" }.to_owned()));
    put("privacy-officer-uren", FactValue::Number((schools * 3 / 2).clamp(2, 36)));
    put("beveiliging-uren", FactValue::Number(schools.clamp(1, 32)));
    put("risicoanalyse-op", done(likely, (2, 1), 200, chance));
    put("maatregelen", list(&MEASURES, (likely as usize / 25).max(1), chance));
    put("training-bereik-procent", FactValue::Number((likely + chance.below(25)).min(100)));
    put("training-onderwerp", text(&TRAININGS, chance));

    let leaks = pupils / 450 + chance.below(4);
    let reported = leaks.min(chance.below(3));
    put("beveiligingsincidenten", FactValue::Number(leaks + chance.below(schools + 3)));
    put("datalekken-geregistreerd", FactValue::Number(leaks));
    put("datalekken-gemeld-ap", FactValue::Number(reported));
    put("datalekken-gemeld-betrokkenen", FactValue::Number(reported.min(chance.below(3))));
    put("datalekken-vorig-jaar", FactValue::Number(pupils / 450 + chance.below(4)));
    if leaks > 0 {
        put("datalekken-oorzaak", text(&CAUSES, chance));
    }
    put("lesuitval-door-ict", yes(20, chance));

    let requests = chance.below(pupils / 600 + 3);
    put("verzoeken-betrokkenen", FactValue::Number(requests));
    put("verzoeken-op-tijd", FactValue::Number(requests - u32::from(requests > 0 && chance.percent(20))));
    let processors = 14 + schools + chance.below(20);
    put("verwerkers", FactValue::Number(processors));
    put("verwerkersovereenkomsten-actueel", FactValue::Number(processors * (likely + 8) / 100));
    put("dpias", list(&SYSTEMS, (likely as usize / 35).max(1), chance));
    put("hersteltest-op", done(likely, (2, 10), 200, chance));
    put("crisisoefening-op", done(likely / 2, (3, 2), 180, chance));
    put("school-cert", yes(likely, chance));
    put("veilig-internet", yes(likely, chance));
    put("netwerk-ibp", yes(likely, chance));
    put("toetsing-extern", yes(likely / 4, chance));
    if chance.percent(likely) {
        put("toezicht-besproken-op", FactValue::Date(calendar.adopted));
    }
    put("plan-volgend-jaar", list(&PLANS, 2, chance));
    put("uitdagingen", list(&CHALLENGES, 1, chance));
    facts
}

fn done(likely: u32, from: (i8, i8), days: u32, chance: &mut Chance) -> FactValue {
    match chance.below(100) {
        roll if roll < likely => FactValue::Date(Calendar::in_year(from, days, chance)),
        roll if roll < 95 => FactValue::NotDone,
        _ => FactValue::Unknown,
    }
}

fn yes(likely: u32, chance: &mut Chance) -> FactValue {
    FactValue::YesNo(chance.percent(likely))
}

fn text(choices: &[&str], chance: &mut Chance) -> FactValue {
    FactValue::Text((*chance.one_of(choices)).to_owned())
}

fn list(choices: &[&str], wanted: usize, chance: &mut Chance) -> FactValue {
    FactValue::List(chance.some_of(choices, wanted).into_iter().map(|text| (*text).to_owned()).collect())
}
