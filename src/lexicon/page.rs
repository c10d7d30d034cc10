//! What the names of a page's elements say of what they hold; `page.toml` has the words.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::section;

const FILE: &str = include_str!("page.toml");

/// What an element holds whose name has a certain word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageWord {
    /// What stands beside an article.
    Aside,
    /// What a picture shows.
    Caption,
    /// Who wrote the article.
    Byline,
    /// When it was published.
    Date,
    /// A text of its own.
    Whole,
    /// What of it is its text.
    Part,
}

static WORDS: LazyLock<HashMap<&'static str, PageWord>> = LazyLock::new(|| {
    let lines = section(FILE, "[words]\n");
    lines.filter_map(|(word, name)| Some((word, PageWord::named(name)?))).collect()
});

/// What a line of a page is that is no part of its article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageLine {
    /// That it is nothing else.
    pub(crate) whole: bool,
    /// That a link or a credit follows behind a colon.
    pub(crate) label: bool,
    /// That whoever took a picture follows.
    pub(crate) credit: bool,
    /// For whom pictures are taken.
    pub(crate) agency: bool,
    /// That whoever wrote the article follows.
    pub(crate) byline: bool,
}

static LINES: LazyLock<HashMap<&'static str, PageLine>> = LazyLock::new(|| {
    let lines = section(FILE, "[lines]\n");
    lines.map(|(words, names)| (words, PageLine::named(names))).collect()
});

impl PageLine {
    /// The most words that such a line is known by.
    pub(crate) const LONGEST: usize = 5;

    fn named(names: &str) -> Self {
        let has = |name| names.split(' ').any(|n| n == name);
        Self {
            whole: has("whole"),
            label: has("label"),
            credit: has("credit"),
            agency: has("agency"),
            byline: has("byline"),
        }
    }

    /// Of words in lower case.
    pub(crate) fn of(words: &str) -> Self {
        LINES.get(words).copied().unwrap_or_default()
    }
}

impl PageWord {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "aside" => Self::Aside,
            "caption" => Self::Caption,
            "byline" => Self::Byline,
            "date" => Self::Date,
            "whole" => Self::Whole,
            "part" => Self::Part,
            _ => return None,
        })
    }

    /// Of a word in lower case, if it says anything.
    pub(crate) fn of(word: &str) -> Option<Self> {
        WORDS.get(word).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let table: serde_json::Value = basic_toml::from_str(FILE).expect("it is TOML");
        let lines = table["words"].as_object().expect("words");
        for (word, name) in lines {
            let name = name.as_str().expect("a string");
            assert_eq!(PageWord::of(word), PageWord::named(name), "{word}");
            assert!(PageWord::named(name).is_some(), "{word}: {name}");
        }
        assert_eq!(lines.len(), WORDS.len());
        let lines = table["lines"].as_object().expect("lines");
        for (words, names) in lines {
            let names = names.as_str().expect("a string");
            assert!(
                names
                    .split(' ')
                    .all(|n| ["whole", "label", "credit", "agency", "byline"].contains(&n)),
                "{words}"
            );
            assert_ne!(PageLine::of(words), PageLine::default(), "{words}");
            assert!(words.split(' ').count() <= PageLine::LONGEST, "{words}");
        }
        assert_eq!(lines.len(), LINES.len());
    }
}
