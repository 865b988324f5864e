//! Many of a kind, rendered side by side and written in their order, a few at a time so that little is kept.

use std::io::{self, Write};

use rayon::prelude::*;

/// So many are rendered before they are written. The long form of a board is some 25 kB.
const BATCH: usize = 128;

/// Renders every item with `render` and writes them one after the other.
///
/// # Errors
/// Those of `render`, and what cannot be written.
pub fn written<T: Sync>(
    items: &[T],
    out: &mut dyn Write,
    render: impl Fn(&T, &mut Vec<u8>) -> io::Result<()> + Sync,
) -> io::Result<()> {
    let one = |item: &T| {
        let mut bytes = Vec::new();
        render(item, &mut bytes).map(|()| bytes)
    };
    rendered(items, one).try_for_each(|bytes| out.write_all(&bytes?))
}

/// What `render` makes of every item, in their order.
pub fn rendered<'a, T: Sync, R: Send>(
    items: &'a [T],
    render: impl Fn(&'a T) -> R + Sync,
) -> impl Iterator<Item = R> {
    items.chunks(BATCH).flat_map(move |batch| batch.par_iter().map(&render).collect::<Vec<R>>())
}
