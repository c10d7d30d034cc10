//! Relative pronouns: "one passenger, who asked not to be named" is about the passenger, whoever
//! was named before.

use crate::lexicon::{Class, Pronoun};
use crate::text::{Reading, Span};

/// The most words of a nominal, hyphens counted.
const MOST_WORDS: usize = 9;

/// The nominal that `pronoun` stands for: `source`, the last nominal that names a source, or one
/// that brings in somebody new, where it stands right before.
pub(super) fn antecedent(
    reading: &Reading<'_>,
    source: Option<Span>,
    pronoun: Span,
) -> Option<Span> {
    let word = &reading.text[pronoun];
    // With a capital it asks: "Who said so?"
    let is_relative =
        word.starts_with(char::is_lowercase) && Pronoun::of(word).is_some_and(Pronoun::is_relative);
    if !is_relative {
        return None;
    }
    source
        .filter(|s| is_right_before(reading, *s, pronoun))
        .or_else(|| introduced(reading, pronoun))
}

/// Where the relative clause of a source begins, or the source ends. Nobody in the clause is the
/// head: "the man who attacked Ana Kovic".
pub(super) fn before_relative(reading: &Reading<'_>, span: Span) -> usize {
    // "The WHO" is a name.
    let is_relative = |w: &Span| {
        let word = &reading.text[*w];
        !is_acronym(word) && Pronoun::of(word).is_some_and(Pronoun::is_relative)
    };
    let mut words = reading.words[reading.words_in(span)].iter().map(|w| w.span);
    words.find(|w| w.start > span.start && is_relative(w)).map_or(span.end, |w| w.start)
}

fn is_acronym(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

/// Whether a mark sets off what follows it.
fn sets_off(word: &str) -> bool {
    [",", "—", "–", "("].contains(&word)
}

/// Whether no more than one mark stands between the two.
fn is_right_before(reading: &Reading<'_>, nominal: Span, pronoun: Span) -> bool {
    let between = Span::new(nominal.end, pronoun.start);
    nominal.end < pronoun.start
        && match &reading.words[reading.words_in(between)] {
            [] => true,
            [mark] => sets_off(&reading.text[mark.span]),
            _ => false,
        }
}

/// "One elderly passenger" before "who", but no apposition: "Ana Kovic, a passenger, who …" is
/// about Ana Kovic.
fn introduced(reading: &Reading<'_>, pronoun: Span) -> Option<Span> {
    let text = reading.text;
    let introduces = |w: &Span| Class::Indefinite.has(&text[*w].to_lowercase());
    let mut before = reading.spans_before(pronoun.start).take(MOST_WORDS).peekable();
    before.next_if(|w| &text[*w] == ",");
    let last = *before.peek()?;
    // The noun, and what stands between it and the determiner.
    let describes = |w: &Span| text[*w].chars().all(|c| c.is_lowercase() || c == '-');
    while before.next_if(|w| !introduces(w) && describes(w)).is_some() {}
    let mut first = before.next_if(introduces).filter(|w| *w != last)?;
    // "Three other passengers".
    while let Some(word) = before.next_if(introduces) {
        first = word;
    }
    let is_apposition = reading.before(first.start).next().is_some_and(|w| sets_off(w) || w == ":");
    (!is_apposition).then(|| Span::new(first.start, last.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{InputFormat, PlainText};

    fn found(text: &str, source: &str) -> Option<String> {
        let at = |words: &str| text.find(words).map(|at| Span::new(at, at + words.len()));
        let pronoun = at("who").or_else(|| at("which")).expect("there is a pronoun");
        let input = PlainText::new(text, InputFormat::Text);
        let reading = Reading::new(&input);
        antecedent(&reading, at(source).filter(|s| !s.is_empty()), pronoun)
            .map(|s| text[s].to_owned())
    }

    #[test]
    fn who_stands_for_what_is_right_before_it() {
        assert_eq!(found("said the mayor, who asked", "the mayor").as_deref(), Some("the mayor"));
        assert_eq!(found("said the mayor who asked", "the mayor").as_deref(), Some("the mayor"));
        assert_eq!(found("the mayor left. Kovic, who asked", "the mayor"), None);
        assert_eq!(
            found("He wept. One elderly passenger, who asked", "").as_deref(),
            Some("One elderly passenger")
        );
        assert_eq!(found("It was a man who asked", "").as_deref(), Some("a man"));
        assert_eq!(found("One man who asked", "").as_deref(), Some("One man"));
        assert_eq!(
            found("They met two other think-tank aides who asked", "").as_deref(),
            Some("two other think-tank aides")
        );
    }

    #[test]
    fn who_stands_for_nobody_new_elsewhere() {
        for text in [
            "Ana Kovic, a passenger, who asked",
            "Ana Kovic, who asked",
            "a, who",
            "One who asked",
            "who",
            "saw a Kovic, who",
            ", , who",
        ] {
            assert_eq!(found(text, ""), None, "{text}");
        }
    }
}
