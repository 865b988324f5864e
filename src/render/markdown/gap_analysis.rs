//! The gap analysis as Markdown: what the workbook says, in a form to read, mail and compare.

use super::escape;
use super::page::{Page, labelled};
use crate::analysis::{Analysis, Figures, Gap};
use crate::catalogue::MARK_FOOTNOTE;
use crate::render::fingerprint::seal_text;
use crate::render::wording::group as words;
use crate::render::wording::overview::scope_name;
use crate::render::{Report, wording};
use crate::{
    assessment::{Answer, Reply},
    dutch,
};

/// How many ids of lowest norms a row shows.
const LOWEST_SHOWN: usize = 8;

/// The whole document.
pub fn gap_analysis(report: &Report<'_>) -> String {
    let analysis = report.analysis;
    let mut page = Page::default();
    page.block(format!("# {}: {}", wording::TITLE, escape(wording::board(analysis))));
    page.block(format!("**{}**", wording::confidentiality(analysis)));
    circumstances(&mut page, analysis);
    standing(&mut page, analysis);
    domains(&mut page, analysis);
    group(&mut page, analysis);
    gaps(&mut page, analysis);
    open(&mut page, analysis);
    not_applicable(&mut page, analysis);
    measures(&mut page, analysis);
    context(&mut page, analysis);
    explanation(&mut page, analysis);
    let title = escape(&analysis.catalogue.title());
    page.block(format!("{title} · {}", wording::confidentiality(analysis)));
    seal_text(page.text)
}

fn circumstances(page: &mut Page, analysis: &Analysis) {
    let meta = &analysis.assessment.meta;
    let mut items = vec![
        labelled("Normenkader", &analysis.catalogue.name),
        labelled("Editie", &wording::edition(analysis.catalogue)),
        labelled("Verslagjaar", &meta.reporting_year.to_string()),
        labelled("Peildatum", &wording::reference_date(analysis)),
        labelled("Werkwijze", &wording::method(meta.method)),
        labelled("Stand van de meting", &wording::stage(analysis)),
        labelled("Ingevuld door", wording::assessor(analysis)),
    ];
    if let Some(previous) = &analysis.previous {
        items.push(labelled("Vergeleken met", &wording::previous(previous)));
    }
    page.list(items);
}

fn standing(page: &mut Page, analysis: &Analysis) {
    page.heading("Waar staan we");
    page.block(format!("**{}**", escape(&wording::verdict(analysis))));
    let mut rows = Vec::new();
    let mut add = |name: &str, figures: &Figures, before: Option<(u32, &Figures)>| {
        rows.push(figures_row(analysis, escape(name), figures));
        if let Some((year, figures)) = before {
            rows.push(figures_row(analysis, format!("{}, {year}", escape(name)), figures));
        }
    };
    let previous = analysis.previous.as_ref();
    add("Geheel", &analysis.whole, previous.map(|p| (p.reporting_year, &p.whole)));
    for (index, part) in analysis.catalogue.parts.iter().enumerate() {
        let before = previous.and_then(|p| Some((p.reporting_year, p.parts.get(index)?)));
        add(&part.name, &analysis.parts[index], before);
    }
    page.table(&FIGURE_HEADERS, &rows);
    page.block(format!("\\* {}", wording::MEAN_CAUTION));
    page.block(escape(&wording::verdict_meaning(analysis)));
    page.block(escape(&wording::plan(analysis)));
    let cautions = wording::cautions(analysis);
    if !cautions.is_empty() {
        let lines: Vec<String> = cautions.iter().map(|caution| format!("> - {}", escape(caution))).collect();
        page.block(format!("> **Let op bij het lezen**\n>\n{}", lines.join("\n")));
    }
}

/// The headers of a table of figures, always the same.
pub(super) const FIGURE_HEADERS: [&str; 9] = [
    "",
    "Toepasselijk:",
    "Op streefniveau:",
    "In %:",
    "Onderbouwd:",
    "Open:",
    "N.v.t.:",
    "Gemiddelde \\*:",
    "Laagste",
];

