//! Catalogue files to model: every mistake is collected, with its place.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{
    AttentionPoint, AttentionPoints, Benchmark, Catalogue, Certainty, Domain, Effort, GrowthPath, Level,
    Link, Measure, Measures, Milestone, Norm, Offer, Origin, Part, Phase, Project, Role, Status, Theme,
    validate,
};
use crate::dutch;
use crate::finding::{Code, Finding, Findings, SourceText, closest};
use crate::limits;
use crate::reading::{Sink, TableReader, parse};

/// The format number this version reads.
pub const FORMAT: u32 = 1;

/// The file that says what is in a catalogue folder.
pub const MAIN_FILE: &str = "kader.toml";

/// The data files beside the domains; each may be left out.
pub const DATA_FILES: &[&str] =
    &["aandachtspunten", "basismaatregelen", "benchmarks", "groeipad", "ondersteuning", "themas"];

/// The files of one catalogue folder, by file name.
pub struct Files {
    /// Where they came from.
    pub origin: Origin,
    texts: Vec<(String, Arc<SourceText>)>,
    /// Files that are there but cannot be read: name and reason.
    unreadable: Vec<(String, Findings)>,
}

impl Files {
    /// Files from texts that are in the program.
    pub fn embedded(folder: &str, files: &'static [(&'static str, &'static str)]) -> Self {
        let texts = files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), SourceText::embedded(format!("{folder}/{name}"), text)))
            .collect();
        Self { origin: Origin::Embedded, texts, unreadable: Vec::new() }
    }

    /// Files from texts at hand, by file name.
    pub fn from_texts(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        let texts =
            texts.into_iter().map(|(name, text)| (name.clone(), SourceText::new(name, text))).collect();
        Self { origin: Origin::Folder(PathBuf::new()), texts, unreadable: Vec::new() }
    }

    /// All TOML files directly in a folder on disk.
    ///
    /// # Errors
    /// The folder or its kader.toml cannot be read; another file that cannot be read is reported with the rest.
    pub fn from_folder(folder: &Path) -> Result<Self, Findings> {
        let (mut texts, mut unreadable) = (Vec::new(), Vec::new());
        let paths = crate::storage::files_in(folder, "toml")
            .map_err(|findings| findings.hint(&format!("geef de map op waar {MAIN_FILE} in staat")))?;
        let mut size = 0;
        for path in paths {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            match crate::storage::read_text(&path) {
                Ok(text) => {
                    size += text.text.len() as u64;
                    if size > limits::CATALOGUE {
                        return Err(too_large(folder));
                    }
                    texts.push((name, text));
                }
                Err(findings) if name == MAIN_FILE => return Err(findings),
                Err(findings) => unreadable.push((name, findings)),
            }
        }
        if !texts.iter().any(|(name, _)| name == MAIN_FILE) {
            return Err(Finding::file_error(
                Code::NotFound,
                folder.display().to_string(),
                format!("in deze map staat geen {MAIN_FILE}"),
            )
            .hint("geef de map op waar kader.toml in staat")
            .into());
        }
        Ok(Self { origin: Origin::Folder(PathBuf::from(folder)), texts, unreadable })
    }

    fn get(&self, stem: &str) -> Option<&Arc<SourceText>> {
        self.texts.iter().find(|(name, _)| name.strip_suffix(".toml") == Some(stem)).map(|(_, text)| text)
    }

    /// File names without `.toml`, in the order found.
    pub fn stems(&self) -> impl Iterator<Item = (&str, &Arc<SourceText>)> {
        self.texts.iter().filter_map(|(name, text)| Some((name.strip_suffix(".toml")?, text)))
    }
}

fn too_large(folder: &Path) -> Findings {
    let megabytes = limits::CATALOGUE / 1024 / 1024;
    let text = format!("de bestanden van dit normenkader zijn samen groter dan {megabytes} MB");
    Finding::file_error(Code::TooLarge, folder.display().to_string(), text)
        .hint("een normenkader is meestal kleiner dan 1 MB; kies de goede map")
        .into()
}

