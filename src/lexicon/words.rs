//! The words, with a bit for each class; read once, at the first question.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Class;

/// What is read: the words of English, and given names, which are many.
pub(super) const FILES: [(&str, &str); 2] =
    [("en.toml", include_str!("en.toml")), ("names.toml", include_str!("names.toml"))];

/// The bits of one part of a word's classes.
const PART: usize = u128::BITS as usize;

const _: () = assert!(Class::ALL.len() <= 2 * PART);

/// The classes of each word.
static CLASSES: LazyLock<HashMap<&'static str, Classes>> = LazyLock::new(|| {
    let mut out: HashMap<&'static str, Classes> = HashMap::new();
    for (word, names) in FILES.iter().flat_map(|(_, file)| entries(file)) {
        // "Will" is a given name and a verb: a word may stand in both files.
        let classes = out.entry(word).or_default();
        names.split(' ').filter_map(class).for_each(|class| classes.add(class));
    }
    out
});

/// The words of a file with the names of their classes. These lines are a part of TOML that takes no
/// parser: `said = "reporting_verb say_verb"`, the word between marks where TOML wants them.
pub(super) fn entries(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    section(file, "[words]\n")
}

/// The lines `key = "value"` of a part of a file.
pub(super) fn section(
    file: &'static str,
    head: &str,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = file.split_once(head).map_or("", |(_, lines)| lines);
    let lines = lines.split_once("\n[").map_or(lines, |(lines, _)| lines).lines();
    lines.filter_map(|line| {
        let (key, value) = line.split_once(" = ")?;
        Some((key.trim_matches('"'), value.trim_matches('"')))
    })
}

/// All classes of a word: a bit for each, at the class's place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Classes([u128; 2]);

impl Classes {
    /// Those of `word`, as written.
    pub(super) fn of(word: &str) -> Self {
        CLASSES.get(word).copied().unwrap_or_default()
    }

    pub(super) const fn has(self, class: Class) -> bool {
        let (part, bit) = class.place();
        self.0[part] & bit != 0
    }

    fn add(&mut self, class: Class) {
        let (part, bit) = class.place();
        self.0[part] |= bit;
    }
}

pub(super) fn class(name: &str) -> Option<Class> {
    Class::ALL.iter().copied().find(|class| class.name() == name)
}

impl Class {
    /// The part that its bit is in, which is one of two, and the bit.
    const fn place(self) -> (usize, u128) {
        let at = self as usize;
        if at < PART { (0, 1 << at) } else { (1, 1 << (at - PART)) }
    }

    /// Whether `word`, as written, is of this class.
    pub(crate) fn has(self, word: &str) -> bool {
        Classes::of(word).has(self)
    }

    /// The words of this class, in any order.
    #[cfg(any(test, feature = "training"))]
    pub(crate) fn words(self) -> impl Iterator<Item = &'static str> {
        CLASSES.iter().filter(move |(_, classes)| classes.has(self)).map(|(word, _)| *word)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use serde_json::Value;

    use super::*;

    #[test]
    fn a_word_has_the_classes_of_its_line() {
        assert!(Class::ReportingVerb.has("said") && !Class::Office.has("said"));
        assert!(!Class::ReportingVerb.has("Said") && !Class::ReportingVerb.has(""));
        assert!(Class::PlaceOpener.has("&"));
        assert!(Class::MaleName.has("will") && Class::ActingWord.has("will"));
        assert!(Class::Office.words().any(|w| w == "mayor"));
    }

    /// The lines are read as TOML's own parser reads them.
    #[test]
    fn the_files_are_toml() {
        for (name, file) in FILES {
            let table: Value = basic_toml::from_str(file).unwrap_or_else(|e| panic!("{name}: {e}"));
            let words = table["words"].as_object().expect("a table");
            let read: Vec<_> = entries(file).collect();
            assert_eq!(read.len(), words.len(), "{name}");
            for (word, classes) in read {
                assert_eq!(words[word].as_str(), Some(classes), "{name}: {word}");
            }
        }
    }

    #[test]
    fn every_class_says_what_it_is_and_has_words() {
        let mut described = BTreeSet::new();
        for (name, file) in FILES {
            let table: Value = basic_toml::from_str(file).expect("it is TOML");
            for (class, about) in table["class"].as_object().expect("a table") {
                assert!(described.insert(class.clone()), "{name}: {class} is there twice");
                for field in ["what", "source"] {
                    assert!(about[field].as_str().is_some_and(|s| s.len() > 3), "{class}: {field}");
                }
            }
        }
        let names: BTreeSet<String> = Class::ALL.iter().map(|c| c.name().to_owned()).collect();
        assert_eq!(described, names);
        for class in Class::ALL {
            assert!(class.words().next().is_some(), "{} has no word", class.name());
        }
    }

    /// In TOML a key that stands twice is an error, but not in two files.
    #[test]
    fn no_line_is_there_twice_or_names_a_class_twice_or_one_that_is_none() {
        let mut seen = HashSet::new();
        for (word, names) in FILES.iter().flat_map(|(_, file)| entries(file)) {
            assert!(seen.insert((word, names)), "{word} is there twice");
            let classes: Vec<_> = names.split(' ').collect();
            assert_eq!(classes.iter().collect::<HashSet<_>>().len(), classes.len(), "{word}");
            for name in classes {
                assert!(class(name).is_some(), "{word}: there is no class {name:?}");
            }
        }
    }
}
