//! What a statement is: as the model says of its cue, or by the words of it.

use super::verb::Verb;
use crate::kinds::Act;
use crate::lexicon::Class;
use crate::roles::Acts;
use crate::text::{Reading, Span};

/// The act that a cue reports, as the model tells it where it does and its words leave it open;
/// speech without a cue.
pub(super) fn act(reading: &Reading<'_>, told: Option<&Acts>, cue: Option<Span>) -> Act {
    let Some(cue) = cue else { return Act::Speech };
    match told {
        Some(acts) if !is_silence(reading, cue) => acts.of(reading, cue),
        _ => of_words(reading, cue),
    }
}

/// Whether a cue can be nothing but silence: "did not respond", "did not say who"; "no mention of who"
/// is a noun's.
fn is_silence(reading: &Reading<'_>, cue: Span) -> bool {
    let verb = Verb::new(reading, cue);
    let before = reading.before(cue.start).next().unwrap_or_default();
    let is_noun = verb.has(Class::Indefinite) || Class::Indefinite.has(&before.to_lowercase());
    let asks = || {
        let next = reading.after(cue.end).next().unwrap_or_default();
        verb.has(Class::AnsweringWord) && Class::QuestionOpener.has(&next.to_lowercase())
    };
    verb.is_denied() && !is_noun && (verb.has(Class::ReplyVerb) || asks())
}

/// The act that the words of a cue report: "hopes" a thought, "declined", "did not answer" silence,
/// any other word speech.
fn of_words(reading: &Reading<'_>, cue: Span) -> Act {
    let verb = Verb::new(reading, cue);
    if verb.has_around(Class::RefusingWord) || verb.is_denied() && verb.has(Class::AnsweringWord) {
        return Act::Silence;
    }
    // "Announced plans", "reported fears": the verb says that it was uttered.
    let is_uttered =
        verb.cue.iter().any(|w| Class::ReportingVerb.has(w) && !Class::ThoughtWord.has(w));
    if verb.has(Class::ThoughtWord) && !is_uttered { Act::Thought } else { Act::Speech }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{InputFormat, PlainText};

    /// The act that the first `cue` in `text` reports.
    fn found(text: &str, cue: &str) -> Act {
        let plain = PlainText::new(text, InputFormat::Text);
        let reading = Reading::new(&plain);
        let at = text.find(cue).expect("the text has it");
        act(&reading, None, Some(Span::new(at, at + cue.len())))
    }

    #[test]
    fn verbs_nouns_and_adjectives_tell_the_act() {
        for (text, cue, is) in [
            ("Ana Kovic said that it was shut.", "said", Act::Speech),
            ("Ana Kovic Hopes that it is shut.", "Hopes", Act::Thought),
            ("It is expected to open in May.", "is expected", Act::Thought),
            ("The board was keen to open it.", "was keen", Act::Thought),
            ("The board announced plans to close it.", "announced plans", Act::Speech),
            ("Ana Kovic declined to comment.", "declined", Act::Silence),
            ("Ana Kovic relished it.", "relished", Act::Speech),
        ] {
            assert_eq!(found(text, cue), is, "{text}");
        }
        let plain = PlainText::new("It is shut.", InputFormat::Text);
        assert_eq!(act(&Reading::new(&plain), None, None), Act::Speech);
    }

    #[test]
    fn who_does_not_answer_is_silent() {
        for (text, cue, is) in [
            ("The board did not respond to letters.", "did not respond to", Act::Silence),
            ("The board did not immediately respond.", "respond", Act::Silence),
            ("The board didn’t say who paid.", "didn’t say", Act::Silence),
            ("The board refused to say who paid.", "say", Act::Silence),
            ("The board has yet to comment on it.", "comment on", Act::Silence),
            ("Nobody paid, not even Brandt, the board said.", "said", Act::Speech),
            ("The board responded to letters.", "responded to", Act::Speech),
            ("The board did not deny it.", "did not deny", Act::Speech),
        ] {
            assert_eq!(found(text, cue), is, "{text}");
        }
    }

    #[test]
    fn words_that_leave_nothing_open_go_before_what_is_told() {
        for (text, cue, is) in [
            ("The board did not say who paid.", "say", Act::Silence),
            ("The board did not respond to letters.", "respond", Act::Silence),
            ("The board did not say a word.", "say", Act::Thought),
            ("The board made no mention of who paid.", "made no mention of", Act::Thought),
        ] {
            let plain = PlainText::new(text, InputFormat::Text);
            let reading = Reading::new(&plain);
            let told = Acts::new(vec![[0.1, 0.8, 0.1]; reading.words.len()]);
            let at = text.find(cue).expect("the text has it");
            let found = act(&reading, Some(&told), Some(Span::new(at, at + cue.len())));
            assert_eq!(found, is, "{text}");
        }
    }
}