/// Where norms and links were written, so that validation can point at them.
#[derive(Default)]
pub struct Places {
    /// Per part: file and place of its id.
    pub parts: Vec<(Arc<SourceText>, std::ops::Range<usize>)>,
    /// Per domain: file and place of its code.
    pub domains: Vec<(Arc<SourceText>, std::ops::Range<usize>)>,
    /// Per theme: file and place of its id.
    pub themes: Vec<(Arc<SourceText>, std::ops::Range<usize>)>,
    /// Per norm: file and place of its id.
    pub norms: Vec<(Arc<SourceText>, std::ops::Range<usize>)>,
    /// Every reference to a norm: file, place and id.
    pub norm_links: Vec<(Arc<SourceText>, std::ops::Range<usize>, String)>,
    /// Every reference to a domain code: file, place and code.
    pub domain_links: Vec<(Arc<SourceText>, std::ops::Range<usize>, String)>,
}

/// Reads a whole catalogue.
///
/// # Errors
/// All mistakes in all files, sorted by file and place.
pub fn read(files: &Files) -> Result<Catalogue, Findings> {
    let mut findings: Vec<Finding> =
        files.unreadable.iter().flat_map(|(_, findings)| findings.0.clone()).collect();
    let Some(main) = files.get("kader") else {
        return Err(Finding::file_error(Code::NotFound, MAIN_FILE, "kader.toml ontbreekt").into());
    };
    let mut places = Places::default();
    let (mut catalogue, domain_stems) =
        read_file(main, &mut findings, |reader| read_main(reader, files.origin.clone(), &mut places));
    if let Some(newer) = findings.iter().find(|finding| finding.code == Code::NewerFormat) {
        // What a newer version means by the rest is not for this one to judge.
        return Err(newer.clone().into());
    }
    for stem in &domain_stems {
        let Some(source) = files.get(stem.get_ref()) else {
            let name = format!("{}.toml", stem.get_ref());
            if files.unreadable.iter().any(|(unreadable, _)| *unreadable == name) {
                continue;
            }
            findings.push(
                Finding::error(
                    Code::DeadLink,
                    main,
                    stem.span(),
                    format!("bestand {}.toml ontbreekt", stem.get_ref()),
                )
                .label("staat wel in de lijst"),
            );
            continue;
        };
        read_file(source, &mut findings, |reader| {
            read_domain(reader, stem.get_ref(), &mut catalogue, &mut places)
        });
    }
    for (stem, source) in files.stems() {
        let listed = domain_stems.iter().any(|listed| listed.get_ref() == stem);
        if stem != "kader" && !listed && !DATA_FILES.contains(&stem) {
            findings.push(
                Finding::error(
                    Code::UnlistedFile,
                    source,
                    0..0,
                    format!("{stem}.toml hoort niet bij dit normenkader"),
                )
                .hint(
                    "zet de naam zonder .toml in de lijst domeinen van kader.toml, of haal het bestand weg",
                ),
            );
        }
    }
    let mut data = |stem: &str, read: &mut dyn FnMut(&TableReader<'_, '_>, &mut Places)| {
        if let Some(source) = files.get(stem) {
            read_file(source, &mut findings, |reader| read(reader, &mut places));
        }
    };
    data("basismaatregelen", &mut |reader, places| catalogue.measures = read_measures(reader, places));
    data("aandachtspunten", &mut |reader, places| catalogue.attention = read_attention(reader, places));
    data("benchmarks", &mut |reader, places| catalogue.benchmarks = read_benchmarks(reader, places));
    data("ondersteuning", &mut |reader, places| catalogue.support = read_support(reader, places));
    data("themas", &mut |reader, places| catalogue.themes = read_themes(reader, places));
    data("groeipad", &mut |reader, places| catalogue.growth_path = read_growth_path(reader, places));
    // What a broken line or an unreadable file hides is not missing from the catalogue.
    let whole = files.unreadable.is_empty()
        && findings
            .iter()
            .all(|finding| !matches!(finding.code, Code::Syntax | Code::DoubleKey | Code::DeadLink));
    let mut problems = validate::validate(&catalogue, &places);
    problems.retain(|finding| whole || !matches!(finding.code, Code::DeadLink | Code::WrongCount));
    findings.extend(problems);
    let findings = Findings(findings).sorted();
    if findings.has_errors() { Err(findings) } else { Ok(catalogue) }
}