fn figures_row(analysis: &Analysis, name: String, figures: &Figures) -> Vec<String> {
    let lowest = match wording::lowest_norms(analysis.catalogue, figures, LOWEST_SHOWN) {
        ids if ids.is_empty() => wording::lowest(analysis.catalogue, figures),
        ids => format!("{} ({ids})", wording::lowest(analysis.catalogue, figures)),
    };
    vec![
        name,
        figures.applicable.to_string(),
        figures.on_target.to_string(),
        wording::share(figures),
        figures.evidenced.to_string(),
        figures.open.to_string(),
        figures.not_applicable.to_string(),
        wording::mean(figures),
        escape(&lowest),
    ]
}

fn domains(page: &mut Page, analysis: &Analysis) {
    page.heading("Per domein");
    let rows: Vec<Vec<String>> = analysis
        .catalogue
        .domains
        .iter()
        .zip(&analysis.domains)
        .map(|(domain, figures)| {
            figures_row(analysis, format!("{} {}", escape(&domain.code), escape(&domain.name)), figures)
        })
        .collect();
    let mut headers = FIGURE_HEADERS;
    headers[0] = "Domein";
    page.table(&headers, &rows);
}

/// The board in its group, where a group was given.
fn group(page: &mut Page, analysis: &Analysis) {
    let Some(standing) = &analysis.group else { return };
    page.heading(words::TITLE);
    page.block(escape(&words::members(standing)));
    if let Some(why) = words::too_few(standing) {
        page.block(escape(&why));
        return;
    }
    page.list(
        words::outside(analysis.catalogue, standing).iter().map(|text| format!("**{}**", escape(text))),
    );
    let rows: Vec<Vec<String>> = standing
        .scopes
        .iter()
        .map(|found| {
            let group = found.group.as_ref();
            let or_dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
            vec![
                escape(&scope_name(analysis.catalogue, found.scope)),
                or_dash(found.own.map(|own| own.to_string())),
                or_dash(group.map(words::middle_half)),
                or_dash(group.map(|group| group.median.to_string())),
                words::side(group.and_then(|group| group.side)).to_owned(),
                or_dash(group.and_then(|group| group.place.as_ref()).map(words::place)),
            ]
        })
        .collect();
    let headers = ["", "Jullie:", "Middelste helft:", "Midden:", "Jullie staan", "Plaats:"];
    page.table(&headers, &rows);
    page.list(
        words::cautions(analysis.assessment.meta.method, standing).iter().map(|caution| escape(caution)),
    );
}

fn gaps(page: &mut Page, analysis: &Analysis) {
    page.heading("Begin hier");
    let first = analysis.page_one();
    if first.is_empty() {
        page.block(wording::no_gaps(analysis));
        return;
    }
    page.block(wording::page_one(analysis));
    let items: Vec<String> = (1..).zip(first).map(|(number, gap)| urgent(analysis, number, gap)).collect();
    page.block(items.join("\n"));
    let rest = &analysis.gaps[first.len()..];
    if !rest.is_empty() {
        page.heading("De andere normen onder het streefniveau");
        let rows: Vec<Vec<String>> = rest.iter().map(|gap| gap_row(analysis, gap)).collect();
        let mut headers = vec!["Klasse", "Norm", "Nu", "Streefniveau", "Reden", "Moeite"];
        if !analysis.without_notes {
            headers.extend(["Actie", "Actiehouder"]);
        }
        headers.extend(["Streefdatum", "Plan"]);
        page.table(&headers, &rows);
    }
    page.block(MARK_FOOTNOTE);
}

fn norm_name(analysis: &Analysis, norm: usize) -> String {
    let norm = analysis.norm(norm);
    escape(&format!("{} {}", norm.id, norm.marked_title()))
}

