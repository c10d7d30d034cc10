//! The kinds that results are labelled with: what things are, how they were found. Each variant has
//! one name, whichever way it is written or read: JSON, `Display`, `FromStr`.

use serde::{Deserialize, Serialize};

/// Gives each variant the name that it has in JSON; `$what` is what an error calls them all.
macro_rules! names {
    ($kind:ident, $what:literal { $($variant:ident => $name:literal),+ $(,)? }) => {
        impl $kind {
            /// The name that it has in JSON.
            ///
            /// [Example](Self#example)
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }

        impl std::fmt::Display for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $kind {
            type Err = $crate::error::Error;

            /// Reads what [`as_str`](Self::as_str) gives.
            fn from_str(name: &str) -> Result<Self, $crate::error::Error> {
                match name {
                    $($name => Ok(Self::$variant),)+
                    _ => Err($crate::error::Error::config(format!(concat!("no ", $what, " {:?}; there are {}"), name, [$($name),+].join(", ")))),
                }
            }
        }
    };
}

pub(crate) use names;

/// What a mention or an entity is.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{EntityKind, Extractor};
///
/// let extractor = Extractor::new()?;
/// let document = extractor.extract("Ana Kovic of Quay Ferries in Port Alder won the Alder Prize.")?;
/// let kinds: Vec<EntityKind> = document.entities().map(|entity| entity.kind()).collect();
/// assert_eq!(kinds, [
///     EntityKind::Person,
///     EntityKind::Organization,
///     EntityKind::Location,
///     EntityKind::Miscellaneous,
/// ]);
/// assert_eq!(EntityKind::Person.as_str(), "person");
/// assert_eq!("person".parse::<EntityKind>()?, EntityKind::Person);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum EntityKind {
    /// A person.
    Person,
    /// A place: country, city, river, building.
    Location,
    /// A company, an institution, a party, a team.
    Organization,
    /// Another name: nationality, event, work, product.
    Miscellaneous,
}

/// How it was found what is a statement, and whose.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::Attribution;
///
/// let document = dixit::Extractor::new()?.extract("“Never,” said Ana Kovic.")?;
/// assert_eq!(document.attribution(), Attribution::Learned, "news-en has");
/// assert_eq!(Attribution::Rules.as_str(), "rules");
/// # Ok(())
/// # }
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Attribution {
    /// By a model that has learned to tag sources, cues and contents.
    #[default]
    Learned,
    /// By rules over marks, reporting verbs and names, because the model tags entities alone: less
    /// is found, less of it is right, and scores are not calibrated.
    Rules,
}

impl Attribution {
    pub(super) fn is_learned(&self) -> bool {
        *self == Self::Learned
    }
}

/// How a statement is reported.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{Extractor, StatementKind};
///
/// let text = "“We will rebuild,” said Ana Kovic. She called the delay “a minor detail.” \
///     The union said that nobody had asked its members.";
/// let extractor = Extractor::new()?;
/// let document = extractor.extract(text)?;
/// let kinds: Vec<StatementKind> = document.statements().map(|s| s.kind()).collect();
/// assert_eq!(kinds, [StatementKind::Direct, StatementKind::Mixed, StatementKind::Indirect]);
/// assert_eq!(StatementKind::Mixed.to_string(), "mixed");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum StatementKind {
    /// All of it between quotation marks, or a block quote, or a posted message.
    Direct,
    /// Partly between quotation marks.
    Mixed,
    /// Without quotation marks.
    Indirect,
}

/// What a statement is: words that somebody utters, what somebody has in mind, or words that
/// somebody does not utter.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{Act, Extractor};
///
/// let text = "Ana Kovic hopes that the bridge will open in May. “It will,” said Ben Brandt. \
///     The Harbour Board declined to comment.";
/// let extractor = Extractor::new()?;
/// let document = extractor.extract(text)?;
/// let acts: Vec<Act> = document.statements().map(|s| s.act()).collect();
/// assert_eq!(acts, [Act::Thought, Act::Speech, Act::Silence]);
/// assert_eq!("silence".parse::<Act>()?, Act::Silence);
/// # Ok(())
/// # }
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Act {
    /// Said, written, announced, asked, promised, denied, estimated.
    #[default]
    Speech,
    /// Believed, hoped, feared, wanted, planned, expected.
    Thought,
    /// Not said, though somebody asked: declined to comment, did not answer.
    Silence,
}

