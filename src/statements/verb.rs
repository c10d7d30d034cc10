//! The words of a cue, and those right before it that belong to its verb.

use crate::lexicon::{Class, is_negation};
use crate::text::{Reading, Span};

/// Words before a cue that belong to its verb: "did not immediately | respond".
const REACH: usize = 4;

/// The words of a cue in lower case.
pub(super) struct Verb {
    /// The cue's own.
    pub(super) cue: Vec<String>,
    /// "Did not immediately", "refused to", the nearest first.
    before: Vec<String>,
    /// The word before these.
    first: Option<String>,
}

impl Verb {
    pub(super) fn new(reading: &Reading<'_>, cue: Span) -> Self {
        let lower = |word: Span| reading.text[word].to_lowercase();
        let own = reading.words[reading.words_in(cue)].iter().map(|w| lower(w.span)).collect();
        let mut words = reading.spans_before(cue.start).take(REACH).map(lower).peekable();
        let before = std::iter::from_fn(|| words.next_if(|w| belongs(w))).collect();
        Self { cue: own, before, first: words.next() }
    }

    /// Whether the verb stands right behind a word of this class: "when asked".
    pub(super) fn follows(&self, class: Class) -> bool {
        self.first.as_deref().is_some_and(|w| class.has(w))
    }

    /// Whether the cue has a word of this class.
    pub(super) fn has(&self, class: Class) -> bool {
        self.cue.iter().any(|w| class.has(w))
    }

    /// Whether the cue, or what stands before it, has a word of this class.
    pub(super) fn has_around(&self, class: Class) -> bool {
        self.all().any(|w| class.has(w))
    }

    /// Whether it says that something was not done.
    pub(super) fn is_denied(&self) -> bool {
        self.all().any(|w| is_negation(w))
    }

    fn all(&self) -> impl Iterator<Item = &String> {
        self.cue.iter().chain(&self.before)
    }
}

/// Whether a word before a verb belongs to it: "did", "not", "immediately", "declined to".
fn belongs(word: &str) -> bool {
    [Class::BeforeVerb, Class::Modal, Class::RefusingWord].iter().any(|class| class.has(word))
        || is_negation(word)
        || Class::InfinitiveMark.has(word)
        || word.ends_with("ly") && !Class::LyNoun.has(word)
}
