//! The words of a text, and what each may be in a title.

use std::cell::Cell;

use crate::kinds::Gender;
use crate::lexicon::{Class, Pronoun, TitlePart, TitleParts, gender_of_given_name};
use crate::text::{Reading, Span, is_possessive_ending};

/// What a word is to whoever looks for titles.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    parts: TitleParts,
    /// Neither letters nor digits.
    pub(super) is_mark: bool,
    /// "’s".
    pub(super) owns: bool,
    /// "The", "a", "her".
    pub(super) opens: bool,
    pub(super) has_capital: bool,
    /// No title goes over it.
    pub(super) ends: bool,
    /// A preposition that a title does not begin with.
    pub(super) leads: bool,
    pub(super) is_and: bool,
    /// A verb, or an adverb.
    pub(super) is_verb: bool,
    /// Ends like a participle.
    pub(super) is_participle: bool,
}

impl Look {
    pub(super) const fn has(self, part: TitlePart) -> bool {
        self.parts.has(part)
    }

    /// Whether it is a noun for what somebody is.
    pub(super) const fn is_post(self) -> bool {
        self.has(TitlePart::Post)
    }

    /// Whether it is written in lower case.
    pub(super) const fn is_lower(self) -> bool {
        !self.has_capital && !self.is_mark
    }
}

/// The words of a text by their index; what a word is, is asked once.
pub(super) struct Words<'a> {
    pub(super) reading: &'a Reading<'a>,
    looks: Vec<Cell<Option<Look>>>,
}

impl<'a> Words<'a> {
    pub(super) fn new(reading: &'a Reading<'a>) -> Self {
        Self { reading, looks: vec![Cell::new(None); reading.words.len()] }
    }

    /// The words of `span`.
    pub(super) fn of(&self, span: Span) -> std::ops::Range<usize> {
        self.reading.words_in(span)
    }

    /// The stretch from the word `first` to the one before `end`.
    pub(super) fn span(&self, first: usize, end: usize) -> Span {
        let words = self.reading.words.get(first..end).unwrap_or_default();
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return Span::new(0, 0);
        };
        Span::new(first.span.start, last.span.end)
    }

    pub(super) fn shown(&self, index: usize) -> &'a str {
        self.reading.words.get(index).map_or("", |w| &self.reading.text[w.span])
    }

    /// Whether no space stands between two words.
    pub(super) fn are_joined(&self, first: usize, second: usize) -> bool {
        let words = &self.reading.words;
        match (words.get(first), words.get(second)) {
            (Some(first), Some(second)) => first.span.end == second.span.start,
            _ => false,
        }
    }

    /// Whether the word at `index` is a title and no given name: "Ambassador", but not "Mason".
    pub(super) fn is_office(&self, index: usize) -> bool {
        let (look, word) = (self.look(index), self.shown(index));
        look.has(TitlePart::Listed) && gender_of_given_name(word) == Gender::Unknown
    }

    /// Whether the word at `index` is the plural of what somebody does: "editors", "aldermen".
    pub(super) fn are_posts(&self, index: usize) -> bool {
        let word = self.shown(index).to_lowercase();
        [("men", "man"), ("ies", "y"), ("es", ""), ("s", "")].into_iter().any(|(ending, one)| {
            word.strip_suffix(ending).is_some_and(|stem| {
                let parts = TitleParts::of(&format!("{stem}{one}"), &format!("{stem}{one}"));
                parts.has(TitlePart::Post)
                    && !parts.has(TitlePart::Kin)
                    && !parts.has(TitlePart::Anybody)
            })
        })
    }

    /// Whether a hyphen joins the word at `index` to the one before: the "in" of "editor-in-chief".
    pub(super) fn is_joined(&self, index: usize) -> bool {
        index > 0 && self.shown(index - 1) == "-" && self.are_joined(index - 1, index)
    }

    /// What the word at `index` is; a mark behind the last one.
    pub(super) fn look(&self, index: usize) -> Look {
        let Some(known) = self.looks.get(index) else {
            return Look { is_mark: true, ends: true, ..Look::default() };
        };
        known.get().unwrap_or_else(|| {
            let look = look(self.shown(index));
            known.set(Some(look));
            look
        })
    }
}

fn look(word: &str) -> Look {
    if !word.contains(char::is_alphanumeric) {
        return Look { is_mark: true, ..Look::default() };
    }
    if is_possessive_ending(word) {
        return Look { owns: true, ..Look::default() };
    }
    let lower = word.to_lowercase();
    let parts = TitleParts::of(word, &lower);
    let possessive = Class::Possessive.has(&lower);
    let opens = possessive
        || Class::Indefinite.has(&lower)
        || (Class::Definite.has(&lower) && !Class::Complementizer.has(&lower));
    // "US" and "IT" are none.
    let is_short_name = word.len() > 1 && !word.contains(char::is_lowercase);
    let is_pronoun = !possessive && !opens && !is_short_name && Pronoun::of(&lower).is_some();
    let has_capital = word.starts_with(char::is_uppercase);
    let is_post = parts.has(TitlePart::Post);
    Look {
        parts,
        opens,
        has_capital,
        is_mark: false,
        owns: false,
        ends: parts.has(TitlePart::Bound)
            || is_pronoun
            || Class::RelativePronoun.has(&lower)
            || (!is_post && Class::ReportingVerb.has(&lower)),
        leads: parts.has(TitlePart::Within) || Class::Preposition.has(&lower),
        is_and: Class::JoiningWord.has(&lower),
        is_participle: !has_capital && TitlePart::ParticipleEnding.ends(&lower),
        is_verb: !has_capital
            && !parts.has(TitlePart::Participle)
            && !Class::LyNoun.has(&lower)
            && (parts.has(TitlePart::Past)
                || Class::IrregularPast.has(&lower)
                || TitlePart::VerbEnding.ends(&lower)),
    }
}
