//! Asides between a subject and its verb: "Kovic, whom rivals call “a menace”, said".

use crate::lexicon::Class;
use crate::lexicon::marks::is_dash;
use crate::text::{Reading, Span};

/// The longest aside, and the longest subject before it, in words and marks.
const LONGEST_ASIDE: usize = 48;
const LONGEST_SUBJECT: usize = 10;
/// The shortest aside, in words, that a pair of dashes or brackets shows, whatever it begins with.
const SHORTEST_PAIR: usize = 5;

/// A subject, and what stands between it and its verb, its marks left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Aside {
    pub(crate) subject: Span,
    pub(crate) words: Span,
}

/// The aside that ends right before the verb at `cue`, and the subject that it parts from it: a
/// relative clause, what somebody is called, or a clause between dashes or brackets.
pub(crate) fn aside_before(reading: &Reading<'_>, cue: Span) -> Option<Aside> {
    let text = reading.text;
    let sentence = *reading.sentences.get(reading.sentence_at(cue.start))?;
    let lower = |word: Span| text[word].to_lowercase();
    // "Kovic, who left, is said to": who says it is somebody else.
    let belongs = |w: &Span| {
        let word = lower(*w);
        !Class::StateVerb.has(&word) && (Class::BeforeVerb.has(&word) || word.ends_with("ly"))
    };
    let mut before = reading
        .spans_before(cue.start)
        .take_while(|w| w.start >= sentence.start)
        .take(2 * LONGEST_ASIDE)
        .skip_while(belongs)
        .peekable();
    let close = before.next_if(|w| sets_off(&text[*w], true))?;
    let end = close.start;
    let mut after: Option<Span> = None;
    for word in before.by_ref().take(LONGEST_ASIDE) {
        let is_pair = || {
            let inside = Span::new(word.end, end);
            is_partner(&text[word], &text[close])
                && reading.count_words(inside, SHORTEST_PAIR) == SHORTEST_PAIR
        };
        if sets_off(&text[word], false) && (after.is_some_and(|a| opens(&lower(a))) || is_pair()) {
            let words = Span::new(after?.start, end);
            let subject = reading
                .spans_before(word.start)
                .take_while(|w| w.start >= sentence.start && !is_bound(text, *w))
                .take(LONGEST_SUBJECT + 1)
                .collect::<Vec<Span>>();
            let first = subject.last().filter(|_| subject.len() <= LONGEST_SUBJECT)?;
            let subject = Span::new(first.start, subject.first()?.end);
            return Some(Aside { subject, words }).filter(|_| !words.is_empty());
        }
        after = Some(word);
    }
    None
}

/// A comma, a dash, or a bracket that closes or opens.
fn sets_off(word: &str, closes: bool) -> bool {
    word == "," || word.starts_with(is_dash) || word == if closes { ")" } else { "(" }
}

/// Whether one mark opens what the other closes: a comma is no partner.
fn is_partner(open: &str, close: &str) -> bool {
    open == "(" && close == ")" || open.starts_with(is_dash) && open == close
}

/// "Whom", "whose", "called".
fn opens(word: &str) -> bool {
    Class::RelativePronoun.has(word) || Class::NamingVerb.has(word)
}

/// What a subject does not go back over.
fn is_bound(text: &str, word: Span) -> bool {
    let word = &text[word];
    Class::Conjunction.has(word) || !word.contains(char::is_alphanumeric) && !"-.’'&".contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{InputFormat, PlainText};

    #[test]
    fn an_aside_parts_a_subject_from_its_verb() {
        for (text, right) in [
            ("Ana Kovic, whom rivals call “a fox”, said no.", Some("Ana Kovic")),
            ("Ana Kovic, who left in May, later said no.", Some("Ana Kovic")),
            ("Ana Kovic (whose friends say she sings) said no.", Some("Ana Kovic")),
            ("It rained, but Kovic, dubbed “the fox”, said no.", Some("Kovic")),
            ("The mayor’s friend — who left — said no.", Some("The mayor’s friend")),
            ("Ana Kovic (her boat had lost its cook) said no.", Some("Ana Kovic")),
            ("Ana Kovic – the woman they called “a fox” – said no.", Some("Ana Kovic")),
            ("Ana Kovic (Alder Bay) said no.", None),
            ("Ana Kovic, the mayor, said no.", None),
            ("Ana Kovic, who left in May, is said no.", None),
            ("She asked Kovic, who said no.", None),
            ("Ana Kovic, who left. The mayor, said no.", None),
        ] {
            let plain = PlainText::new(text, InputFormat::Text);
            let reading = Reading::new(&plain);
            let at = text.rfind("said").expect("the cue is there");
            let found = aside_before(&reading, Span::new(at, at + 4));
            assert_eq!(found.map(|a| &text[a.subject]), right, "{text}");
        }
    }
}
