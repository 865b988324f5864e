//! The rules of the public text, one test each: what it says, what it never says, and how it reads for boards that
//! are nothing alike.

use std::collections::BTreeSet;

use ibp_peil::analysis::{Analysis, analyse};
use ibp_peil::assessment::annual_report::{FACTS, FactValue, Kind};
use ibp_peil::assessment::{Assessment, Method, Reply};
use ibp_peil::catalogue::Catalogue;
use ibp_peil::paragraph::{Length, MARK, Paragraph, Sentence, write, write_with};
use ibp_peil::render::{Report, markdown};
use jiff::civil::date;
use proptest::prelude::*;

use crate::boards::odd::odd_board;
use crate::boards::{
    EXAMPLES, PLANTED, TODAY, analysis, answer_all, catalogue, everything, example, long, plant_markers, set,
    set_number, shared_catalogue, short, without, written,
};

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn wrapped(text: &str) -> String {
    let options = textwrap::Options::new(110).word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(&text.replace('\n', "\n\n"), options)
}

fn text_fact(text: &str) -> FactValue {
    FactValue::Text(text.to_owned())
}

fn list_fact(items: &[&str]) -> FactValue {
    FactValue::List(items.iter().map(|item| (*item).to_owned()).collect())
}

// ───── How it reads ─────