fn read_file<T>(
    source: &Arc<SourceText>,
    findings: &mut Vec<Finding>,
    read: impl FnOnce(&TableReader<'_, '_>) -> T,
) -> T {
    let sink = Sink::joining_lines(source);
    let table = parse(&source.text, &sink);
    let reader = TableReader::new(&sink, table.get_ref(), 0..0, "dit bestand");
    let value = read(&reader);
    reader.finish();
    findings.extend(sink.into_findings().0);
    value
}

fn read_main(
    reader: &TableReader<'_, '_>,
    origin: Origin,
    places: &mut Places,
) -> (Catalogue, Vec<toml::Spanned<String>>) {
    match reader.number("formaat") {
        Some(FORMAT) => {}
        Some(format) if format > FORMAT => reader.sink().push(
            reader
                .sink()
                .error(
                    Code::NewerFormat,
                    reader.value_span("formaat"),
                    format!(
                        "dit normenkader is gemaakt met een nieuwere versie van ibp-peil (formaat {format})"
                    ),
                )
                .hint("werk ibp-peil eerst bij en laad het normenkader daarna opnieuw"),
        ),
        Some(format) => reader.sink().push(
            reader
                .sink()
                .error(
                    Code::UnknownValue,
                    reader.value_span("formaat"),
                    format!("formaat {format} bestaat niet"),
                )
                .label(format!("kies {FORMAT}")),
        ),
        None if reader.has("formaat") => {}
        None => reader.missing("formaat"),
    }
    let levels: Vec<Level> = reader
        .tables("niveau")
        .into_iter()
        .map(|table| {
            let level = Level {
                name: table.required_text("naam"),
                explanation: table.text("uitleg").unwrap_or_default(),
            };
            table.finish();
            level
        })
        .collect();
    if !(2..=9).contains(&levels.len()) {
        reader.sink().push(
            reader
                .sink()
                .error(
                    Code::LevelCount,
                    reader.value_span("niveau"),
                    format!("een normenkader heeft 2 tot en met 9 niveaus, en dit heeft er {}", levels.len()),
                )
                .hint("elk niveau is een tabel [[niveau]] met een naam"),
        );
    }
    let parts = reader
        .tables("onderdeel")
        .into_iter()
        .map(|table| {
            places.parts.push(place_of(&table, "id"));
            let part = Part {
                id: table.required_text("id"),
                name: table.required_text("naam"),
                official_count: table.number("aantal-normen"),
            };
            table.finish();
            part
        })
        .collect();
    let target = reader.number("streefniveau").unwrap_or_else(|| {
        if !reader.has("streefniveau") {
            reader.missing("streefniveau");
        }
        0
    });
    if reader.has("streefniveau") && !(1..=levels.len() as u32).contains(&target) && !levels.is_empty() {
        reader.sink().push(
            reader
                .sink()
                .error(
                    Code::UnknownLevel,
                    reader.value_span("streefniveau"),
                    format!("niveau {target} bestaat niet"),
                )
                .label(format!("kies 1 tot en met {}", levels.len())),
        );
    }
    let catalogue = Catalogue {
        id: reader.required_text("id"),
        name: reader.required_text("naam"),
        edition: reader.required_text("editie"),
        publisher: reader.text("uitgever").unwrap_or_default(),
        source: reader.text("bron").unwrap_or_default(),
        target: u8::try_from(target).unwrap_or(0),
        levels,
        parts,
        domains: Vec::new(),
        norms: Vec::new(),
        milestones: reader.tables("mijlpaal").into_iter().map(read_milestone).collect(),
        measures: Measures::default(),
        attention: AttentionPoints::default(),
        benchmarks: Vec::new(),
        support: Vec::new(),
        themes: Vec::new(),
        growth_path: GrowthPath::default(),
        origin,
    };
    let domains = reader.spanned_texts("domeinen");
    if domains.is_empty() {
        reader.missing("domeinen");
    }
    (catalogue, domains)
}

