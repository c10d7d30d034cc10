//! Where names begin and end, a rule a file.

mod name;
mod no_names;
mod parts;
mod places;

pub(super) use name::{name, name_of_person};
pub(super) use no_names::names_nothing;
pub(super) use parts::{are_one, are_turned_round, with_initials};
pub(super) use places::town_and_region;