#[test]
fn the_board_that_is_under_way_reads_like_this() {
    let catalogue = catalogue();
    insta::assert_snapshot!(wrapped(&long(&catalogue, &example(&catalogue, "onderweg"))), @r"
    Het bestuur is eindverantwoordelijk voor informatiebeveiliging en privacy op onze drie basisscholen. We werken
    aan de hand van het Normenkader Informatiebeveiliging en Privacy Funderend Onderwijs (editie juni 2024). Het
    ministerie en de sectorraden hebben afgesproken dat elk bestuur in 2027 weet waar het staat en een plan heeft,
    en in 2030 aan alle normen voldoet. De privacywet AVG geldt nu al. Een externe functionaris
    gegevensbescherming (FG) houdt toezicht. Voor privacy is acht uur per week beschikbaar en voor
    informatiebeveiliging zes uur. Ons beleid is in maart 2025 vastgesteld, met instemming van de GMR, en in
    september 2026 geëvalueerd.

    In november 2026 hebben we onszelf aan de hand van het normenkader beoordeeld (94 normen); drie normen zijn
    voor ons niet van toepassing. De uitkomst is niet extern getoetst. De FG heeft er diezelfde maand over
    geadviseerd. Bij 34 van de 91 toepasselijke normen halen we het streefniveau (niveau 3, ‘bepaald’), 29 keer
    met vastgelegd bewijs. Voor informatiebeveiliging is dat zo bij 21 van de 67 normen, voor privacy bij 13 van
    de 24. We zijn het verst met onze leveranciers. Techniek en continuïteit vraagt de meeste aandacht.

    In 2026 hebben we inloggen in twee stappen ingevoerd voor alle medewerkers en het verwerkingsregister
    bijgewerkt. We onderzochten de privacyrisico’s (DPIA) van het leerlingvolgsysteem. Met 31 van de 34
    leveranciers die voor ons persoonsgegevens verwerken, hebben we een actuele verwerkersovereenkomst. Van de
    medewerkers volgde 86 procent een training over phishing en datalekken. In mei hebben we een risicoanalyse
    gedaan; in oktober hebben we een cybercrisis geoefend en het terugzetten van back-ups getest. We zijn
    aangesloten bij School-CERT, gebruiken de dienst Veilig Internet en doen mee aan het Netwerk IBP.

    In 2026 registreerden we elf beveiligingsincidenten en zes datalekken (2025: vier). Eén daarvan is gemeld bij
    de Autoriteit Persoonsgegevens en aan de betrokkenen. De meest voorkomende oorzaak was een verkeerd
    geadresseerde e-mail. De drie verzoeken over eigen gegevens, zoals inzage, zijn allemaal op tijd beantwoord.
    Lessen zijn door ICT-verstoringen niet uitgevallen.

    Twee dingen blijven lastig: afhankelijkheid van een paar mensen met kennis, en beperkte uren. In december 2026
    hebben we het onderwerp met de raad van toezicht besproken en ons meerjarenplan vastgesteld. Het plan verdeelt
    de overige 57 normen over de jaren tot en met 2029. In 2027 gaan we risicomanagement inrichten en een
    continuïteitsplan vaststellen.
    ");
}

#[test]
fn the_one_school_board_at_the_start_reads_like_this() {
    let catalogue = catalogue();
    insta::assert_snapshot!(wrapped(&long(&catalogue, &example(&catalogue, "eenpitter"))), @r"
    Het bestuur is eindverantwoordelijk voor informatiebeveiliging en privacy op onze basisschool. We werken aan
    de hand van het Normenkader Informatiebeveiliging en Privacy Funderend Onderwijs (editie juni 2024). Het
    ministerie en de sectorraden hebben afgesproken dat elk bestuur in 2027 weet waar het staat en een plan heeft,
    en in 2030 aan alle normen voldoet. De privacywet AVG geldt nu al. Een externe functionaris
    gegevensbescherming (FG) houdt toezicht. Ons beleid is in [INVULLEN: maand en jaar] vastgesteld. De MR heeft
    met het beleid [INVULLEN: in maand en jaar, of: nog niet] ingestemd.

    We beoordelen onszelf aan de hand van het normenkader (94 normen) en zijn daar nog mee bezig; twee normen zijn
    voor ons niet van toepassing. In [INVULLEN: maand en jaar van de peildatum] waren 48 van de 92 toepasselijke
    normen nog niet beoordeeld. De uitkomst is niet extern getoetst. Tot nu toe halen we bij 4 van de 92
    toepasselijke normen het streefniveau (niveau 3, ‘bepaald’), steeds met vastgelegd bewijs. Voor
    informatiebeveiliging is dat zo bij geen van de 68 normen, voor privacy bij 4 van de 24. Voor één norm telt
    daarbij een eigen, lager streefniveau.

    We gebruiken de dienst Veilig Internet. Een cybercrisis is in 2026 niet geoefend. Of het terugzetten van
    back-ups is getest en hoeveel medewerkers een training volgden, zoeken we nog uit.

    In 2026 registreerden we één datalek. Het is niet gemeld bij de Autoriteit Persoonsgegevens.

    Ons meerjarenplan is [INVULLEN: in maand en jaar, of: nog niet] vastgesteld; volgens de afspraak ligt het er
    in 2027. Het toezichthoudend deel van het bestuur heeft het onderwerp [INVULLEN: in maand en jaar, of: nog
    niet] besproken.
    ");
}

#[test]
fn the_board_that_complies_reads_like_this() {
    let catalogue = catalogue();
    insta::assert_snapshot!(wrapped(&long(&catalogue, &example(&catalogue, "voldoet"))), @r"
    Het bestuur is eindverantwoordelijk voor informatiebeveiliging en privacy op onze twaalf scholen. We werken
    aan de hand van het Normenkader Informatiebeveiliging en Privacy Funderend Onderwijs (editie juni 2024). Het
    ministerie en de sectorraden hebben afgesproken dat elk bestuur in 2027 weet waar het staat en een plan heeft,
    en in 2030 aan alle normen voldoet. De privacywet AVG geldt nu al. Onze eigen functionaris gegevensbescherming
    (FG) houdt toezicht. Voor privacy is 24 uur per week beschikbaar en voor informatiebeveiliging 20 uur. Ons
    beleid is in november 2024 vastgesteld, met instemming van de GMR, en in september 2026 geëvalueerd.

    In november 2026 hebben collega’s van een ander bestuur ons aan de hand van het normenkader beoordeeld (94
    normen); één norm is voor ons niet van toepassing. Het gaat om een collegiale toetsing, niet om een externe.
    De FG heeft er diezelfde maand over geadviseerd en het bestuur heeft de uitkomst in december vastgesteld. Bij
    alle 93 toepasselijke normen halen we het streefniveau (niveau 3, ‘bepaald’), steeds met vastgelegd bewijs.
    Dat zijn er 68 voor informatiebeveiliging en 25 voor privacy. Voor twee normen leggen we de lat zelf hoger.

    In 2026 hebben we het netwerk van de laatste vier scholen gescheiden in zones, een pentest op de
    leerlingenomgeving uitgevoerd en een nieuw bewaar- en vernietigingsbeleid ingevoerd op alle scholen. We
    onderzochten de privacyrisico’s (DPIA) van het leerlingvolgsysteem, het ouderportaal en het cameratoezicht op
    de so-locaties. Met alle 58 leveranciers die voor ons persoonsgegevens verwerken, hebben we een actuele
    verwerkersovereenkomst. Van de medewerkers volgde 94 procent een training over phishing en veilig mailen. In
    april hebben we een risicoanalyse gedaan en in september het terugzetten van back-ups getest. We zijn
    aangesloten bij School-CERT, gebruiken de dienst Veilig Internet en doen mee aan het Netwerk IBP. Een
    cybercrisis is in 2026 niet geoefend.

    In 2026 registreerden we 37 beveiligingsincidenten en 14 datalekken (2025: 19). Geen enkel datalek is gemeld
    bij de Autoriteit Persoonsgegevens of aan de betrokkenen. De meest voorkomende oorzaak was een bijlage die
    naar de verkeerde ouder ging. De zeven verzoeken over eigen gegevens, zoals inzage, zijn allemaal op tijd
    beantwoord. Of er lessen zijn uitgevallen door ICT-verstoringen, zoeken we nog uit.

    Twee dingen blijven lastig: krapte op de arbeidsmarkt voor beveiligingskennis, en het tempo waarin scholen
    nieuwe lesprogramma's willen gebruiken. In december 2026 hebben we het onderwerp met de raad van toezicht
    besproken en ons plan voor de komende jaren vastgesteld. In 2027 gaan we de informatiebeveiliging extern laten
    toetsen, een crisis oefenen met alle twaalf directeuren en lesuitval door ICT-verstoringen registreren.
    ");
}

#[test]
fn the_short_text_reads_like_this() {
    let catalogue = catalogue();
    insta::assert_snapshot!(wrapped(&short(&catalogue, &example(&catalogue, "onderweg"))), @r"
    Het bestuur is eindverantwoordelijk voor informatiebeveiliging en privacy. We werken aan de hand van het
    Normenkader Informatiebeveiliging en Privacy Funderend Onderwijs; een externe functionaris gegevensbescherming
    (FG) houdt toezicht. Uit onze zelfevaluatie van november 2026, niet extern getoetst, blijkt dat we bij 34 van
    de 91 toepasselijke normen het streefniveau (niveau 3, ‘bepaald’) halen: 21 van de 67 voor
    informatiebeveiliging en 13 van de 24 voor privacy. In 2026 hebben we inloggen in twee stappen ingevoerd voor
    alle medewerkers, het verwerkingsregister bijgewerkt, een cybercrisis geoefend en het terugzetten van back-ups
    getest. Van de medewerkers volgde 86 procent een training. We registreerden zes datalekken (2025: vier). Eén
    daarvan is gemeld bij de Autoriteit Persoonsgegevens en aan de betrokkenen. Twee dingen blijven lastig:
    afhankelijkheid van een paar mensen met kennis, en beperkte uren. In december 2026 hebben we het onderwerp met
    de raad van toezicht besproken en ons meerjarenplan vastgesteld. In 2027 gaan we risicomanagement inrichten en
    een continuïteitsplan vaststellen. Zo werken we toe naar 2030, het jaar waarin alle besturen volgens afspraak
    aan het normenkader voldoen.
    ");
}

#[test]
fn the_long_text_has_five_alineas_in_this_order() {
    let catalogue = catalogue();
    for name in EXAMPLES {
        let paragraph = written(&catalogue, &example(&catalogue, name), Length::Long);
        let titles: Vec<_> = paragraph.alineas.iter().map(|alinea| alinea.title.as_str()).collect();
        let five =
            ["Kader en organisatie", "Waar staan we", "Wat hebben we gedaan", "Incidenten", "Vooruitblik"];
        assert_eq!(titles, five);
        assert!(paragraph.alineas.iter().all(|alinea| !alinea.sentences.is_empty()), "{name}");
    }
}

#[test]
fn the_long_text_has_about_350_words_and_the_short_one_about_150() {
    let catalogue = catalogue();
    let board = example(&catalogue, "onderweg");
    assert!((280..=420).contains(&words(&long(&catalogue, &board))), "{}", words(&long(&catalogue, &board)));
    for name in EXAMPLES {
        let board = example(&catalogue, name);
        let short = words(&short(&catalogue, &board));
        assert!((120..=200).contains(&short), "{name}: {short}");
    }
}

#[test]
fn the_same_board_gives_the_same_text_twice() {
    let catalogue = catalogue();
    let board = example(&catalogue, "onderweg");
    for length in [Length::Long, Length::Short] {
        assert_eq!(written(&catalogue, &board, length), written(&catalogue, &board, length));
    }
}

// ───── Figures ─────

#[test]
fn figures_are_those_of_the_analysis_for_the_whole_and_the_parts() {
    let catalogue = catalogue();
    let board = example(&catalogue, "onderweg");
    let analysis = analysis(&catalogue, &board);
    let text = write(&analysis, Length::Long).unwrap().text();
    let (whole, parts) = (&analysis.whole, &analysis.parts);
    assert!(
        text.contains(&format!("Bij {} van de {} toepasselijke normen", whole.on_target, whole.applicable))
    );
    assert!(text.contains(&format!("{} keer met vastgelegd bewijs", whole.evidenced)));
    for part in parts {
        assert!(text.contains(&format!("{} van de {}", part.on_target, part.applicable)));
    }
    assert!(text.contains(&format!("de overige {} normen", whole.applicable - whole.on_target)));
}

#[test]
fn the_mean_is_not_for_the_public_text() {
    let catalogue = catalogue();
    for name in EXAMPLES {
        let board = example(&catalogue, name);
        let analysis = analysis(&catalogue, &board);
        let all = everything(&catalogue, &board);
        assert!(!all.contains("gemiddeld"), "{name}");
        for figures in [&analysis.whole].into_iter().chain(&analysis.parts).chain(&analysis.domains) {
            let mean = figures.mean.as_ref().map(|mean| mean.shown.to_string());
            assert!(mean.is_none_or(|mean| !all.contains(&mean)), "{name}");
        }
    }
}

#[test]
fn last_year_stands_beside_this_year() {
    let catalogue = catalogue();
    let (board, mut before) = (example(&catalogue, "onderweg"), example(&catalogue, "onderweg"));
    before.meta.reporting_year -= 1;
    let on_target: Vec<String> = analysis(&catalogue, &board)
        .norms
        .iter()
        .filter(|norm| norm.on_target())
        .take(10)
        .map(|norm| catalogue.norms[norm.norm].id.clone())
        .collect();
    for id in on_target {
        before.answers.get_mut(&id).unwrap().reply = Reply::Level(1);
    }
    let compared = |before: &Assessment, length| {
        write(&analyse(&catalogue, &board, Some(before), TODAY), length).unwrap().text()
    };
    assert!(compared(&before, Length::Long).contains("; een jaar eerder waren het er 24."));
    assert!(compared(&before, Length::Short).contains("halen (2025: 24): 21 van de 67"));

    before.meta.reporting_year -= 1;
    assert!(compared(&before, Length::Long).contains("; in 2024 waren het er 24."));

    before.meta.target = Some(4);
    let text = compared(&before, Length::Long);
    assert!(text.contains("in 2024, met niveau 4 als streefniveau, waren het er"), "{text}");
    assert!(
        !compared(&before, Length::Short).contains("(2024"),
        "two targets cannot be compared in brackets"
    );

    before.meta = board.meta.clone();
    before.meta.reporting_year -= 1;
    answer_all(&catalogue, &mut before, &Reply::Level(1));
    assert!(compared(&before, Length::Long).contains("; een jaar eerder nog geen enkele."));
    assert!(compared(&before, Length::Short).contains("halen (2025: geen)"));

    before.answers.clear();
    assert!(!compared(&before, Length::Long).contains("een jaar eerder"), "an empty file is no comparison");
}

#[test]
fn a_lowered_target_is_told() {
    let catalogue = catalogue();
    let mut board = example(&catalogue, "onderweg");
    assert!(!everything(&catalogue, &board).contains("lager streefniveau"));
    for (count, told) in [(1, "Voor één norm telt daarbij"), (2, "Voor twee normen telt daarbij")] {
        let answer = board.answers.values_mut().find(|a| a.level() == Some(2) && a.target.is_none());
        answer.unwrap().target = Some(2);
        for text in [long(&catalogue, &board), short(&catalogue, &board)] {
            assert!(text.contains(&format!("{told} een eigen, lager streefniveau.")), "{count}: {text}");
        }
    }
    assert!(long(&catalogue, &board).contains("Bij 36 van de 91"), "and the figure counts them");
}

#[test]
fn a_higher_target_of_the_board_is_named_with_its_level_and_beside_the_national_one() {
    let catalogue = catalogue();
    let mut board = example(&catalogue, "voldoet");
    board.meta.target = Some(4);
    let analysis = analysis(&catalogue, &board);
    let (own, national) = (analysis.whole.on_target, analysis.on_framework_target());
    assert!(own < national);
    for text in [long(&catalogue, &board), short(&catalogue, &board)] {
        assert!(text.contains("ons eigen streefniveau (niveau 4, ‘beheerst’)"), "{text}");
        assert!(text.contains(&format!("{own} van de 93 toepasselijke normen")));
        assert!(text.contains("Het landelijke streefniveau (niveau 3, ‘bepaald’) halen we bij alle 93."));
    }
}

#[test]
fn level_and_name_of_the_target_come_from_the_catalogue() {
    let mut catalogue = catalogue();
    catalogue.target = 2;
    catalogue.levels[1].name = "Onderbouwd genoeg".to_owned();
    let text = long(&catalogue, &example(&catalogue, "onderweg"));
    assert!(text.contains("het streefniveau (niveau 2, ‘onderbouwd genoeg’)"), "{text}");
}

#[test]
fn a_board_that_complies_says_so_with_counts() {
    let catalogue = catalogue();
    let text = long(&catalogue, &example(&catalogue, "voldoet"));
    assert!(text.contains("één norm is voor ons niet van toepassing"));
    assert!(text.contains("Bij alle 93 toepasselijke normen halen we het streefniveau"));
    assert!(text.contains("steeds met vastgelegd bewijs"));
    assert!(text.contains("ons plan voor de komende jaren"), "a plan for gaps would make no sense");
}

#[test]
fn open_norms_are_named_as_not_yet_judged() {
    let catalogue = catalogue();
    let board = example(&catalogue, "eenpitter");
    for text in [long(&catalogue, &board), short(&catalogue, &board)] {
        assert!(text.contains("waren 48 van de 92 toepasselijke normen nog niet beoordeeld"), "{text}");
        assert!(text.contains("Tot nu toe halen we bij 4 van de 92"), "open norms stay in the figure");
    }
}

#[test]
fn without_any_judged_norm_there_are_no_figures_but_a_mark() {
    let catalogue = catalogue();
    let mut board = example(&catalogue, "onderweg");
    board.answers.clear();
    for text in [long(&catalogue, &board), short(&catalogue, &board)] {
        assert!(text.contains("[INVULLEN: peildatum en aantal normen op streefniveau]"));
        assert!(!text.contains("halen we") && !text.contains("overige"), "{text}");
    }

    answer_all(&catalogue, &mut board, &Reply::NotApplicable("bestaat hier niet".to_owned()));
    for text in [long(&catalogue, &board), short(&catalogue, &board)] {
        assert!(text.contains("Alle 94 normen van het normenkader staan nu op ‘niet van toepassing’"));
        assert!(text.contains("[INVULLEN: ga na of dat klopt"));
        assert!(!text.contains("halen we") && !text.contains("overige"), "{text}");
    }
}

// ───── Themes ─────

/// A board of which every theme is wholly on target, but for the first `below` norms of some themes.
fn themed(catalogue: &Catalogue, below: &[(&str, usize)]) -> Assessment {
    let mut board = example(catalogue, "onderweg");
    answer_all(catalogue, &mut board, &Reply::Level(3));
    for (id, count) in below {
        let theme = catalogue.themes.iter().find(|theme| theme.id == *id).unwrap();
        let norms =
            catalogue.norms.iter().filter(|norm| theme.domains.contains(&catalogue.domain_of(norm).code));
        for norm in norms.take(*count) {
            board.answers.get_mut(&norm.id).unwrap().reply = Reply::Level(1);
        }
    }
    board
}

#[test]
fn themes_are_named_in_words_only_where_the_difference_is_real() {
    let catalogue = catalogue();
    let contrast = |below: &[(&str, usize)]| long(&catalogue, &themed(&catalogue, below));

    let clear = contrast(&[("techniek", 40), ("mensen", 3), ("leveranciers", 3), ("bestuur", 5)]);
    assert!(clear.contains("We zijn het verst met privacy."), "{clear}");
    assert!(clear.contains("Techniek en continuïteit vraagt de meeste aandacht."), "{clear}");

    let two = contrast(&[("techniek", 40), ("mensen", 3), ("bestuur", 5)]);
    assert!(two.contains("We zijn het verst met onze leveranciers en met privacy."), "{two}");

    let slight = contrast(&[("mensen", 1), ("bestuur", 1)]);
    assert!(!slight.contains("het verst") && !slight.contains("aandacht"), "{slight}");

    let equal = contrast(&[]);
    assert!(!equal.contains("het verst") && !equal.contains("aandacht"), "{equal}");
}

#[test]
fn no_theme_is_named_while_a_norm_is_open() {
    let catalogue = catalogue();
    let mut board = themed(&catalogue, &[("techniek", 40)]);
    assert!(long(&catalogue, &board).contains("aandacht"));
    board.answers.get_mut(&catalogue.norms[0].id).unwrap().reply = Reply::Open;
    assert!(!long(&catalogue, &board).contains("aandacht"));
}

#[test]
fn a_theme_with_fewer_than_five_applicable_norms_is_not_named() {
    let catalogue = catalogue();
    let mut board = themed(&catalogue, &[("mensen", 6)]);
    assert!(long(&catalogue, &board).contains("De menselijke kant vraagt de meeste aandacht."));
    for norm in catalogue.norms.iter().filter(|norm| norm.id.starts_with("HR.")).take(2) {
        let answer = board.answers.get_mut(&norm.id).unwrap();
        answer.reply = Reply::NotApplicable("bestaat hier niet".to_owned());
    }
    assert!(!long(&catalogue, &board).contains("menselijke"));
}

// ───── What never enters ─────

#[test]
fn nothing_from_notes_evidence_actions_and_other_inside_fields_comes_out() {
    let catalogue = catalogue();
    for name in EXAMPLES {
        let mut board = example(&catalogue, name);
        plant_markers(&catalogue, &mut board);
        let analysis = analysis(&catalogue, &board);
        let (long, short) =
            (write(&analysis, Length::Long).unwrap(), write(&analysis, Length::Short).unwrap());
        let report = Report { analysis: &analysis, long: &long, short: &short };
        // Debug shows the sources of every sentence too.
        let all = format!("{long:?}{short:?}{}", markdown::paragraph(&report));
        for word in PLANTED {
            assert!(!all.contains(word), "{name}: {word}");
        }
    }
}

/// Words that give a single norm or a domain away, and phrases that the public text must not have.
fn forbidden(catalogue: &Catalogue, board: &Assessment, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut phrases = vec![
        "voldoet aan de AVG",
        "voldoen aan de AVG",
        "in control",
        "wettelijk verplicht",
        "ontbreekt",
        "ontbreken",
        "meldplicht",
        "CERT melden",
        "AVG in 20",
        "gemiddeld",
        "compliant",
    ];
    if board.meta.method == Method::SelfAssessment {
        phrases.push("audit");
    }
    let lower = text.to_lowercase();
    found.extend(phrases.iter().filter(|p| lower.contains(&p.to_lowercase())).map(|p| (*p).to_owned()));
    if lower.matches("geen datalekken").count() != lower.matches("geen datalekken geregistreerd").count() {
        found.push("geen datalekken zonder geregistreerd".to_owned());
    }
    let names = text.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '-');
    let names: BTreeSet<&str> = names.map(|name| name.trim_matches('.')).collect();
    let ids = catalogue.norms.iter().map(|norm| norm.id.as_str());
    let codes = catalogue.domains.iter().map(|domain| domain.code.as_str());
    found.extend(ids.chain(codes).filter(|name| names.contains(name)).map(str::to_owned));
    found
}

#[test]
fn forbidden_phrases_norm_ids_and_domain_codes_never_appear() {
    let catalogue = catalogue();
    for name in EXAMPLES {
        let board = example(&catalogue, name);
        let all = everything(&catalogue, &board);
        assert_eq!(forbidden(&catalogue, &board, &all), [""; 0], "{name}");
    }
    let self_assessed = example(&catalogue, "onderweg");
    for bad in [
        "Wij zijn in control.",
        "Er zijn geen datalekken.",
        "Norm GO.01 is laag.",
        "Het domein BC.",
        "Een audit.",
    ] {
        assert!(!forbidden(&catalogue, &self_assessed, bad).is_empty(), "the check itself finds: {bad}");
    }
}

#[test]
fn the_annual_report_texts_of_the_board_do_enter() {
    let catalogue = catalogue();
    let mut board = example(&catalogue, "onderweg");
    set(&mut board, "maatregelen", list_fact(&["- De firewall\nvervangen."]));
    set(&mut board, "dpias", list_fact(&["Magister", "het rooster"]));
    set(&mut board, "training-onderwerp", text_fact("veilig mailen"));
    set(&mut board, "datalekken-oorzaak", text_fact("een kwijtgeraakte laptop."));
    set(&mut board, "plan-volgend-jaar", list_fact(&["alles oefenen"]));
    set(&mut board, "uitdagingen", list_fact(&["kennis bij weinig mensen"]));
    let text = long(&catalogue, &board);
    for sentence in [
        "In 2026 hebben we de firewall vervangen.",
        "We onderzochten de privacyrisico’s (DPIA) van Magister en het rooster.",
        "een training over veilig mailen.",
        "De meest voorkomende oorzaak was een kwijtgeraakte laptop.",
        "In 2027 gaan we alles oefenen.",
        "Eén ding blijft lastig: kennis bij weinig mensen.",
    ] {
        assert!(text.contains(sentence), "{sentence}\n{text}");
    }
}

#[test]
fn template_signs_in_a_boards_own_text_stay_text() {
    let catalogue = catalogue();
    let mut board = example(&catalogue, "onderweg");
    set(&mut board, "maatregelen", list_fact(&["{{ fg }} en {% block x %} ingevoerd"]));
    assert!(long(&catalogue, &board).contains("In 2026 hebben we {{ fg }} en {% block x %} ingevoerd."));
}

#[test]
fn markdown_signs_in_a_boards_own_text_stay_text() {
    let catalogue = catalogue();
    let mut board = example(&catalogue, "onderweg");
    set(&mut board, "maatregelen", list_fact(&["<b>*vet*</b> [klik](http://x) &amp; `ls` ingevoerd"]));
    board.board.name = "# Kop\n- lijst".to_owned();
    let analysis = analysis(&catalogue, &board);
    let (long, short) = (write(&analysis, Length::Long).unwrap(), write(&analysis, Length::Short).unwrap());
    let text = markdown::paragraph(&Report { analysis: &analysis, long: &long, short: &short });
    assert!(text.contains(r"\<b\>\*vet\*\</b\> \[klik\](http://x) \&amp; \`ls\` ingevoerd"), "{text}");
    assert!(text.contains(r"Bestuur: \# Kop - lijst · jaarverslag 2026"));
}

#[test]
fn the_markdown_has_both_texts_the_marks_in_bold_and_what_was_left_out() {
    let catalogue = catalogue();
    let board = example(&catalogue, "eenpitter");
    let analysis = analysis(&catalogue, &board);
    let (long, short) = (write(&analysis, Length::Long).unwrap(), write(&analysis, Length::Short).unwrap());
    let text = markdown::paragraph(&Report { analysis: &analysis, long: &long, short: &short });
    let marks = |text: &str| text.matches(MARK).count();
    assert!(marks(&long.text()) > 0);
    assert_eq!(marks(&text), marks(&long.text()) + marks(&short.text()));
    assert_eq!(text.matches(&format!("**{MARK}")).count(), marks(&text));
    assert!(text.contains(&format!("> {}", long.notice.clone().unwrap())));
    assert!(text.contains("## Nog aan te vullen, als het speelt"));
    assert_eq!(text.matches("\n- ").count(), long.left_out.len());
    assert!(text.starts_with("# IBP-paragraaf (concept)"));
}

// ───── Missing, zero, not done, unknown ─────

#[test]
fn every_missing_core_fact_becomes_a_visible_mark() {
    let catalogue = catalogue();
    let board = example(&catalogue, "onderweg");
    assert!(!everything(&catalogue, &board).contains(MARK), "nothing is missing here");
    let mut boards: Vec<(&str, Assessment)> = [
        "beleid-vastgesteld-op",
        "medezeggenschap-instemming-op",
        "fg",
        "datalekken-geregistreerd",
        "datalekken-gemeld-ap",
        "toezicht-besproken-op",
    ]
    .map(|key| (key, without(&board, key)))
    .to_vec();
    let mut no_date = board.clone();
    no_date.meta.reference_date = None;
    boards.push(("peildatum", no_date));
    let mut no_plan = board.clone();
    no_plan.meta.plan_adopted_on = None;
    boards.push(("plan", no_plan));
    let mut no_figures = board.clone();
    no_figures.answers.clear();
    boards.push(("cijfers", no_figures));
    for (what, board) in boards {
        let paragraph = written(&catalogue, &board, Length::Long);
        assert_eq!(paragraph.text().matches(MARK).count(), 1, "{what}: {}", paragraph.text());
        assert!(!paragraph.left_out.iter().any(|line| line.contains(what)), "{what} is not listed as well");
    }
}

#[test]
fn other_missing_facts_are_left_out_and_listed() {
    let catalogue = catalogue();
    let board = example(&catalogue, "onderweg");
    let complete = written(&catalogue, &board, Length::Long);
    assert_eq!(complete.left_out, [""; 0]);
    let core = [
        "beleid-vastgesteld-op",
        "medezeggenschap-instemming-op",
        "fg",
        "datalekken-geregistreerd",
        "datalekken-gemeld-ap",
        "toezicht-besproken-op",
    ];
    for fact in FACTS.iter().filter(|fact| !core.contains(&fact.key)) {
        let paragraph = written(&catalogue, &without(&board, fact.key), Length::Long);
        assert!(!paragraph.text().contains(MARK), "{}", fact.key);
        assert_eq!(paragraph.left_out.len(), 1, "{}: {:?}", fact.key, paragraph.left_out);
        assert!(paragraph.left_out[0].contains(fact.question) && paragraph.left_out[0].contains(fact.key));
        let fewer = words(&paragraph.text()) < words(&complete.text()) || fact.key == "toetsing-extern";
        assert!(fewer, "{} is really left out", fact.key);
    }
    let mut no_advice = board.clone();
    no_advice.meta.fg_advised_on = None;
    let paragraph = written(&catalogue, &no_advice, Length::Long);
    assert!(paragraph.left_out[0].contains("fg-advies-op") && !paragraph.text().contains("geadviseerd"));
}

#[test]
fn what_cannot_matter_is_not_listed() {
    let catalogue = catalogue();
    let mut board = example(&catalogue, "onderweg");
    for key in
        ["datalekken-gemeld-ap", "datalekken-gemeld-betrokkenen", "datalekken-oorzaak", "verzoeken-op-tijd"]
    {
        board.facts.remove(key);
    }
    set_number(&mut board, "datalekken-geregistreerd", 0);
    set_number(&mut board, "verzoeken-betrokkenen", 0);
    let paragraph = written(&catalogue, &board, Length::Long);
    assert_eq!(paragraph.left_out, [""; 0]);
    assert!(!paragraph.text().contains(MARK));
}

#[test]
fn an_empty_board_still_has_five_alineas_and_no_figure_of_its_own() {
    let catalogue = catalogue();
    let mut board = Assessment::new(&catalogue.id, &catalogue.edition, 2026, TODAY);
    board.board.name = "Stichting Leeg".to_owned();
    let paragraph = written(&catalogue, &board, Length::Long);
    assert!(paragraph.alineas.iter().all(|alinea| !alinea.sentences.is_empty()));
    for word in [" 0 ", "nul", "geen datalek", "op onze"] {
        assert!(!paragraph.text().contains(word), "{word}: {}", paragraph.text());
    }
    assert!(paragraph.alineas[2].text().contains(MARK));
}

#[test]
fn zero_stands_only_where_the_board_said_zero() {
    let catalogue = catalogue();
    let mut board = example(&catalogue, "onderweg");
    let zero = [
        ("datalekken-geregistreerd", "geen datalekken geregistreerd"),
        ("verzoeken-betrokkenen", "Verzoeken over eigen gegevens, zoals inzage, zijn er niet geweest."),
        ("verwerkersovereenkomsten-actueel", "Met geen van de 34 leveranciers"),
        ("verzoeken-op-tijd", "is er geen op tijd beantwoord"),
        ("training-bereik-procent", "In 2026 hebben medewerkers geen training gevolgd."),
        ("datalekken-gemeld-ap", "Geen enkel datalek is gemeld bij de Autoriteit Persoonsgegevens"),
        ("datalekken-vorig-jaar", "(2025: geen)"),
        ("privacy-officer-uren", "Vaste uren voor een privacy officer zijn er niet."),
        ("verwerkers", "Er zijn geen leveranciers die voor ons persoonsgegevens verwerken."),
    ];
    for (key, sentence) in zero {
        assert!(!long(&catalogue, &without(&board, key)).contains(sentence), "{key} missing");
        let before = board.clone();
        set_number(&mut board, key, 0);
        if key == "verwerkers" {
            set_number(&mut board, "verwerkersovereenkomsten-actueel", 0);
        }
        if key == "datalekken-gemeld-ap" {
            set_number(&mut board, "datalekken-gemeld-betrokkenen", 0);
        }
        assert!(long(&catalogue, &board).contains(sentence), "{key} zero: {}", long(&catalogue, &board));
        board = before;
    }
}

#[test]
fn not_done_and_unknown_get_calm_words_of_their_own() {
    let catalogue = catalogue();
    let board = example(&catalogue, "onderweg");
    for fact in FACTS {
        let missing = long(&catalogue, &without(&board, fact.key));
        let with = |value: FactValue| {
            let mut board = board.clone();
            set(&mut board, fact.key, value);
            written(&catalogue, &board, Length::Long)
        };
        if fact.kind == Kind::DateOrWord {
            let text = with(FactValue::NotDone).text();
            assert!(text != missing && text.contains(" niet "), "{}: {text}", fact.key);
        }
        // What was never counted before, or not asked about further, is silently left out.
        let quiet = ["datalekken-vorig-jaar", "school-cert", "veilig-internet", "netwerk-ibp"];
        if matches!(fact.kind, Kind::DateOrWord | Kind::Number | Kind::YesNo) && !quiet.contains(&fact.key) {
            let paragraph = with(FactValue::Unknown);
            assert!(paragraph.text().contains("zoeken we nog uit"), "{}: {}", fact.key, paragraph.text());
            assert!(!paragraph.text().contains(MARK), "{} was asked and answered", fact.key);
            assert_eq!(paragraph.left_out, [""; 0], "{}", fact.key);
        }
    }
}

#[test]
fn numbers_that_contradict_each_other_are_never_printed() {
    let catalogue = catalogue();
    let mut board = example(&catalogue, "onderweg");
    set_number(&mut board, "datalekken-gemeld-ap", 7);
    set_number(&mut board, "verwerkersovereenkomsten-actueel", 35);
    set_number(&mut board, "verzoeken-op-tijd", 4);
    set_number(&mut board, "training-bereik-procent", 860);
    let paragraph = written(&catalogue, &board, Length::Long);
    let text = paragraph.text();
    assert!(text.contains("Daarvan zijn er [INVULLEN: aantal] gemeld bij"), "{text}");
    for wrong in ["zeven", "35", "860", "vier van"] {
        assert!(!text.contains(wrong), "{wrong}: {text}");
    }
    assert!(paragraph.left_out.iter().any(|line| line.contains("is nu meer dan verwerkers")));
    assert!(paragraph.left_out.iter().any(|line| line.contains("meer dan 100 procent")));
}

// ───── Years ─────

#[test]
fn sentences_follow_the_reporting_year() {
    let catalogue = catalogue();
    let in_year = |year: u32| {
        let mut board = example(&catalogue, "onderweg");
        board.meta.reporting_year = year;
        board.meta.plan_adopted_on = None;
        (long(&catalogue, &board), short(&catalogue, &board))
    };
    for year in [2024, 2025, 2026] {
        let (long, short) = in_year(year);
        assert!(long.contains("elk bestuur in 2027 weet waar het staat en een plan heeft, en in 2030 aan"));
        assert!(long.contains("volgens de afspraak ligt het er in 2027"));
        assert!(long.contains("De privacywet AVG geldt nu al.") && short.contains("toe naar 2030"));
    }
    let (long, _) = in_year(2027);
    assert!(long.contains("elk bestuur in 2027, het jaar van dit verslag, weet waar het staat"));
    for year in [2028, 2029] {
        let (long, short) = in_year(year);
        assert!(
            long.contains("elk bestuur in 2030 aan alle normen voldoet") && short.contains("toe naar 2030")
        );
        assert!(!long.contains("afspraak ligt het er") && !long.contains("een plan heeft"));
    }
    let (long, short) = in_year(2030);
    assert!(long.contains("in 2030, het jaar van dit verslag, aan alle normen voldoet"));
    for year in [2030, 2031, 2035] {
        let (long, short) = in_year(year);
        assert!(
            long.contains("De afspraak om in 2030 aan alle normen te voldoen, hebben we nog niet gehaald.")
        );
        assert!(!long.contains("nu al") && !short.contains("toe naar"));
    }
    assert!(short.contains("hebben we nog niet gehaald"));
    assert!(in_year(2031).0.contains("elk bestuur vanaf 2030 aan alle normen voldoet"));
    for year in 2024..=2035 {
        let (long, short) = in_year(year);
        for text in [&long, &short] {
            assert!(text.contains(&format!("In {} gaan we", year + 1)), "the coming year follows the report");
            assert!(year <= 2026 || !text.contains("In 2027 gaan we"), "{year}");
        }
    }
}

#[test]
fn a_board_that_is_there_in_time_does_not_still_work_towards_it() {
    let catalogue = catalogue();
    let mut board = example(&catalogue, "voldoet");
    assert!(
        short(&catalogue, &board)
            .ends_with("Volgens afspraak voldoen alle besturen in 2030 aan het normenkader.")
    );
    board.meta.reporting_year = 2031;
    assert!(!everything(&catalogue, &board).contains("nog niet gehaald"));
}

#[test]
fn the_years_of_the_agreement_come_from_the_catalogue() {
    let mut catalogue = catalogue();
    for milestone in &mut catalogue.milestones {
        milestone.year = match milestone.id.as_str() {
            "plan" => Some(2041),
            "voldoen" => Some(2044),
            _ => milestone.year,
        };
    }
    let mut board = example(&catalogue, "onderweg");
    board.facts.remove("plan-volgend-jaar");
    let text = everything(&catalogue, &board);
    assert!(
        text.contains("in 2041 weet waar het staat en een plan heeft, en in 2044 aan alle normen voldoet")
    );
    assert!(!text.contains("2027") && !text.contains("2030"), "{text}");

    catalogue.milestones.clear();
    let text = everything(&catalogue, &board);
    assert!(!text.contains("sectorraden") && !text.contains("volgens afspraak"), "{text}");
    assert!(text.contains("Daarnaast geldt de privacywet AVG."));
}

#[test]
fn dates_are_month_and_year_and_shorter_where_the_year_is_clear() {
    let catalogue = catalogue();
    let mut board = example(&catalogue, "onderweg");
    let text = long(&catalogue, &board);
    assert!(text.contains("Ons beleid is in maart 2025 vastgesteld, met instemming van de GMR, en in september 2026 geëvalueerd."));
    assert!(text.contains("De FG heeft er diezelfde maand over geadviseerd."));
    assert!(text.contains("In mei hebben we een risicoanalyse gedaan; in oktober hebben we een cybercrisis geoefend en het terugzetten van back-ups getest."));
    set(&mut board, "crisisoefening-op", FactValue::Date(date(2025, 12, 3)));
    board.meta.fg_advised_on = Some(date(2027, 1, 20));
    let text = long(&catalogue, &board);
    assert!(text.contains("In december 2025 hebben we een cybercrisis geoefend, in mei 2026 een risicoanalyse gedaan en in oktober 2026 het terugzetten van back-ups getest."), "{text}");
    assert!(text.contains("De FG heeft er in januari 2027 over geadviseerd."));
}

// ───── Very different boards ─────

#[test]
fn the_way_of_working_decides_the_words() {
    let catalogue = catalogue();
    let with = |method: Method, external: Option<FactValue>| {
        let mut board = example(&catalogue, "onderweg");
        board.meta.method = method;
        board.facts.remove("toetsing-extern");
        if let Some(value) = external {
            set(&mut board, "toetsing-extern", value);
        }
        format!("{}\n{}", long(&catalogue, &board), short(&catalogue, &board))
    };
    let own = with(Method::SelfAssessment, None);
    assert!(own.contains("hebben we onszelf aan de hand van het normenkader beoordeeld"));
    assert!(
        own.contains("De uitkomst is niet extern getoetst.")
            && own.contains("zelfevaluatie van november 2026, niet extern getoetst, blijkt")
    );
    let checked = with(Method::SelfAssessment, Some(FactValue::YesNo(true)));
    assert!(
        checked.contains("De uitkomst is extern getoetst.")
            && checked.contains("die extern is getoetst, blijkt")
    );
    assert!(!checked.contains("niet extern"));
    let peers = with(Method::PeerReview, Some(FactValue::YesNo(false)));
    assert!(
        peers.contains(
            "hebben collega’s van een ander bestuur ons aan de hand van het normenkader beoordeeld"
        )
    );
    assert!(
        peers.contains("Het gaat om een collegiale toetsing, niet om een externe.")
            && !peers.contains("onszelf")
    );
    let external = with(Method::External, None);
    assert!(external.contains("heeft een externe partij ons aan de hand van het normenkader beoordeeld"));
    assert!(external.contains("Uit de externe beoordeling van november 2026 blijkt"));
    assert!(
        !external.contains("niet extern")
            && !external.contains("onszelf")
            && !external.contains("zelfevaluatie")
    );
}

#[test]
fn one_school_and_many_po_so_and_vo_are_named_as_they_are() {
    let catalogue = catalogue();
    let schools = |sectors: &[&str], schools: Option<u32>| {
        let mut board = example(&catalogue, "onderweg");
        board.board.sectors = sectors.iter().map(|sector| (*sector).to_owned()).collect();
        board.board.schools = schools;
        long(&catalogue, &board)
    };
    for (sectors, count, words) in [
        (&["po"][..], Some(1), "op onze basisschool."),
        (&["po"], Some(3), "op onze drie basisscholen."),
        (&["po", "so"], Some(12), "op onze twaalf scholen."),
        (&["vo"], Some(1), "op onze school."),
        (&["so"], Some(2), "op onze twee scholen."),
        (&[], Some(40), "op onze 40 scholen."),
        (&["vo"], None, "in onze hele organisatie."),
        (&["vo"], Some(0), "in onze hele organisatie."),
    ] {
        assert!(schools(sectors, count).contains(words), "{words}");
    }
}

#[test]
fn participation_supervision_and_fg_are_named_as_they_are() {
    let catalogue = catalogue();
    let mut board = example(&catalogue, "onderweg");
    board.board.participation = Some("MR".to_owned());
    board.board.supervision = Some("toezichthoudend deel van het bestuur".to_owned());
    set(&mut board, "fg", text_fact("intern"));
    let text = long(&catalogue, &board);
    assert!(text.contains("met instemming van de MR,") && !text.contains("GMR"));
    assert!(text.contains("met het toezichthoudend deel van het bestuur besproken"));
    assert!(text.contains("Onze eigen functionaris gegevensbescherming (FG) houdt toezicht."));
    board.board.participation = None;
    board.board.supervision = None;
    set(&mut board, "fg", text_fact("extern"));
    let text = long(&catalogue, &board);
    assert!(text.contains("met instemming van de medezeggenschapsraad,"));
    assert!(text.contains("met het intern toezicht besproken"));
    assert!(text.contains("Een externe functionaris gegevensbescherming (FG) houdt toezicht."));
}

#[test]
fn data_leaks_are_counted_in_good_dutch() {
    let catalogue = catalogue();
    let leaks = |registered: u32, authority: u32, people: Option<u32>| {
        let mut board = example(&catalogue, "onderweg");
        board.facts.remove("beveiligingsincidenten");
        board.facts.remove("datalekken-gemeld-betrokkenen");
        set_number(&mut board, "datalekken-geregistreerd", registered);
        set_number(&mut board, "datalekken-gemeld-ap", authority);
        if let Some(people) = people {
            set_number(&mut board, "datalekken-gemeld-betrokkenen", people);
        }
        written(&catalogue, &board, Length::Long).alineas[3].text()
    };
    let ap = "gemeld bij de Autoriteit Persoonsgegevens";
    for (text, wanted) in [
        (leaks(0, 0, None), "In 2026 zijn er geen datalekken geregistreerd (2025: vier). De drie".to_owned()),
        (
            leaks(1, 0, None),
            format!("registreerden we één datalek (2025: vier). Het is niet {ap}. De oorzaak was"),
        ),
        (leaks(1, 1, Some(1)), format!("Het is {ap} en aan de betrokkenen.")),
        (leaks(1, 1, Some(0)), format!("Het is {ap}, niet aan de betrokkenen.")),
        (
            leaks(6, 1, Some(1)),
            format!("zes datalekken (2025: vier). Eén daarvan is {ap} en aan de betrokkenen."),
        ),
        (leaks(6, 2, None), format!("Twee daarvan zijn {ap}.")),
        (leaks(6, 6, Some(2)), format!("Ze zijn allemaal {ap}; aan de betrokkenen zijn er twee gemeld.")),
        (leaks(2, 2, Some(2)), format!("Ze zijn allebei {ap} en aan de betrokkenen.")),
        (
            leaks(14, 0, Some(0)),
            format!("14 datalekken (2025: vier). Geen enkel datalek is {ap} of aan de betrokkenen."),
        ),
        (leaks(14, 13, Some(1)), format!("Daarvan zijn er 13 {ap}; aan de betrokkenen is er één gemeld.")),
    ] {
        assert!(text.contains(&wanted), "{wanted}\n{text}");
    }
}

#[test]
fn the_plan_speaks_of_what_is_really_planned() {
    let catalogue = catalogue();
    let mut board = example(&catalogue, "onderweg");
    assert!(
        long(&catalogue, &board)
            .contains("Het plan verdeelt de overige 57 normen over de jaren tot en met 2029.")
    );
    let answer = board.answers.values_mut().find(|answer| answer.due.is_some()).unwrap();
    answer.action_owner = None;
    let text = long(&catalogue, &board);
    assert!(
        text.contains("Het plan bevat nu acties voor 56 van de 57 normen die nog niet op streefniveau zijn."),
        "{text}"
    );
    for answer in board.answers.values_mut() {
        answer.due = None;
    }
    let text = long(&catalogue, &board);
    assert!(text.contains("ons meerjarenplan vastgesteld") && !text.contains("Het plan "), "{text}");
}

#[test]
fn plan_and_supervision_in_one_month_are_one_sentence() {
    let catalogue = catalogue();
    let mut board = example(&catalogue, "onderweg");
    assert!(long(&catalogue, &board).contains("In december 2026 hebben we het onderwerp met de raad van toezicht besproken en ons meerjarenplan vastgesteld."));
    set(&mut board, "toezicht-besproken-op", FactValue::Date(date(2026, 9, 8)));
    let text = long(&catalogue, &board);
    assert!(text.contains("Ons meerjarenplan is in december 2026 vastgesteld."));
    assert!(text.contains("Met de raad van toezicht is het onderwerp in september 2026 besproken."));
}

#[test]
fn a_risk_is_named_only_where_the_board_named_it() {
    let catalogue = catalogue();
    let board = example(&catalogue, "onderweg");
    assert!(everything(&catalogue, &board).contains("Twee dingen blijven lastig: "));
    let quiet = without(&board, "uitdagingen");
    assert!(!long(&catalogue, &quiet).contains("lastig") && !short(&catalogue, &quiet).contains("lastig"));
}

#[test]
fn provisional_norms_among_the_answers_open_the_draft_with_a_warning() {
    let mut catalogue = catalogue();
    let board = example(&catalogue, "onderweg");
    for length in [Length::Long, Length::Short] {
        let notice = written(&catalogue, &board, length).notice.unwrap();
        assert!(
            notice.starts_with("Let op: bij acht beantwoorde normen staan nummer en titel nog niet vast.")
        );
    }
    assert!(long(&catalogue, &board).contains("aan de hand van het normenkader"));
    assert!(short(&catalogue, &board).contains("aan de hand van het Normenkader"));
    assert!(!long(&catalogue, &board).contains("We werken met het"));

    let mut one = board.clone();
    answer_all(&catalogue, &mut one, &Reply::Open);
    let provisional = catalogue.norms.iter().find(|norm| norm.provisional).unwrap();
    one.answers.get_mut(&provisional.id).unwrap().reply =
        Reply::NotApplicable("bestaat hier niet".to_owned());
    let notice = written(&catalogue, &one, Length::Long).notice.unwrap();
    assert!(
        notice.starts_with("Let op: bij één beantwoorde norm staan"),
        "set aside is answered too: {notice}"
    );

    for norm in &mut catalogue.norms {
        norm.provisional = false;
    }
    assert_eq!(written(&catalogue, &board, Length::Long).notice, None);
    assert!(long(&catalogue, &board).contains("We werken met het"));
}

// ───── Where it comes from ─────

#[test]
fn every_sentence_about_the_board_says_where_it_comes_from() {
    let catalogue = catalogue();
    for name in EXAMPLES {
        let board = example(&catalogue, name);
        for length in [Length::Long, Length::Short] {
            for sentence in sentences(&written(&catalogue, &board, length)) {
                // The one sentence that is the same for every board of whatever size.
                let constant = sentence.text.ends_with("voor informatiebeveiliging en privacy.");
                assert!(constant || !sentence.sources.is_empty(), "{name}: {}", sentence.text);
            }
        }
    }
}

#[test]
fn the_sources_of_a_figure_are_exactly_what_it_rests_on() {
    let catalogue = catalogue();
    let board = example(&catalogue, "onderweg");
    let paragraph = written(&catalogue, &board, Length::Long);
    let of = |start: &str| {
        let sentence = sentences(&paragraph).into_iter().find(|s| s.text.starts_with(start)).unwrap();
        sentence
            .sources
            .iter()
            .map(|s| format!("{} | {} | {:?}", s.value, s.origin, s.date))
            .collect::<Vec<_>>()
    };
    insta::assert_snapshot!(of("Bij 34").join("\n"), @r"
    3 (Bepaald) | kader.toml | None
    91 van 94 | alle 94 normen van het normenkader | Some(2026-11-16)
    34 van 91 | alle 91 toepasselijke normen | Some(2026-11-16)
    29 van 34 | alle 91 toepasselijke normen | Some(2026-11-16)
    ");
    insta::assert_snapshot!(of("In 2026 registreerden").join("\n"), @r"
    2026 | [meting] verslagjaar | None
    11 | [jaarverslag] beveiligingsincidenten | None
    6 | [jaarverslag] datalekken-geregistreerd | None
    4 | [jaarverslag] datalekken-vorig-jaar | None
    ");
    insta::assert_snapshot!(of("In mei").join("\n"), @r"
    27 mei 2026 | [jaarverslag] risicoanalyse-op | Some(2026-05-27)
    inloggen in twee stappen ingevoerd voor alle medewerkers; het verwerkingsregister bijgewerkt | [jaarverslag] maatregelen | None
    14 oktober 2026 | [jaarverslag] hersteltest-op | Some(2026-10-14)
    7 oktober 2026 | [jaarverslag] crisisoefening-op | Some(2026-10-07)
    ");
}

fn sentences(paragraph: &Paragraph) -> Vec<Sentence> {
    paragraph.alineas.iter().flat_map(|alinea| alinea.sentences.clone()).collect()
}

/// The numbers in digits that a text has.
fn numbers(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).map(str::to_owned).collect()
}

/// The numbers of a sentence that none of its sources has; years beside the reporting year are its neighbours.
fn untraced(analysis: &Analysis<'_>, sentence: &Sentence) -> BTreeSet<String> {
    let year = analysis.assessment.meta.reporting_year;
    let mut known: BTreeSet<String> = [year - 1, year, year + 1].map(|year| year.to_string()).into();
    for source in &sentence.sources {
        known.extend(numbers(&source.value));
        known.extend(numbers(&source.origin));
        known.extend(numbers(&source.date.map(|date| date.to_string()).unwrap_or_default()));
    }
    &numbers(&sentence.text) - &known
}

// ───── House style ─────

#[test]
fn a_house_style_replaces_single_sentences_and_keeps_the_rest() {
    let catalogue = catalogue();
    let board = example(&catalogue, "onderweg");
    let analysis = analysis(&catalogue, &board);
    let own = r#"{% extends "ibp-paragraaf.j2" %}
        {% block kader_fg %}onze FG werkt {{ fg }} en er waren {{ datalekken_geregistreerd|woord }} datalekken.{% endblock %}
        {% block lesuitval %}{% endblock %}"#;
    let ours = write(&analysis, Length::Long).unwrap();
    let theirs = write_with(&analysis, Length::Long, own).unwrap();
    let replaced = sentences(&theirs).into_iter().find(|s| s.text.starts_with("Onze FG")).unwrap();
    assert_eq!(replaced.text, "Onze FG werkt extern en er waren zes datalekken.");
    let origins: Vec<_> = replaced.sources.iter().map(|source| source.origin.as_str()).collect();
    assert_eq!(origins, ["[jaarverslag] fg", "[jaarverslag] datalekken-geregistreerd"]);
    assert_eq!(sentences(&theirs).len(), sentences(&ours).len() - 1, "an empty block is no sentence");
    assert_eq!(theirs.alineas[1], ours.alineas[1]);
}

#[test]
fn a_mistake_in_a_template_is_an_error_with_its_place() {
    let catalogue = catalogue();
    let board = example(&catalogue, "onderweg");
    let analysis = analysis(&catalogue, &board);
    let error = |template: &str| format!("{:#}", write_with(&analysis, Length::Long, template).unwrap_err());
    let typo = error("{% extends \"ibp-paragraaf.j2\" %}\n{% block kader_fg %}{{ ffg }}{% endblock %}");
    assert!(typo.contains("eigen sjabloon, regel 2: het sjabloon vraagt iets dat niet bestaat"), "{typo}");
    let syntax = error("{% extends \"ibp-paragraaf.j2\" %}\n\n{% block kader_fg %}{{ fg ");
    assert!(syntax.contains("eigen sjabloon, regel 3: dit sjabloon is niet te lezen"), "{syntax}");
    let lonely = error("Alleen maar tekst.");
    assert!(lonely.contains("begint het met extends?"), "{lonely}");
    let absent = error("{% extends \"ander.j2\" %}");
    assert!(absent.contains("ander sjabloon dat er niet is"), "{absent}");
}

// ───── A thousand boards ─────

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_board_is_like_the_text_keeps_the_rules(odd in odd_board(shared_catalogue())) {
        let catalogue = shared_catalogue();
        let analysis = analyse(catalogue, &odd.board, odd.before.as_ref(), TODAY);
        for length in [Length::Long, Length::Short] {
            let paragraph = write(&analysis, length).unwrap();
            let text = paragraph.text();
            prop_assert_eq!(forbidden(catalogue, &odd.board, &text), [""; 0], "{}", text);
            for gap in ["  ", " ,", " .", " ;", " :", "..", ",.", "none", "undefined", "{", "}"] {
                prop_assert!(!text.contains(gap), "{:?}: {}", gap, text);
            }
            for sentence in sentences(&paragraph) {
                let first = sentence.text.chars().next().unwrap();
                prop_assert!(first.is_uppercase(), "{}", sentence.text);
                prop_assert!(sentence.text.ends_with('.'), "{}", sentence.text);
                let invented = untraced(&analysis, &sentence);
                prop_assert!(invented.is_empty(), "invented {:?} in: {}", invented, sentence.text);
            }
            prop_assert!(paragraph.alineas.iter().all(|alinea| !alinea.sentences.is_empty()), "{}", text);
            prop_assert!(odd.board.meta.reporting_year < 2027 || !text.contains("In 2027 gaan we"));
            prop_assert!((60..700).contains(&words(&text)), "{}", words(&text));
            let report = Report { analysis: &analysis, long: &paragraph, short: &paragraph };
            prop_assert!(markdown::paragraph(&report).contains("concept"));
        }
    }
}
