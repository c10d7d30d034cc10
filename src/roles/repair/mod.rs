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

/// The repairs in the order in which they are made: those that find sources come before those that
/// mend sources, and what is reported according to one is looked for behind the whole of it.
pub(super) const REPAIRS: [Repair; 7] = [
    inner_quotations::repair,
    block_quotes::repair,
    described_names::repair,
    whole_nominals::repair,
    whole_names::repair,
    source_bounds::repair,
    according_to::repair,
];
