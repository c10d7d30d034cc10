//! What words tell by themselves: names, titles, nouns, states.

mod names;
mod nouns;
mod organizations;
mod states;
mod word_list;

pub(crate) use names::{gender_of_given_name, is_title, normal_tokens, title_before};
pub(crate) use nouns::{gender, is_office, is_person, kind, posts};
pub(crate) use organizations::suits;
pub(crate) use states::{is_state, state_name};
pub(crate) use word_list::listed;
