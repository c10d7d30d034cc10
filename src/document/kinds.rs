use serde::{Deserialize, Serialize};

use crate::names::names;

/// What a mention or an entity is.
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

/// How the text names a speaker.
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
}

names!(EntityKind, "kind of entity" { Person => "person", Location => "location", Organization => "organization", Miscellaneous => "miscellaneous" });
names!(Attribution, "attribution" { Learned => "learned", Rules => "rules" });
names!(StatementKind, "kind of statement" { Direct => "direct", Mixed => "mixed", Indirect => "indirect" });
names!(SpeakerForm, "form of speaker" { Name => "name", Nominal => "nominal", Pronoun => "pronoun", Implicit => "implicit" });
names!(SpeakerKind, "kind of speaker" {
    Person => "person",
    Organization => "organization",
    Group => "group",
    Document => "document",
    Unnamed => "unnamed",
});
names!(PhraseReason, "reason" { ScareQuote => "scare_quote", Title => "title", Nickname => "nickname", Term => "term", Unsure => "unsure" });
