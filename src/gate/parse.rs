//! From what a person writes behind `--eis` to a gate.

use std::path::Path;

use super::{Demand, Gate, Period};
use crate::analysis::number::Decimal;
use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::finding::{closest, print::visible, shortened};
use crate::problem::Problem;
use crate::scope::norms_named;

/// One kind of gate, for the help and for the parser.
pub struct Kind {
    /// The word before the `=`.
    pub name: &'static str,
    /// An example of how it is written.
    pub example: &'static str,
    /// What it demands, in Dutch.
    pub explanation: &'static str,
    /// How what stands behind the `=` is read.
    read: fn(&Reader<'_, '_>) -> Result<Demand, Problem>,
    /// True where a scope may follow behind a colon.
    scoped: bool,
}

/// Every kind of gate, in the order of the help.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "volledig",
        example: "volledig",
        explanation: "elke norm is beantwoord, of n.v.t. met reden (dit geldt als je geen eis noemt)",
        read: |reader| reader.bare(Demand::Complete),
        scoped: false,
    },
    Kind {
        name: "plan",
        example: "plan",
        explanation: "volledig; elke norm onder het streefniveau heeft een bevestigde actie, een actiehouder en een \
                      streefdatum die op tijd is; en het plan is vastgesteld",
        read: |reader| reader.bare(Demand::Plan),
        scoped: false,
    },
    Kind {
        name: "voldoet",
        example: "voldoet",
        explanation: "elke norm die van toepassing is, is beantwoord en op het niveau dat het normenkader vraagt",
        read: |reader| reader.bare(Demand::Complies),
        scoped: false,
    },
    Kind {
        name: "streefniveau",
        example: "streefniveau=3:BC",
        explanation: "elke norm heeft minstens dit niveau; met :BC, :privacy of :BC.03 alleen die normen",
        read: |reader| reader.level().map(Demand::Target),
        scoped: true,
    },
    Kind {
        name: "gemiddelde",
        example: "gemiddelde=2,5",
        explanation: "het gemiddelde niveau is minstens dit getal; ook hier kan :BC erachter",
        read: |reader| reader.mean().map(Demand::Mean),
        scoped: true,
    },
    Kind {
        name: "geen-daling",
        example: "geen-daling=VORIG.toml",
        explanation: "geen norm heeft een lager niveau dan in die eerdere meting, en geen antwoord van toen is nu open \
                      of n.v.t. geworden",
        read: |reader| {
            (reader.load)(Path::new(reader.value()?)).map(|found| Demand::NoDecline(Box::new(found)))
        },
        scoped: false,
    },
    Kind {
        name: "bewijs",
        example: "bewijs",
        explanation: "elke norm op of boven het streefniveau heeft bewijs",
        read: |reader| reader.bare(Demand::Evidence),
        scoped: false,
    },
    Kind {
        name: "recent",
        example: "recent=12-maanden",
        explanation: "elke norm is hoogstens zo lang geleden beoordeeld; in dagen, weken, maanden of jaren",
        read: |reader| reader.period().map(Demand::Recent),
        scoped: false,
    },
    Kind {
        name: "officieel",
        example: "officieel",
        explanation: "geen antwoord hoort bij een norm waarvan nummer of titel nog niet bevestigd is",
        read: |reader| reader.bare(Demand::Official),
        scoped: false,
    },
    Kind {
        name: "nvt-hoogstens",
        example: "nvt-hoogstens=5",
        explanation: "hoogstens zoveel normen zijn niet van toepassing",
        read: |reader| reader.count().map(Demand::NotApplicableAtMost),
        scoped: false,
    },
    Kind {
        name: "jaarverslag",
        example: "jaarverslag",
        explanation: "in de IBP-paragraaf staat nergens meer [INVULLEN: …]",
        read: |reader| reader.bare(Demand::AnnualReport),
        scoped: false,
    },
    Kind {
        name: "afgerond",
        example: "afgerond",
        explanation: "de meting is afgerond of vastgesteld",
        read: |reader| reader.bare(Demand::Finished),
        scoped: false,
    },
];

/// Milestones of the catalogue, and the gate that their year stands for.
const YEARS: [(&str, &str); 2] = [("plan", "plan"), ("voldoen", "voldoet")];

/// How an earlier assessment is read.
pub type Load<'l> = dyn Fn(&Path) -> Result<Assessment, Problem> + 'l;

/// Reads one gate as it stands behind `--eis`; `load` reads an earlier assessment.
///
/// # Errors
/// A gate, level, scope or file that does not exist, with what was meant or what there is.
pub fn parse(text: &str, catalogue: &Catalogue, load: &Load<'_>) -> Result<Gate, Problem> {
    let text = text.trim();
    let (word, value) =
        text.split_once('=').map_or((text, None), |(word, value)| (word.trim(), Some(value.trim())));
    let name = year_alias(catalogue, word).unwrap_or(word);
    let Some(kind) = KINDS.iter().find(|kind| kind.name.eq_ignore_ascii_case(name)) else {
        return Err(unknown(catalogue, word));
    };
    let (value, scope) = match value.and_then(|value| value.split_once(':')) {
        Some((value, scope)) if kind.scoped => (Some(value.trim()), Some(scope.trim())),
        _ => (value, None),
    };
    let demand = (kind.read)(&Reader { kind, value, catalogue, load })?;
    let norms = match scope {
        Some(scope) => norms_named(catalogue, scope)?,
        None => (0..catalogue.norms.len()).collect(),
    };
    let mut name = kind.name.to_owned();
    if let Some(value) = value {
        name.push_str(&format!("={value}"));
    }
    if let Some(scope) = scope {
        name.push_str(&format!(":{scope}"));
    }
    Ok(Gate { name, demand, norms })
}