fn read_milestone(table: TableReader<'_, '_>) -> Milestone {
    let milestone = Milestone {
        id: table.required_text("id"),
        name: table.required_text("naam"),
        duty: table.choice("status", &[("afspraak", false), ("plicht", true)]).unwrap_or(false),
        year: table.number("jaar"),
        latest: table.date("uiterlijk"),
        from_reporting_year: table.number("vanaf-verslagjaar"),
        yearly_before: table.text("jaarlijks-voor").unwrap_or_default(),
        text: table.required_text("tekst"),
        reading: table.text("lezing").unwrap_or_default(),
        source: table.text("bron").unwrap_or_default(),
    };
    table.finish();
    milestone
}

fn read_domain(reader: &TableReader<'_, '_>, stem: &str, catalogue: &mut Catalogue, places: &mut Places) {
    let part_id = reader.required_text("onderdeel");
    let part = catalogue.parts.iter().position(|part| part.id == part_id).unwrap_or_else(|| {
        if !part_id.is_empty() {
            let finding = reader.sink().error(
                Code::DeadLink,
                reader.value_span("onderdeel"),
                format!("onderdeel \"{part_id}\" staat niet in kader.toml"),
            );
            let label = closest(&part_id, catalogue.parts.iter().map(|part| part.id.as_str()))
                .map_or(String::new(), |id| format!("bedoel je \"{id}\"?"));
            reader.sink().push(finding.label(label));
        }
        0
    });
    let domain = catalogue.domains.len();
    places.domains.push(place_of(reader, "code"));
    catalogue.domains.push(Domain {
        code: reader.required_text("code"),
        name: reader.required_text("naam"),
        part,
        number: reader.number("nummer").unwrap_or(0),
        source: reader.text("bron").unwrap_or_default(),
        file: stem.to_owned(),
    });
    let level_count = catalogue.levels.len();
    for table in reader.tables("norm") {
        if catalogue.norms.len() >= limits::NORMS {
            let text = format!("een normenkader heeft hoogstens {} normen", limits::NORMS);
            let finding = reader.sink().error(Code::TooLarge, table.span(), text);
            reader.sink().push(finding.label("vanaf hier is het te veel"));
            break;
        }
        places.norms.push(place_of(&table, "id"));
        catalogue.norms.push(read_norm(table, domain, level_count, places));
    }
}

const STATUSES: &[(&str, Status)] = &[
    ("bevestigd", Status::Confirmed),
    ("van-derden", Status::SecondHand),
    ("eigen-invulling", Status::Reconstructed),
];

const CERTAINTIES: &[(&str, Certainty)] =
    &[("gezien", Certainty::Seen), ("deels", Certainty::Partial), ("afgeleid", Certainty::Inferred)];

const EFFORTS: &[(&str, Effort)] =
    &[("klein", Effort::Small), ("middel", Effort::Medium), ("groot", Effort::Large)];

fn read_norm(table: TableReader<'_, '_>, domain: usize, level_count: usize, places: &mut Places) -> Norm {
    if !table.has("niveaus") {
        table.missing("niveaus");
    }
    for key in ["niveaus", "kort", "niveaus-zekerheid"] {
        let count = table.entry(key).and_then(|entry| entry.value().as_array()).map(|items| items.len());
        if let Some(count) = count.filter(|count| *count != level_count && !(key != "niveaus" && *count == 0))
        {
            let finding = table.sink().error(
                Code::LevelCount,
                table.key_span(key),
                format!(
                    "\"{key}\" heeft {}, en het normenkader heeft {}",
                    dutch::count(count, "tekst", "teksten"),
                    dutch::count(level_count, "niveau", "niveaus")
                ),
            );
            table.sink().push(finding.label(format!("{level_count} teksten nodig")));
        }
    }
    let certainty = table.choices("niveaus-zekerheid", CERTAINTIES);
    let norm = Norm {
        id: table.required_text("id"),
        title: table.required_text("titel"),
        status: table.choice("status", STATUSES).unwrap_or(Status::Reconstructed),
        provisional: table.boolean("voorlopig").unwrap_or(false),
        domain,
        question: table.required_text("vraag"),
        why: table.text("waarom").unwrap_or_default(),
        levels: level_texts(&table, "niveaus"),
        short: level_texts(&table, "kort"),
        certainty,
        example: table.text("voorbeeld").unwrap_or_default(),
        evidence: table.texts("bewijs"),
        first_step: table.text("eerste-stap").unwrap_or_default(),
        supplier: table.text("leverancier").unwrap_or_default(),
        who: table.choices("wie", &Role::ALL.map(|role| (role.as_str(), role))),
        effort: table.choice("moeite", EFFORTS),
        statutory: table.texts("wettelijk"),
        twins: norm_links(&table, "zie-ook", places),
        related: table.texts("verwant"),
        growth_path: table.text("groeipad").unwrap_or_default(),
        source: table.text("bron").unwrap_or_default(),
        provenance: table.text("herkomst").unwrap_or_default(),
    };
    table.finish();
    norm
}

