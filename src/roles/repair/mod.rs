//! Repairs of roles: what the model's tags leave out or cut short where the form of the text shows
//! more. Each is one file with its why; here is their order, which matters.

mod according_to;
mod block_quotes;
mod described_names;
mod inner_quotations;
mod source_bounds;
mod whole_names;
mod whole_nominals;

#[cfg(test)]
mod fixtures;

use super::Roles;
use crate::entities::Entities;
use crate::text::Reading;

/// Mends the roles of a text.
type Repair = fn(&mut Roles, &Reading<'_>, &Entities);

/// Those that make sources whole.
const OF_SOURCES: [Repair; 4] =
    [described_names::repair, whole_nominals::repair, whole_names::repair, source_bounds::repair];

/// The repairs of a text's one layer of roles, in the order in which they are made: those that find
/// sources come before those that mend sources, and what is reported according to one is looked for
/// behind the whole of it.
const OF_ONE_LAYER: [Repair; 7] = [
    inner_quotations::repair,
    block_quotes::repair,
    OF_SOURCES[0],
    OF_SOURCES[1],
    OF_SOURCES[2],
    OF_SOURCES[3],
    according_to::repair,
];

/// Those of the outer one of two layers: who is quoted in a quotation is in the inner one.
const OF_OUTER_LAYER: [Repair; 6] = [
    block_quotes::repair,
    OF_SOURCES[0],
    OF_SOURCES[1],
    OF_SOURCES[2],
    OF_SOURCES[3],
    according_to::repair,
];

/// The repairs of the outer layer of roles and of the inner one, if there is an inner one.
pub(super) fn repairs(two_layers: bool) -> (&'static [Repair], &'static [Repair]) {
    if two_layers { (&OF_OUTER_LAYER, &OF_SOURCES) } else { (&OF_ONE_LAYER, &[]) }
}
