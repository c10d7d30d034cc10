//! What nouns for people and organizations say about each other; `callings.toml` has them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::section;

const FILE: &str = include_str!("callings.toml");

/// The callings of each noun, by their place in the file.
static CALLINGS: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut out: HashMap<&'static str, Vec<usize>> = HashMap::new();
    for (calling, (_, nouns)) in section(FILE, "[callings]\n").enumerate() {
        nouns.split(' ').for_each(|noun| out.entry(noun).or_default().push(calling));
    }
    out
});

static SORTS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut out: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
    for (sort, nouns) in section(FILE, "[sorts]\n") {
        nouns.split(' ').for_each(|noun| out.entry(noun).or_default().push(sort));
    }
    out
});

/// A sort of nouns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// "The man": whoever it stands for may be anything else besides.
    Anybody,
    /// "A source": who says so is not to be named.
    Anonymous,
    /// "The other": set apart from whoever was spoken of.
    Another,
    /// "The hospital": what it stands for has the noun in its name, or is called so.
    Institution,
    /// "The finance minister": what an office is about.
    Field,
    /// "The deputy mayor": who stands in for another.
    Second,
    /// "Called himself": words that give somebody a name.
    Naming,
}

impl Sort {
    const fn name(self) -> &'static str {
        match self {
            Self::Anybody => "anybody",
            Self::Anonymous => "anonymous",
            Self::Another => "another",
            Self::Institution => "institution",
            Self::Field => "field",
            Self::Second => "second",
            Self::Naming => "naming",
        }
    }

    /// Whether a word, in lower case, is of this sort.
    pub(crate) fn has(self, word: &str) -> bool {
        SORTS.get(word).is_some_and(|sorts| sorts.contains(&self.name()))
    }
}

/// Whether a word, in lower case, says what somebody's work is.
pub(crate) fn has_calling(word: &str) -> bool {
    CALLINGS.contains_key(word)
}

/// Whether two words, in lower case, may be said of one person because of their work: "pastor" and
/// "rev".
pub(crate) fn share_calling(a: &str, b: &str) -> bool {
    let (Some(of_a), Some(of_b)) = (CALLINGS.get(a), CALLINGS.get(b)) else { return false };
    of_a.iter().any(|calling| of_b.contains(calling))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_toml_and_every_sort_has_its_line() {
        let table: serde_json::Value = basic_toml::from_str(FILE).expect("it is TOML");
        let sorts = [
            Sort::Anybody,
            Sort::Anonymous,
            Sort::Another,
            Sort::Institution,
            Sort::Field,
            Sort::Second,
            Sort::Naming,
        ];
        for sort in sorts {
            assert!(table["sorts"][sort.name()].is_string(), "{sort:?}");
        }
        assert_eq!(table["sorts"].as_object().map(serde_json::Map::len), Some(sorts.len()));
        for nouns in CALLINGS.keys().chain(SORTS.keys()) {
            assert!(!nouns.is_empty() && *nouns == nouns.to_lowercase(), "{nouns}");
        }
    }

    #[test]
    fn nouns_of_one_calling_may_be_said_of_one_person() {
        assert!(share_calling("pastor", "rev") && share_calling("boss", "coach"));
        assert!(share_calling("keeper", "player") && !share_calling("keeper", "striker"));
        assert!(!share_calling("goalkeeper", "coach") && !share_calling("patient", "doctor"));
        assert!(!share_calling("prosecutor", "defendant") && !share_calling("tree", "tree"));
    }

    #[test]
    fn nouns_are_of_sorts() {
        assert!(Sort::Anybody.has("man") && !Sort::Anybody.has("pastor"));
        assert!(Sort::Another.has("other") && Sort::Anonymous.has("source"));
        assert!(Sort::Field.has("finance") && Sort::Second.has("deputy"));
        assert!(Sort::Institution.has("hospital") && !Sort::Institution.has("company"));
    }
}