/// Where the value of a key stands, or else its table.
fn place_of(table: &TableReader<'_, '_>, key: &str) -> (Arc<SourceText>, std::ops::Range<usize>) {
    (Arc::clone(table.sink().source()), table.value_span(key))
}

/// The texts of every level; each says something.
fn level_texts(table: &TableReader<'_, '_>, key: &'static str) -> Vec<String> {
    let texts = table.spanned_texts(key);
    for (text, level) in texts.iter().zip(1..) {
        if text.get_ref().trim().is_empty() {
            let problem = format!("\"{key}\" heeft geen tekst voor niveau {level}");
            let finding = table.sink().error(Code::LevelCount, text.span(), problem);
            table.sink().push(finding.label("vul hier iets in"));
        }
    }
    texts.into_iter().map(toml::Spanned::into_inner).collect()
}

fn norm_links(table: &TableReader<'_, '_>, key: &'static str, places: &mut Places) -> Vec<String> {
    let links = table.spanned_texts(key);
    let source = table.sink().source();
    places.norm_links.extend(links.iter().map(|l| (Arc::clone(source), l.span(), l.get_ref().clone())));
    links.into_iter().map(toml::Spanned::into_inner).collect()
}

fn domain_links(table: &TableReader<'_, '_>, key: &'static str, places: &mut Places) -> Vec<String> {
    let links = table.spanned_texts(key);
    let source = table.sink().source();
    places.domain_links.extend(links.iter().map(|l| (Arc::clone(source), l.span(), l.get_ref().clone())));
    links.into_iter().map(toml::Spanned::into_inner).collect()
}

fn reasoned_links(table: &TableReader<'_, '_>, places: &mut Places) -> Vec<Link> {
    table
        .tables("normen")
        .into_iter()
        .map(|link| {
            let found = Link { id: link.required_text("id"), reason: link.required_text("reden") };
            places.norm_links.push((
                Arc::clone(link.sink().source()),
                link.value_span("id"),
                found.id.clone(),
            ));
            link.finish();
            found
        })
        .collect()
}

fn read_measures(reader: &TableReader<'_, '_>, places: &mut Places) -> Measures {
    reader.boolean("indicatief");
    Measures {
        publisher: reader.text("uitgever").unwrap_or_default(),
        published: reader.date("gepubliceerd"),
        source: reader.required_text("bron"),
        newer_page: reader.text("nieuwere-pagina").unwrap_or_default(),
        caution: reader.text("waarschuwing").unwrap_or_default(),
        items: reader
            .tables("maatregel")
            .into_iter()
            .map(|table| {
                let measure = Measure {
                    number: table.number("nummer").unwrap_or(0),
                    title: table.required_text("titel"),
                    explanation: table.text("uitleg").unwrap_or_default(),
                    norms: reasoned_links(&table, places),
                };
                table.finish();
                measure
            })
            .collect(),
    }
}

