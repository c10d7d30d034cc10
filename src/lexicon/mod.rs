//! What words tell by themselves. The words are data: `en.toml` and `names.toml` have a line for
//! each, with its classes.

mod ago;
mod callings;
mod class;
mod hearing;
pub(crate) mod marks;
mod names;
mod negation;
mod nouns;
mod organizations;
mod page;
mod posts;
mod pronouns;
mod states;
mod words;

pub(crate) use ago::tells_how_long_ago;
pub(crate) use callings::{Sort, has_calling, share_calling};
pub(crate) use class::Class;
pub(crate) use hearing::names_examiner;
pub(crate) use names::{gender_of_given_name, is_title, normal_tokens, title};
pub(crate) use negation::is_negation;
pub(crate) use nouns::{age, gender, is_office, is_person, is_post, kind};
pub(crate) use organizations::suits;
pub(crate) use page::{PageLine, PageWord};
pub(crate) use posts::{TitlePart, TitleParts};
pub(crate) use pronouns::Pronoun;
pub(crate) use states::is_state;