/// How the text names a speaker.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{Extractor, SpeakerForm};
///
/// let text = "Mayor Ana Kovic said that the bridge would be rebuilt.\n\n\
///     “It will take a year, and the town will pay for it.”\n\n\
///     She added that it was old. “It is shut,” a spokesman said.";
/// let extractor = Extractor::new()?;
/// let document = extractor.extract(text)?;
/// let forms: Vec<SpeakerForm> =
///     document.statements().filter_map(|s| s.speaker()).map(|s| s.form()).collect();
/// assert_eq!(forms, [
///     SpeakerForm::Name,
///     SpeakerForm::Implicit,
///     SpeakerForm::Pronoun,
///     SpeakerForm::Nominal,
/// ]);
/// assert_eq!(SpeakerForm::Nominal.to_string(), "nominal");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum SpeakerForm {
    /// By name: "Ana Kovic", "Mayor Kovic".
    Name,
    /// By what they are: "the mayor", "a spokesman".
    Nominal,
    /// By a pronoun: "she".
    Pronoun,
    /// Not at all: the speaker of the statement beside it goes on.
    Implicit,
}

/// What a speaker is.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{Extractor, SpeakerKind};
///
/// let text = "“No,” said Ana Kovic. Quay Ferries said that it would pay. \
///     Residents said that it should. A report said that it could. \
///     A woman on the bridge said that it would not.";
/// let extractor = Extractor::new()?;
/// let document = extractor.extract(text)?;
/// let kinds: Vec<SpeakerKind> =
///     document.statements().filter_map(|s| s.speaker()).map(|s| s.kind()).collect();
/// assert_eq!(kinds, [
///     SpeakerKind::Person,
///     SpeakerKind::Organization,
///     SpeakerKind::Group,
///     SpeakerKind::Document,
///     SpeakerKind::Unnamed,
/// ]);
/// assert_eq!(SpeakerKind::Unnamed.to_string(), "unnamed");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum SpeakerKind {
    /// A person whom the text names.
    Person,
    /// An organization, or a place that speaks for its government.
    Organization,
    /// Several people: "residents", "critics".
    Group,
    /// A report, a letter, a poll.
    Document,
    /// A person whom the text does not name.
    Unnamed,
}

/// Why words between quotation marks are no statement.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{Extractor, PhraseReason};
///
/// let extractor = Extractor::new()?;
/// for (text, reason) in [
///     ("The bridge, a “minor detail” of the plan, is shut.", PhraseReason::ScareQuote),
///     ("Ana Kovic read “The Old Ferry” on the bridge.", PhraseReason::Title),
///     ("John “Jack” Miller crossed the bridge.", PhraseReason::Nickname),
/// ] {
///     let document = extractor.extract(text)?;
///     assert_eq!(document.marked_phrases().next().map(|p| p.reason()), Some(reason));
/// }
/// assert_eq!(PhraseReason::ScareQuote.to_string(), "scare_quote");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PhraseReason {
    /// Words that the author holds at a distance.
    ScareQuote,
    /// The title of a work.
    Title,
    /// The middle of a name: John “Jack” Miller.
    Nickname,
    /// A term that is being introduced or talked about.
    Term,
    /// A statement, perhaps: its score is below the caller's minimum.
    Unsure,
    /// A statement of an act that the caller leaves out.
    LeftOut,
}

/// What a block of a text is.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{BlockKind, Extractor};
///
/// let extractor = Extractor::new()?;
/// let document = extractor.extract("# The bridge\n\nIt is shut.\n\n- It was old.\n")?;
/// let kinds: Vec<BlockKind> = document.blocks().map(|b| b.kind()).collect();
/// assert_eq!(kinds, [BlockKind::Heading, BlockKind::Paragraph, BlockKind::ListItem]);
/// assert_eq!(BlockKind::ListItem.to_string(), "list_item");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BlockKind {
    /// A paragraph, a line of a poem or of a chat, a cell of a table.
    Paragraph,
    /// A heading of any level.
    Heading,
    /// An item of a list.
    ListItem,
    /// What stands under a picture, or says whose words a block quote is: `figcaption`, and `footer`
    /// or `cite` in a `blockquote`.
    Caption,
}