fn read_attention(reader: &TableReader<'_, '_>, places: &mut Places) -> AttentionPoints {
    reader.boolean("indicatief");
    AttentionPoints {
        published: reader.date("gepubliceerd"),
        source: reader.required_text("bron"),
        old_numbers: reader.texts("oude-nummers"),
        items: reader
            .tables("punt")
            .into_iter()
            .map(|table| {
                let point = AttentionPoint {
                    number: table.number("nummer").unwrap_or(0),
                    title: table.required_text("titel"),
                    explanation: table.text("uitleg").unwrap_or_default(),
                    domains: domain_links(&table, "domeinen", places),
                    norms: reasoned_links(&table, places),
                };
                table.finish();
                point
            })
            .collect(),
    }
}

fn read_benchmarks(reader: &TableReader<'_, '_>, places: &mut Places) -> Vec<Benchmark> {
    reader
        .tables("benchmark")
        .into_iter()
        .map(|table| {
            let benchmark = Benchmark {
                id: table.required_text("id"),
                name: table.required_text("naam"),
                sector: table.text("sector").unwrap_or_default(),
                part: table.text("onderdeel").unwrap_or_default(),
                year: table.number("jaar").unwrap_or(0),
                n: table.number("n").unwrap_or(0),
                n_unit: table.text("n-eenheid").unwrap_or_default(),
                method: table.required_text("methode"),
                external: table.boolean("extern").unwrap_or(false),
                mean: table.float("gemiddelde"),
                lowest: table.float("laagste"),
                highest: table.float("hoogste"),
                all_norms_met: table.number("alle-normen-gehaald"),
                strong_domains: domain_links(&table, "sterke-domeinen", places),
                weak_domains: domain_links(&table, "zwakke-domeinen", places),
                finding: table.text("bevinding").unwrap_or_default(),
                caution: table.required_text("waarschuwing"),
                source: table.required_text("bron"),
            };
            table.finish();
            benchmark
        })
        .collect()
}

fn read_support(reader: &TableReader<'_, '_>, places: &mut Places) -> Vec<Offer> {
    reader.boolean("indicatief");
    reader
        .tables("aanbod")
        .into_iter()
        .map(|table| {
            let offer = Offer {
                id: table.required_text("id"),
                name: table.required_text("naam"),
                who: table.text("wie").unwrap_or_default(),
                purpose: table.text("doel").unwrap_or_default(),
                url: table.text("url").unwrap_or_default(),
                norms: norm_links(&table, "normen", places),
                basis: table.text("basis").unwrap_or_default(),
            };
            table.finish();
            offer
        })
        .collect()
}

fn read_themes(reader: &TableReader<'_, '_>, places: &mut Places) -> Vec<Theme> {
    reader
        .tables("thema")
        .into_iter()
        .map(|table| {
            places.themes.push(place_of(&table, "id"));
            let theme = Theme {
                id: table.required_text("id"),
                title: table.required_text("titel"),
                domains: domain_links(&table, "domeinen", places),
            };
            table.finish();
            theme
        })
        .collect()
}

fn read_growth_path(reader: &TableReader<'_, '_>, places: &mut Places) -> GrowthPath {
    GrowthPath {
        complete: reader.boolean("volledig").unwrap_or(false),
        source: reader.required_text("bron"),
        phases: reader
            .tables("fase")
            .into_iter()
            .map(|table| {
                let phase = Phase {
                    number: table.number("nummer").unwrap_or(0),
                    title: table.text("titel").unwrap_or_default(),
                    projects: table
                        .tables("deelproject")
                        .into_iter()
                        .map(|project| {
                            let found = Project {
                                number: project.text("nummer").unwrap_or_default(),
                                title: project.text("titel").unwrap_or_default(),
                                url: project.text("url").unwrap_or_default(),
                                seen_at: project.text("gezien-op").unwrap_or_default(),
                                norms: norm_links(&project, "normen", places),
                            };
                            project.finish();
                            found
                        })
                        .collect(),
                };
                table.finish();
                phase
            })
            .collect(),
    }
}

/// The domains by code, for lookups in validation.
pub fn domain_codes(catalogue: &Catalogue) -> HashMap<&str, usize> {
    catalogue.domains.iter().enumerate().map(|(index, domain)| (domain.code.as_str(), index)).collect()
}
