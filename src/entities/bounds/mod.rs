//! Where names begin and end, a rule a file. Each takes a stretch of the text and says which of it,
//! or of what stands beside it, is the name.

mod apostrophe;
mod ending;
mod firm;
mod initials;
mod joins;
mod nickname;
mod no_names;
mod party;
mod person;
mod spelling;
mod syllable;
mod thing;
mod titles;
mod town;

pub(super) use apostrophe::with_apostrophe;
pub(super) use ending::with_ending;
pub(super) use firm::{are_one_firm, firm, is_of_place};
pub(super) use initials::with_initials;
pub(super) use joins::{are_one, are_turned_round};
pub(super) use nickname::nicknamed;
pub(super) use no_names::names_nothing;
pub(super) use party::without_party;
pub(super) use person::person;
pub(super) use syllable::with_syllable;
pub(super) use thing::thing;
pub(super) use titles::{title_before, without_titles};
pub(super) use town::town_and_state;