names!(EntityKind, "kind of entity" { Person => "person", Location => "location", Organization => "organization", Miscellaneous => "miscellaneous" });
names!(Attribution, "attribution" { Learned => "learned", Rules => "rules" });
names!(StatementKind, "kind of statement" { Direct => "direct", Mixed => "mixed", Indirect => "indirect" });
names!(Act, "act" { Speech => "speech", Thought => "thought", Silence => "silence" });
names!(SpeakerForm, "form of speaker" { Name => "name", Nominal => "nominal", Pronoun => "pronoun", Implicit => "implicit" });
names!(SpeakerKind, "kind of speaker" {
    Person => "person",
    Organization => "organization",
    Group => "group",
    Document => "document",
    Unnamed => "unnamed",
});
names!(BlockKind, "kind of block" { Paragraph => "paragraph", Heading => "heading", ListItem => "list_item", Caption => "caption" });
names!(PhraseReason, "reason" { ScareQuote => "scare_quote", Title => "title", Nickname => "nickname", Term => "term", Unsure => "unsure", LeftOut => "left_out" });

impl Act {
    /// All of them, in the order of a model's labels.
    pub(crate) const ALL: [Self; 3] = [Self::Speech, Self::Thought, Self::Silence];
}

/// What a word does in a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It names who says something.
    Source,
    /// It reports.
    Cue,
    /// It is reported.
    Content,
}

/// Which statements the roles of words are those of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layer {
    /// Those that stand in the text itself.
    Outer,
    /// Those that stand in the content of another.
    Inner,
}

/// The gender that the text gives a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Gender {
    Female,
    Male,
    #[default]
    Unknown,
}

#[cfg(test)]
mod tests {
    use std::fmt::{Debug, Display};
    use std::str::FromStr;

    use serde::Serialize;

    use crate::error::Error;
    use crate::kinds::{
        Act, Attribution, BlockKind, EntityKind, PhraseReason, SpeakerForm, SpeakerKind,
        StatementKind,
    };
    use crate::{InputFormat, OffsetUnit};

    fn check<T: Serialize + Display + FromStr<Err = Error> + PartialEq + Debug>(kinds: &[T]) {
        for kind in kinds {
            let name = kind.to_string();
            assert_eq!(&name.parse::<T>().expect("it is a name"), kind);
            assert_eq!(serde_json::to_value(kind).ok(), Some(name.into()));
        }
    }

    #[test]
    fn names_are_those_of_json_and_read_back() {
        check(&[
            EntityKind::Person,
            EntityKind::Location,
            EntityKind::Organization,
            EntityKind::Miscellaneous,
        ]);
        check(&[Attribution::Learned, Attribution::Rules]);
        check(&[StatementKind::Direct, StatementKind::Mixed, StatementKind::Indirect]);
        check(&[Act::Speech, Act::Thought, Act::Silence]);
        check(&[
            SpeakerForm::Name,
            SpeakerForm::Nominal,
            SpeakerForm::Pronoun,
            SpeakerForm::Implicit,
        ]);
        check(&[
            SpeakerKind::Person,
            SpeakerKind::Organization,
            SpeakerKind::Group,
            SpeakerKind::Document,
            SpeakerKind::Unnamed,
        ]);
        check(&[
            PhraseReason::ScareQuote,
            PhraseReason::Title,
            PhraseReason::Nickname,
            PhraseReason::Term,
            PhraseReason::Unsure,
            PhraseReason::LeftOut,
        ]);
        check(&[BlockKind::Paragraph, BlockKind::Heading, BlockKind::ListItem, BlockKind::Caption]);
        check(&[
            InputFormat::Auto,
            InputFormat::Text,
            InputFormat::Markdown,
            InputFormat::Html,
            InputFormat::Page,
            InputFormat::Subtitles,
        ]);
        check(&[OffsetUnit::Byte, OffsetUnit::Char, OffsetUnit::Utf16]);
        assert_eq!(format!("{:<8}|", StatementKind::Mixed), "mixed   |");
    }

    #[test]
    fn what_is_no_name_is_told_the_names() {
        let error = "rtf".parse::<InputFormat>().expect_err("there is no such format").to_string();
        assert_eq!(
            error,
            "no input format \"rtf\"; there are auto, text, markdown, html, page, subtitles"
        );
    }
}
