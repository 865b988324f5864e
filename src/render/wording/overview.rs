//! What the workbook and the Markdown of an overview say in the same words. Every figure comes from `analysis`.

use crate::analysis::Shown;
use crate::analysis::overview::{BoardRow, Overview, Published, Scope, Spread, Totals};
use crate::assessment::Method;
use crate::catalogue::Catalogue;
use crate::dutch::{and_list, count, date};

use super::MEAN_CAUTION;

/// The title of an overview.
pub const TITLE: &str = "Overzicht van besturen";

/// How many domains are named as the weakest, and as the strongest.
const NAMED: usize = 3;

/// Fewer boards than this are easily recognised, also without their names.
pub const RECOGNISABLE: usize = 5;

/// How many there are of what: "12 besturen", or "14 metingen" where a board is there more than once.
pub fn boards(overview: &Overview) -> String {
    match overview.totals.repeated {
        0 => count(overview.boards.len(), "bestuur", "besturen"),
        _ => count(overview.boards.len(), "meting", "metingen"),
    }
}

/// The day of the overview, as short as a page header needs it.
pub fn moment(overview: &Overview) -> String {
    format!("gemaakt op {}", date(overview.today))
}

/// The name of a scope.
pub fn scope_name(catalogue: &Catalogue, scope: Scope) -> String {
    match scope {
        Scope::Whole => "Geheel".to_owned(),
        Scope::Part(part) => catalogue.parts[part].name.clone(),
        Scope::Domain(domain) => domain_name(catalogue, domain),
    }
}

/// "BC Bedrijfscontinuïteit".
pub fn domain_name(catalogue: &Catalogue, domain: usize) -> String {
    let domain = &catalogue.domains[domain];
    format!("{} {}", domain.code, domain.name)
}

/// "2,3", or "–" where there is none.
pub fn shown(shown: Option<Shown>) -> String {
    crate::analysis::number::or_dash(shown)
}

/// The verdict on one board in a few words.
pub fn verdict(board: &BoardRow) -> &'static str {
    let verdict = &board.verdict;
    match () {
        () if verdict.applicable == 0 => "niets van toepassing",
        () if board.whole.answered == 0 => "niets beantwoord",
        () if verdict.complies => "voldoet",
        () if verdict.below > 0 => "voldoet nog niet",
        () => "nog niet compleet",
    }
}

/// How many boards are complete and how many comply, in one sentence.
pub fn standing(overview: &Overview) -> String {
    let Totals { complete, complies, .. } = overview.totals;
    let of = |number: u32, what: &str| match number {
        0 => format!("geen enkele {what}"),
        1 => format!("1 {what}"),
        number => format!("{number} {what}"),
    };
    let complies = match complies {
        0 => "geen enkel bestuur voldoet".to_owned(),
        1 => "1 voldoet".to_owned(),
        number => format!("{number} voldoen"),
    };
    format!("{}: {}; {complies}.", boards(overview), of(complete, "helemaal ingevuld"))
}

/// Where most boards are, in a sentence or two.
pub fn spread(overview: &Overview) -> String {
    let Some(five) = &overview.whole.five else {
        return "Er is nog geen norm met een niveau beantwoord. Er zijn dus nog geen cijfers.".to_owned();
    };
    let target = super::level(overview.catalogue, overview.catalogue.target);
    if overview.whole.boards == 1 {
        return format!(
            "Het gemiddelde niveau van het enige bestuur met een cijfer is {}; het streefniveau is {target}.",
            five.median
        );
    }
    format!(
        "Het gemiddelde niveau van de middelste helft van de besturen ligt van {} tot {}, met {} in het midden. \
         Het laagste gemiddelde is {}, het hoogste {}. Het streefniveau is {target}.",
        five.q1, five.q3, five.median, five.lowest, five.highest
    )
}

/// How many of so many domains are named as the weakest. With few domains the same ones would be both the weakest and
/// the strongest.
pub fn named_weakest(domains: usize) -> usize {
    NAMED.min(domains.div_ceil(2))
}

/// The weakest domains by name, with the level that lies in the middle of the boards.
pub fn weakest(overview: &Overview) -> Option<String> {
    let order = overview.weakest_domains();
    let weakest = named_domains(overview, order.iter().copied().take(named_weakest(order.len())));
    (!weakest.is_empty()).then(|| format!("Het zwakst: {}.", and_list(&weakest)))
}