/// The years that stand for a gate, with that gate, as the catalogue in force has them.
pub fn years(catalogue: &Catalogue) -> Vec<(u32, &'static str)> {
    let year = |id: &str| catalogue.milestone(id).and_then(|milestone| milestone.year);
    YEARS.iter().filter_map(|(milestone, gate)| Some((year(milestone)?, *gate))).collect()
}

fn year_alias(catalogue: &Catalogue, word: &str) -> Option<&'static str> {
    let typed: u32 = word.parse().ok()?;
    years(catalogue).into_iter().find(|(year, _)| *year == typed).map(|(_, gate)| gate)
}

fn unknown(catalogue: &Catalogue, word: &str) -> Problem {
    let names = || KINDS.iter().map(|kind| kind.name);
    let years: Vec<String> = years(catalogue).iter().map(|(year, _)| year.to_string()).collect();
    let problem = Problem::new(format!("de eis \"{}\" bestaat niet", visible(&shortened(word))));
    match closest(word, names()) {
        Some(meant) => problem.hint(format!("bedoel je {meant}?")),
        None if word.contains(',') => {
            problem.hint("schrijf --eis voor elke eis opnieuw, zonder komma's ertussen")
        }
        None => {
            let all: Vec<&str> = names().chain(years.iter().map(String::as_str)).collect();
            problem.hint(format!("kies uit {}", all.join(", ")))
        }
    }
}

/// What stands behind the `=` of one gate.
struct Reader<'r, 'l> {
    kind: &'r Kind,
    value: Option<&'r str>,
    catalogue: &'r Catalogue,
    load: &'r Load<'l>,
}

impl<'r> Reader<'r, '_> {
    fn wrong(&self, what: impl Into<String>) -> Problem {
        Problem::new(what).hint(format!("schrijf bijvoorbeeld --eis {}", self.kind.example))
    }

    fn bare(&self, demand: Demand) -> Result<Demand, Problem> {
        match self.value {
            None => Ok(demand),
            Some(_) => Err(self.wrong(format!("achter de eis {} hoort niets", self.kind.name))),
        }
    }

    fn value(&self) -> Result<&'r str, Problem> {
        self.value
            .filter(|value| !value.is_empty())
            .ok_or_else(|| self.wrong(format!("de eis {} mist wat achter het = hoort", self.kind.name)))
    }

    fn unreadable(&self, value: &str, wanted: &str) -> Problem {
        self.wrong(format!(
            "bij de eis {} is \"{}\" geen {wanted}",
            self.kind.name,
            visible(&shortened(value))
        ))
    }

    fn level(&self) -> Result<u8, Problem> {
        let (value, top) = (self.value()?, self.catalogue.top_level());
        let level = value.parse().ok().filter(|level| (1..=top).contains(level) && is_digits(value));
        level.ok_or_else(|| self.unreadable(value, &format!("niveau van 1 tot en met {top}")))
    }

    fn mean(&self) -> Result<Decimal, Problem> {
        let (value, top) = (self.value()?, self.catalogue.top_level());
        let number = Decimal::parse(value).filter(|number| number.lies_within(1, top));
        number.ok_or_else(|| {
            let wanted =
                format!("getal van 1 tot en met {top}, met hoogstens {} decimalen", Decimal::MOST_PLACES);
            self.unreadable(value, &wanted)
        })
    }

    fn count(&self) -> Result<u32, Problem> {
        let value = self.value()?;
        let count = value.parse().ok().filter(|_| is_digits(value));
        count.ok_or_else(|| self.unreadable(value, "heel getal"))
    }

    fn period(&self) -> Result<Period, Problem> {
        let value = self.value()?;
        let unreadable = || self.unreadable(value, "tijd zoals 12-maanden, 90-dagen of 1-jaar");
        let (number, unit) = value.split_once('-').ok_or_else(unreadable)?;
        // A century is more than enough, and cannot overflow a calendar.
        let most =
            |most: i32| number.parse::<i32>().ok().filter(|n| is_digits(number) && (1..=most).contains(n));
        let period = match unit {
            "dag" | "dagen" => most(36_500).map(Period::Days),
            "week" | "weken" => most(5_200).map(|weeks| Period::Days(weeks * 7)),
            "maand" | "maanden" => most(1_200).map(Period::Months),
            "jaar" | "jaren" => most(100).map(|years| Period::Months(years * 12)),
            _ => None,
        };
        period.ok_or_else(unreadable)
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