/// One of the most urgent gaps, as an item of a numbered list.
fn urgent(analysis: &Analysis, number: u32, gap: &Gap) -> String {
    let norm = analysis.norm(gap.norm);
    let catalogue = analysis.catalogue;
    let mut lines = vec![format!(
        "{number}. **{}**: nu {}, streefniveau {}. Klasse {}{}.",
        norm_name(analysis, gap.norm),
        escape(&wording::level(catalogue, gap.level)),
        escape(&wording::level(catalogue, gap.target)),
        gap.class.as_str(),
        norm.effort.map_or(String::new(), |effort| format!(", moeite {}", effort.as_str()))
    )];
    lines.push(format!("    - Waarom: {}", escape(&gap.reason)));
    if !norm.first_step.is_empty() {
        lines.push(format!("    - Eerste stap: {}", escape(&norm.first_step)));
    }
    if let Some(plan) = analysis.answer(gap.norm).and_then(|answer| plan_line(analysis, answer)) {
        lines.push(format!("    - {plan}"));
    }
    lines.join("\n")
}

/// The action with who and when, where there is one; of what is shared only when.
fn plan_line(analysis: &Analysis, answer: &Answer) -> Option<String> {
    let action = escape(answer.action.as_ref()?);
    let mut parts = Vec::new();
    if analysis.without_notes {
        parts.push("Er is een actie".to_owned());
    } else {
        parts.push(format!("Actie: {action}"));
        parts.extend(answer.action_owner.as_ref().map(|owner| escape(owner)));
    }
    parts.extend(answer.due.map(|due| format!("uiterlijk {}", dutch::date(due))));
    parts.extend(answer.plan_status.map(|status| status.as_str().to_owned()));
    parts.extend(answer.completed_on.map(|date| format!("afgerond op {}", dutch::date(date))));
    Some(parts.join(" · "))
}

fn gap_row(analysis: &Analysis, gap: &Gap) -> Vec<String> {
    let norm = analysis.norm(gap.norm);
    let answer = analysis.answer(gap.norm);
    let text = |field: fn(&Answer) -> &Option<String>| {
        answer.and_then(|answer| field(answer).as_ref()).map_or(String::new(), |text| escape(text))
    };
    let mut row = vec![
        gap.class.as_str().to_owned(),
        norm_name(analysis, gap.norm),
        escape(&wording::level(analysis.catalogue, gap.level)),
        escape(&wording::level(analysis.catalogue, gap.target)),
        escape(&gap.reason),
        norm.effort.map_or("", |effort| effort.as_str()).to_owned(),
    ];
    if !analysis.without_notes {
        row.extend([text(|answer| &answer.action), text(|answer| &answer.action_owner)]);
    }
    row.extend([
        answer.and_then(|answer| answer.due).map_or(String::new(), dutch::date),
        wording::plan_state(answer),
    ]);
    row
}

fn open(page: &mut Page, analysis: &Analysis) {
    page.heading("Open normen");
    page.block(wording::open_intro(analysis));
    for role in &analysis.to_ask {
        page.block(format!("**{}**", escape(&role.role)));
        page.list(wording::open_norms(role).map(|norm| {
            format!("{}: {}", norm_name(analysis, norm), escape(&wording::open_state(analysis, norm)))
        }));
    }
}

fn not_applicable(page: &mut Page, analysis: &Analysis) {
    let items: Vec<String> = analysis
        .norms
        .iter()
        .filter_map(|result| match &analysis.answer(result.norm)?.reply {
            Reply::NotApplicable(_) if !result.applicable() && analysis.without_notes => {
                Some(norm_name(analysis, result.norm))
            }
            Reply::NotApplicable(reason) if !result.applicable() => {
                Some(format!("{}: {}", norm_name(analysis, result.norm), escape(reason)))
            }
            _ => None,
        })
        .collect();
    if !items.is_empty() {
        page.heading("Niet van toepassing");
        page.list(items);
    }
}