/// The strongest domains by name, the strongest first.
pub fn strongest(overview: &Overview) -> Option<String> {
    let order = overview.weakest_domains();
    let named = NAMED.min(order.len() / 2);
    let strongest = named_domains(overview, order.iter().rev().copied().take(named));
    (!strongest.is_empty()).then(|| format!("Het sterkst: {}.", and_list(&strongest)))
}

fn named_domains(overview: &Overview, domains: impl Iterator<Item = usize>) -> Vec<String> {
    domains
        .map(|domain| {
            let median = overview.domains[domain].five.map(|five| five.median);
            format!("{} ({})", domain_name(overview.catalogue, domain), shown(median))
        })
        .collect()
}

/// "34 van 91", or "–" where nothing applies.
pub fn on_target(spread: &Spread) -> String {
    spread.share.as_ref().map_or("–".to_owned(), |share| format!("{} van {}", share.part, share.whole))
}

/// "10 zelfevaluaties en 2 externe beoordelingen".
pub fn methods(methods: &[(Method, u32)]) -> String {
    let words = |method: Method| match method {
        Method::SelfAssessment => ("zelfevaluatie", "zelfevaluaties"),
        Method::PeerReview => ("collegiale toetsing", "collegiale toetsingen"),
        Method::External => ("externe beoordeling", "externe beoordelingen"),
    };
    let each: Vec<String> = methods
        .iter()
        .map(|(method, number)| {
            let (one, more) = words(*method);
            count(*number as usize, one, more)
        })
        .collect();
    and_list(&each)
}

/// What must be said wherever scores of different origin stand beside each other.
pub const METHOD_CAUTION: &str =
    "Een zelfevaluatie valt vaak anders uit dan een beoordeling van buiten. Vergelijk die twee voorzichtig.";

/// What a reader must know before drawing a conclusion.
pub fn cautions(overview: &Overview) -> Vec<String> {
    let totals = &overview.totals;
    let mut cautions = Vec::new();
    if overview.anonymous && overview.boards.len() < RECOGNISABLE {
        cautions.push(format!(
            "Dit overzicht heeft geen namen, maar met minder dan {} besturen is toch gauw te raden wie wie is.",
            crate::dutch::small_number(u32::try_from(RECOGNISABLE).unwrap_or(u32::MAX))
        ));
    }
    if let Some(files) = unreadable(overview) {
        cautions.push(files);
    }
    match totals.without_figure {
        0 => {}
        1 => cautions.push(
            "Eén bestuur heeft geen cijfer: er is nog niets beantwoord, of niets is van toepassing. Het telt niet mee in de spreiding en heeft geen plaats."
                .to_owned(),
        ),
        more => cautions.push(format!(
            "{more} besturen hebben geen cijfer: er is nog niets beantwoord, of niets is van toepassing. Ze tellen niet mee in de spreiding en hebben geen plaats."
        )),
    }
    match totals.incomplete {
        0 => {}
        1 => cautions.push(
            "Eén meting is nog niet helemaal ingevuld. Zij telt mee met wat er beantwoord is; achter het bestuur staat hoeveel normen open zijn."
                .to_owned(),
        ),
        more => cautions.push(format!(
            "{more} metingen zijn nog niet helemaal ingevuld. Ze tellen mee met wat er beantwoord is; achter het bestuur staat hoeveel normen open zijn."
        )),
    }
    if totals.methods.len() > 1 {
        cautions.push(format!("De metingen zijn {}. {METHOD_CAUTION}", methods(&totals.methods)));
    }
    if totals.years.len() > 1 {
        let years: Vec<String> =
            totals.years.iter().map(|(year, number)| format!("{year} ({number})")).collect();
        cautions.push(format!("De metingen gaan over verschillende verslagjaren: {}.", and_list(&years)));
    }
    if totals.repeated > 0 {
        cautions.push(format!(
            "{} metingen zijn van een bestuur waarvan er meer in de map staan. Ze tellen allemaal mee, elk met het eigen verslagjaar.",
            totals.repeated
        ));
    }
    match overview.older {
        0 => {}
        1 => cautions.push("Eén oudere meting is weggelaten: van elk bestuur telt de nieuwste.".to_owned()),
        more => cautions
            .push(format!("{more} oudere metingen zijn weggelaten: van elk bestuur telt de nieuwste.")),
    }
    cautions
}

/// How many files could not be read; `None` where all could.
pub fn unreadable(overview: &Overview) -> Option<String> {
    match overview.unreadable.len() {
        0 => None,
        1 => Some("Eén bestand is niet te lezen en telt niet mee.".to_owned()),
        more => Some(format!("{more} bestanden zijn niet te lezen en tellen niet mee.")),
    }
}

