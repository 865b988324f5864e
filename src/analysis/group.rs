//! A board beside the group it belongs to: its place and where the middle half of the group is, and nothing that tells
//! how another board does. So never the lowest or the highest, and nothing at all where the group is small.

use super::number::Shown;
use super::overview::{BoardRow, Place, Ranking, Scope, Spread, Totals, totals};
use crate::assessment::Method;
use crate::catalogue::Catalogue;

/// With fewer boards than this, a place or a quartile would tell too much of the others.
pub const FEWEST: u32 = 5;

/// A group of boards, each with one assessment.
pub struct Group {
    scopes: Vec<(Scope, Spread, Ranking)>,
    boards: u32,
    unreadable: u32,
    methods: Vec<(Method, u32)>,
    years: Vec<(u32, u32)>,
}

/// A board in its group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// How many boards the group has, this one included.
    pub boards: u32,
    /// Files in the folder of the group that could not be used.
    pub unreadable: u32,
    /// How many assessments in the group were made in which way, this one included.
    pub methods: Vec<(Method, u32)>,
    /// How many assessments there are of every reporting year, the oldest first.
    pub years: Vec<(u32, u32)>,
    /// The whole, every part and every domain; empty where the group is too small.
    pub scopes: Vec<ScopeStanding>,
}

/// One scope of a board in its group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeStanding {
    /// What it is about.
    pub scope: Scope,
    /// The mean of the board itself; `None` where it has none.
    pub own: Option<Shown>,
    /// What the group has; `None` where too few boards have a figure here.
    pub group: Option<ScopeGroup>,
}

/// What may be told of a group in one scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeGroup {
    /// How many boards have a figure.
    pub boards: u32,
    /// A quarter of the boards is at or below it.
    pub q1: Shown,
    /// Half of the boards is at or below it.
    pub median: Shown,
    /// Three quarters of the boards are at or below it.
    pub q3: Shown,
    /// The place of the board itself; `None` where it has no figure.
    pub place: Option<Place>,
    /// Where that is beside the middle half; `None` where it has no figure.
    pub side: Option<Side>,
}

/// Where a board is beside the middle half of its group, as the shown numbers tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Below the first quartile.
    Below,
    /// From the first quartile to the third.
    Within,
    /// Above the third quartile.
    Above,
}

impl Group {
    /// The figures of a group; see [`super::overview::group_of`] for who is in it.
    pub fn new(catalogue: &Catalogue, boards: &[BoardRow], unreadable: u32) -> Self {
        let figures = |scope| (scope, Spread::of(catalogue, boards, scope), Ranking::of(boards, scope));
        let Totals { methods, years, .. } = totals(boards);
        Self {
            scopes: Scope::all(catalogue).map(figures).collect(),
            boards: u32::try_from(boards.len()).unwrap_or(u32::MAX),
            unreadable,
            methods,
            years,
        }
    }

    /// How one of its boards stands in it.
    pub fn standing(&self, catalogue: &Catalogue, own: &BoardRow) -> Standing {
        let enough = self.boards >= FEWEST;
        let scopes = self.scopes.iter().filter(|_| enough);
        Standing {
            boards: self.boards,
            unreadable: self.unreadable,
            methods: self.methods.clone(),
            years: self.years.clone(),
            scopes: scopes
                .map(|(scope, spread, ranking)| {
                    let line = own.line(*scope);
                    let mean = line.mean(catalogue.target).map(|mean| mean.shown);
                    ScopeStanding {
                        scope: *scope,
                        own: mean,
                        group: scope_group(spread, mean, ranking.place(line)),
                    }
                })
                .collect(),
        }
    }
}

fn scope_group(spread: &Spread, own: Option<Shown>, place: Option<Place>) -> Option<ScopeGroup> {
    let five = spread.five.filter(|_| spread.boards >= FEWEST)?;
    let side = |own: Shown| match () {
        () if own < five.q1 => Side::Below,
        () if own > five.q3 => Side::Above,
        () => Side::Within,
    };
    Some(ScopeGroup {
        boards: spread.boards,
        q1: five.q1,
        median: five.median,
        q3: five.q3,
        place,
        side: own.map(side),
    })
}

impl Standing {
    /// The domains on one side of the middle half.
    pub fn domains(&self, side: Side) -> impl Iterator<Item = usize> {
        self.scopes.iter().filter_map(move |found| match found.scope {
            Scope::Domain(domain) if found.group.as_ref()?.side == Some(side) => Some(domain),
            _ => None,
        })
    }
}
