//! Sources without the marks at their ends, without the ending of a possessive ("the minister’s
//! words were clear") and without an adverb ("said the minister curtly"). One that is empty, an
//! article alone, or longer than any words that name somebody, is none.

use crate::entities::Entities;
use crate::kinds::EntityKind;
use crate::lexicon::Class;
use crate::roles::Roles;
use crate::text::{Reading, Span, is_possessive_ending};

/// What is longer, in bytes, names no source.
const LONGEST: usize = 1024;

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, entities: &Entities) {
    for source in &mut roles.sources {
        source.span = without_possessive(reading, entities, source.span);
        source.span = source.span.trim(reading.text, |c| c.is_whitespace() || ",;:".contains(c));
        source.span = without_adverb(reading, entities, source.span);
    }
    let is_article = |span: Span| Class::Article.has(&reading.text[span].to_lowercase());
    // "Reported in Alder and Quay": where it happens.
    let is_place = |span: Span| {
        let before = reading.before(span.start).next();
        let first = entities.overlapping(span).first();
        before.is_some_and(|w| Class::PlacePreposition.has(w))
            && first.is_some_and(|m| m.kind == EntityKind::Location && m.span.start == span.start)
    };
    roles.sources.retain(|s| {
        !s.span.is_empty() && s.span.len() <= LONGEST && !is_article(s.span) && !is_place(s.span)
    });
}

/// A source without "’s" at its end, but where that is part of a name.
///
/// What stands behind it has to be theirs: "a voice like the president’s said" has nothing there.
fn without_possessive(reading: &Reading<'_>, entities: &Entities, source: Span) -> Span {
    let last = reading.spans_before(source.end).next().filter(|w| w.start > source.start);
    let Some(ending) = last.filter(|w| is_possessive_ending(&reading.text[*w])) else {
        return source;
    };
    let is_of_name = entities.overlapping(ending).iter().any(|m| m.span.covers(ending));
    let next = reading.spans_after(source.end).next();
    let is_owner =
        next.is_some_and(|w| !reading.is_mark(w) && !Class::SayVerb.has(&reading.text[w]));
    if is_of_name || !is_owner { source } else { Span::new(source.start, ending.start) }
}

/// A source without the adverb that says how it speaks: "said Ana Kovic quietly".
fn without_adverb(reading: &Reading<'_>, entities: &Entities, source: Span) -> Span {
    let mut words = reading.spans_before(source.end).take_while(|w| w.start >= source.start);
    let (Some(last), Some(before)) = (words.next(), words.next()) else { return source };
    let word = &reading.text[last];
    let is_adverb = word.ends_with("ly")
        && word.starts_with(char::is_lowercase)
        && !Class::LyNoun.has(word)
        && entities.overlapping(last).is_empty();
    // "The sickly" has no other noun.
    let is_noun = || {
        let before = reading.text[before].to_lowercase();
        before.starts_with(char::is_alphabetic) && !Class::Article.has(&before)
    };
    if is_adverb && is_noun() { Span::new(source.start, before.end) } else { source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, repaired, sources};

    #[test]
    fn marks_at_the_ends_go_and_what_is_too_long_is_none() {
        let text = format!("Ana Kovic, said: so. {} end", "word ".repeat(300));
        let long = format!("{} end", "word ".repeat(300));
        let roles = sources(&text, &["Ana Kovic,", ":", &long]);
        let found = repaired(&text, &[], roles, repair);
        assert_eq!(all(&text, &found.sources), ["Ana Kovic"]);
    }

    #[test]
    fn an_adverb_ends_no_source() {
        let text = "said Ana Kovic quietly, said the local weekly, said he slowly, said the sickly";
        let found = ["Ana Kovic quietly", "the local weekly", "he slowly", "the sickly"];
        let found = repaired(text, &[], sources(text, &found), repair);
        assert_eq!(
            all(text, &found.sources),
            ["Ana Kovic", "the local weekly", "he", "the sickly"]
        );
    }

    #[test]
    fn a_possessive_ends_no_source_and_an_article_is_none() {
        let text = "The mayor’s words were clear. No, was the reply.";
        let found = repaired(text, &[], sources(text, &["The mayor’s", "the"]), repair);
        assert_eq!(all(text, &found.sources), ["The mayor"]);
    }
}