/// A published figure with that of these boards beside it, in one line.
pub fn published(catalogue: &Catalogue, published: &Published) -> String {
    let benchmark = published.benchmark;
    let mut parts = super::benchmark_published(benchmark);
    if let Some(own) = published.own {
        let part = catalogue.parts.iter().find(|part| part.id == benchmark.part);
        let part = part.map_or("", |part| part.name.as_str());
        let five = own.five.map(|five| five.median);
        parts.push(format!(
            "deze besturen, {}: gemiddeld {}, midden {}",
            part.to_lowercase(),
            shown(own.mean),
            shown(five)
        ));
    }
    parts.join("; ")
}

/// The colours of the heat map.
pub fn colours(catalogue: &Catalogue) -> String {
    format!(
        "Elk getal is een gemiddeld niveau. Oranje is onder het streefniveau {}: hoe donkerder, hoe verder eronder. Blauw is \
         op of boven het streefniveau. Een leeg vak betekent dat er geen cijfer is.",
        super::level(catalogue, catalogue.target)
    )
}

/// The rules of an overview, each with its subject.
pub fn rules(catalogue: &Catalogue) -> Vec<(&'static str, String)> {
    let target = super::level(catalogue, catalogue.target);
    vec![
        ("Wie telt mee", "Elk bestand dat te lezen is en over dezelfde editie van het normenkader gaat. De andere bestanden staan apart, met de reden.".to_owned()),
        ("Gemiddelde van een bestuur", format!("Het gemiddelde niveau van de beantwoorde normen. {MEAN_CAUTION}")),
        ("Geen cijfer", "Een bestuur dat nog niets heeft beantwoord of waar niets van toepassing is, heeft geen gemiddelde. Het telt niet mee in de spreiding en heeft geen plaats; hoeveel besturen dat zijn, staat ernaast. Dat geldt per domein.".to_owned()),
        ("Niet compleet", "Een bestuur met open normen telt mee met wat het beantwoord heeft. Bij “open” staat hoeveel normen nog geen niveau hebben. Open is nooit niveau 1 en nooit 0.".to_owned()),
        ("Midden", "Zet de gemiddelden van laag naar hoog: het midden (de mediaan) is het gemiddelde van het middelste bestuur, of de helft tussen de twee middelste.".to_owned()),
        ("Kwartielen", "Een kwart van de besturen ligt op of onder het eerste kwartiel, een kwart op of boven het derde; daartussen ligt de middelste helft. Valt een kwartiel tussen twee besturen in, dan wordt er naar verhouding tussen gerekend: bij n besturen ligt het eerste kwartiel op plaats 1 + (n − 1) / 4, het laagste en het hoogste bestuur meegeteld.".to_owned()),
        ("Gemiddelde van besturen", "Het gemiddelde van de gemiddelden; elk bestuur telt even zwaar, groot of klein.".to_owned()),
        ("Op streefniveau", "Van alle besturen samen: de normen op of boven het streefniveau van alle normen die van toepassing zijn. Open normen tellen in dat totaal mee.".to_owned()),
        ("Plaats", "1 is het hoogste gemiddelde. Het precieze gemiddelde telt, niet het afgeronde. Besturen met precies hetzelfde gemiddelde delen de betere plaats; daarna wordt een plaats overgeslagen. Een plaats zegt niets over voldoen.".to_owned()),
        ("Voldoen", format!("Alle toepasselijke normen zijn beantwoord en staan op niveau {target} of hoger, of op het eigen streefniveau als dat hoger is.")),
        ("Zwakst en sterkst", "De domeinen op volgorde van het midden van de besturen; is dat gelijk, dan van het gemiddelde.".to_owned()),
        ("Vaker hetzelfde bestuur", "Staan er meer metingen van één bestuur in de map (zelfde nummer of zelfde naam), dan tellen ze allemaal mee, elk met het eigen verslagjaar. Met --nieuwste telt alleen de nieuwste.".to_owned()),
        ("Werkwijze", METHOD_CAUTION.to_owned()),
        ("Afronden", "Cijfers hebben één decimaal en zijn berekend uit hele getallen. Afronden maakt een cijfer nooit mooier dan het is: een gemiddelde net onder het streefniveau wordt niet het streefniveau, en 100 % staat er alleen als alles gehaald is.".to_owned()),
    ]
}
