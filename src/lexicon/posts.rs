//! What words tell of the titles of people; `posts.toml` has them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::section;
use super::{Class, has_calling, is_person, is_post};

const FILE: &str = include_str!("posts.toml");

/// The nouns for what somebody is.
const POSTS: &str = "[posts]\n";
/// All other words.
const PARTS: &str = "[parts]\n";

/// The parts that each word takes, a bit for each.
static WORDS: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut out: HashMap<&'static str, u32> = HashMap::new();
    let mut add = |words: &'static str, part: TitlePart| {
        words.split(' ').for_each(|word| *out.entry(word).or_default() |= part.bit());
    };
    section(FILE, POSTS).for_each(|(_, words)| add(words, TitlePart::Post));
    for (name, words) in section(FILE, PARTS) {
        if let Some(part) = TitlePart::ALL.iter().find(|part| part.name() == name) {
            add(words, *part);
        }
    }
    out
});

/// What a word is in the title of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TitlePart {
    /// "Analyst".
    Post,
    /// "Quarter": ends like a noun for a person and is none.
    None,
    /// "Widow".
    Kin,
    /// "Stranger": says nothing of what somebody does.
    Anybody,
    /// "Captain": says little where it is all.
    Rank,
    /// "Mrs".
    Courtesy,
    /// "Former", in lower case before a title with a capital.
    Before,
    /// "Because": no title holds it.
    Bound,
    /// "Of": a title goes on behind it.
    Within,
    /// "Retired": a participle that stands before a noun.
    Participle,
    /// "At" in "Ana Kovic at Quay Ferries".
    Affiliating,
    /// "For" in "minister for ferries".
    Governing,
    /// "Ed": the ending of a verb or an adverb.
    VerbEnding,
    /// "Ing": the ending of a participle.
    ParticipleEnding,
    /// "Told": a verb that neither its ending nor a list of past forms tells.
    Past,
    /// "General" in "secretary general".
    Tail,
    /// "Heads" in "who heads the board".
    Duty,
    /// "Number" in "world number one".
    NumberSign,
    /// "One" in "world number one".
    Numeral,
    /// "Named" in "a nurse named Ana Kovic".
    Naming,
    /// "Goes" in "a nurse who goes by the name of Ana".
    Clause,
    /// "Both" in "Ana and Ben, both nurses".
    Together,
    /// A post that a list has, and not its ending alone tells.
    Listed,
}

impl TitlePart {
    const ALL: [Self; 22] = [
        Self::Post,
        Self::None,
        Self::Kin,
        Self::Anybody,
        Self::Rank,
        Self::Courtesy,
        Self::Before,
        Self::Bound,
        Self::Within,
        Self::Affiliating,
        Self::Governing,
        Self::VerbEnding,
        Self::ParticipleEnding,
        Self::Participle,
        Self::Past,
        Self::Tail,
        Self::Duty,
        Self::NumberSign,
        Self::Numeral,
        Self::Naming,
        Self::Clause,
        Self::Together,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::None => "none",
            Self::Kin => "kin",
            Self::Anybody => "anybody",
            Self::Rank => "rank",
            Self::Courtesy => "courtesy",
            Self::Before => "before",
            Self::Bound => "bound",
            Self::Within => "within",
            Self::Participle => "participle",
            Self::Affiliating => "affiliating",
            Self::Governing => "governing",
            Self::VerbEnding => "verb_ending",
            Self::ParticipleEnding => "participle_ending",
            Self::Past => "past",
            Self::Tail => "tail",
            Self::Duty => "duty",
            Self::NumberSign => "number_sign",
            Self::Numeral => "numeral",
            Self::Naming => "naming",
            Self::Clause => "clause",
            Self::Together => "together",
            Self::Listed => "",
        }
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// What a word may be in a title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TitleParts(u32);

impl TitleParts {
    /// Those of a word as it is written and in lower case.
    pub(crate) fn of(word: &str, lower: &str) -> Self {
        let listed = WORDS.get(lower).copied().unwrap_or_default();
        let post = TitlePart::Post.bit();
        let is_post = listed & TitlePart::None.bit() == 0
            && (listed & (post | TitlePart::Kin.bit()) != 0 || is_noun_of_post(word, lower));
        let is_listed = is_post && (listed & post != 0 || is_listed(lower));
        let more = if is_listed { TitlePart::Listed.bit() } else { 0 };
        Self(more | if is_post { listed | post } else { listed & !post })
    }

    pub(crate) const fn has(self, part: TitlePart) -> bool {
        self.0 & part.bit() != 0
    }
}

/// The bytes of the longest ending.
const LONGEST_ENDING: usize = 3;

impl TitlePart {
    /// Whether the list of this part has `word`, in lower case.
    pub(crate) fn lists(self, word: &str) -> bool {
        WORDS.get(word).is_some_and(|parts| parts & self.bit() != 0)
    }

    /// Whether `word`, in lower case, ends like the list of this part says.
    pub(crate) fn ends(self, word: &str) -> bool {
        let from = word.len().saturating_sub(LONGEST_ENDING);
        (from..word.len()).filter_map(|at| word.get(at..)).any(|ending| self.lists(ending))
    }
}

/// Whether other lists have a word for what somebody is.
fn is_listed(lower: &str) -> bool {
    is_post(lower) || has_calling(lower)
}

/// Whether other lists, or its ending, tell that a word says what somebody is.
fn is_noun_of_post(word: &str, lower: &str) -> bool {
    let has_capital = word.starts_with(char::is_uppercase);
    if is_listed(lower) {
        return true;
    }
    if has_capital && super::is_title(word) {
        return WORDS.get(lower).is_none_or(|w| w & TitlePart::Courtesy.bit() == 0);
    }
    // "Canadian" says where somebody is from.
    is_person(lower) && !(has_capital && lower.ends_with("ian") && !Class::PersonNoun.has(lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_toml_and_every_part_has_its_line() {
        let table: serde_json::Value = basic_toml::from_str(FILE).expect("it is TOML");
        let parts = table["parts"].as_object().expect("a table");
        let named: Vec<_> =
            TitlePart::ALL.iter().map(|p| p.name()).filter(|n| *n != "post").collect();
        assert_eq!(parts.len(), named.len());
        for name in named {
            assert!(parts[name].as_str().is_some_and(|words| !words.is_empty()), "{name}");
        }
        for word in WORDS.keys() {
            assert!(!word.is_empty() && *word == word.to_lowercase(), "{word}");
        }
    }

    #[test]
    fn words_say_what_somebody_is_or_do_not() {
        let has = |word: &str, part| TitleParts::of(word, &word.to_lowercase()).has(part);
        for word in ["analyst", "Mayor", "welder", "archivist", "Sen", "spokeswoman", "historian"] {
            assert!(has(word, TitlePart::Post), "{word}");
        }
        for word in ["quarter", "Mrs", "three", "Canadian", "board", "", "earlier"] {
            assert!(!has(word, TitlePart::Post), "{word}");
        }
        assert!(has("of", TitlePart::Within) && has("because", TitlePart::Bound));
    }
}
