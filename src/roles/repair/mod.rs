//! Repairs of roles: what the model's tags leave out or cut short where the form of the text shows
//! more. Each is one file with its why; here is their order, which matters.

mod according_to;
mod block_quotes;
mod content_bounds;
mod content_ends;
mod described_names;
mod inner_quotations;
mod inner_sources;
mod inscriptions;
mod listeners;
mod names_behind;
mod naming_clauses;
mod quoted_as;
mod relative_subjects;
mod set_off_subjects;
mod silences;
mod source_bounds;
mod subjects;
mod whole_names;
mod whole_nominals;

#[cfg(test)]
mod fixtures;

use super::Roles;
use crate::entities::Entities;
use crate::text::Reading;

/// Mends the roles of a text.
type Repair = fn(&mut Roles, &Reading<'_>, &Entities);

/// Those that make sources whole, and the one that leaves out who listened.
const OF_SOURCES: [Repair; 10] = [
    quoted_as::repair,
    names_behind::repair,
    relative_subjects::repair,
    set_off_subjects::repair,
    subjects::repair,
    described_names::repair,
    whole_nominals::repair,
    whole_names::repair,
    source_bounds::repair,
    listeners::repair,
];

/// The one that ends contents where they end, when their cues are known.
const OF_CONTENTS: Repair = content_bounds::repair;

/// The repairs of the outer layer of roles, in the order in which they are made: those that find
/// sources come before those that mend sources, and what is reported according to one is looked for
/// behind the whole of it. Who is quoted in a quotation is in the inner layer, if there is one.
pub(super) fn of_outer(has_inner: bool) -> impl Iterator<Item = Repair> {
    let of_quotations: Option<Repair> = (!has_inner).then_some(inner_quotations::repair);
    let of_block_quotes: Repair = block_quotes::repair;
    let of_things: Repair = inscriptions::repair;
    let of_clauses: Repair = naming_clauses::repair;
    let of_silences: Repair = silences::repair;
    let of_reports: Repair = according_to::repair;
    of_quotations
        .into_iter()
        .chain([of_block_quotes, of_things, of_clauses, of_silences])
        .chain(OF_SOURCES)
        .chain([of_reports, OF_CONTENTS])
}

/// Those of the inner layer.
pub(super) fn of_inner() -> impl Iterator<Item = Repair> {
    let of_quotations: Repair = inner_sources::repair;
    std::iter::once(of_quotations).chain(OF_SOURCES).chain([OF_CONTENTS])
}