fn measures(page: &mut Page, analysis: &Analysis) {
    if analysis.measures.is_empty() && analysis.attention.is_empty() {
        return;
    }
    page.heading("Basismaatregelen en aandachtspunten");
    page.block(wording::INDICATIVE);
    let row = |kind: &str, item: &crate::analysis::LinkedNorms| {
        let ids: Vec<&str> = item.norms.iter().map(|norm| analysis.norm(*norm).id.as_str()).collect();
        vec![
            format!("{kind} {}", item.number),
            escape(&item.title),
            escape(&ids.join(", ")),
            wording::on_target(&item.figures),
            escape(&wording::lowest(analysis.catalogue, &item.figures)),
        ]
    };
    let rows: Vec<Vec<String>> = analysis
        .measures
        .iter()
        .map(|item| row("maatregel", item))
        .chain(analysis.attention.iter().map(|item| row("aandachtspunt", item)))
        .collect();
    page.table(&["", "Wat", "Normen", "Op streefniveau:", "Laagste"], &rows);
    page.block(escape(&analysis.catalogue.measures.caution));
    if !analysis.support.is_empty() {
        page.block(format!("Ondersteuning die kan passen. {}", wording::SUPPORT_CAUTION));
        page.list(analysis.support.iter().map(|fit| {
            let offer = &analysis.catalogue.support[fit.offer];
            let ids: Vec<&str> = fit.norms.iter().map(|norm| analysis.norm(*norm).id.as_str()).collect();
            format!(
                "**{}** ({}): {} Past bij {}.",
                escape(&offer.name),
                escape(&offer.who),
                escape(&offer.purpose),
                escape(&ids.join(", "))
            )
        }));
    }
}

fn context(page: &mut Page, analysis: &Analysis) {
    let catalogue = analysis.catalogue;
    if !catalogue.milestones.is_empty() {
        page.heading("Mijlpalen");
        page.list(catalogue.milestones.iter().map(|milestone| {
            format!(
                "**{}** ({}, {}): {}",
                escape(&milestone.name),
                wording::milestone_kind(milestone),
                escape(&wording::milestone_when(milestone)),
                escape(&wording::milestone_text(milestone))
            )
        }));
    }
    if !analysis.benchmarks.is_empty() {
        page.heading("Naast gepubliceerde cijfers: vergelijk voorzichtig");
        page.list(analysis.benchmarks.iter().map(|row| {
            let benchmark = row.benchmark;
            format!(
                "**{}** ({}, {}): {}. {}",
                escape(&benchmark.name),
                benchmark.year,
                escape(&wording::benchmark_group(benchmark)),
                escape(&wording::benchmark_figures(catalogue, row)),
                escape(&wording::benchmark_text(benchmark))
            )
        }));
    }
}

fn explanation(page: &mut Page, analysis: &Analysis) {
    let catalogue = analysis.catalogue;
    page.heading("Uitleg");
    page.list(wording::rules(catalogue).iter().map(|(subject, text)| labelled(subject, text)));
    page.block("De tekens:");
    page.list(wording::marks().iter().map(|(mark, text)| labelled(mark, text)));
    page.block(format!("Nummers en titels: {}", wording::titles(&analysis.reliability)));
    page.block("Teksten per niveau:");
    page.list(
        (1..).zip(&analysis.reliability.levels).map(|(number, texts)| {
            labelled(&wording::level(catalogue, number), &wording::level_texts(texts))
        }),
    );
    if let Some(confirmed) = &analysis.confirmed_only {
        page.block("De cijfers zonder de voorlopige normen:");
        let parts = catalogue.parts.iter().map(|part| part.name.as_str()).zip(&confirmed.parts);
        page.list(
            [("Geheel", &confirmed.whole)]
                .into_iter()
                .chain(parts)
                .map(|(name, figures)| labelled(name, &wording::figures_line(catalogue, figures))),
        );
    }
    let unconfirmed = analysis.reliability.to_compare.iter().map(|norm| analysis.norm(*norm));
    let ids: Vec<String> = unconfirmed
        .filter(|norm| norm.unconfirmed())
        .map(|norm| format!("{}{}", norm.id, norm.mark()))
        .collect();
    if !ids.is_empty() {
        page.block(format!("{MARK_FOOTNOTE}: {}.", escape(&ids.join(", "))));
    }
    page.block("Bronnen:");
    page.list(wording::sources(catalogue).iter().map(|(what, source)| labelled(what, source)));
}
