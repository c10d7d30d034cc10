//! "A banner over the gate read “No more”": words in marks that a thing bears are what it says, whether
//! the model tags them or takes them for a name.

use crate::entities::Entities;
use crate::lexicon::Class;
use crate::roles::rules::SCORE;
use crate::roles::{RoleSpan, Roles, overlapping};
use crate::text::{Passage, Reading, Span};

/// Words before the verb among which the thing is named, and before the thing its determiner.
const REACH: usize = 6;
const DESCRIPTION: usize = 3;

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, _: &Entities) {
    for passage in reading.passages.all().iter().filter(|p| p.depth == 0 && p.closed) {
        let Some((thing, verb)) = thing_and_verb(reading, passage) else { continue };
        let role = |span: Span| RoleSpan { span, score: SCORE };
        if !overlapping(&roles.contents, thing.join(verb)).is_empty() {
            continue;
        }
        if overlapping(&roles.contents, passage.outer).is_empty() {
            roles.add_content(role(passage.inner));
        }
        // "Kovic came with a banner reading “No more”": somebody may say it by the thing.
        let sentence = reading.sentences[reading.sentence_at(thing.start)];
        let before = Span::new(sentence.start.min(thing.start), verb.end);
        if overlapping(&roles.sources, before).is_empty() {
            roles.add_source(role(thing));
        }
        if overlapping(&roles.cues, verb).is_empty() {
            roles.add_cue(role(verb));
        }
        if let Some(words) = roles.content_of_word.get_mut(reading.words_in(passage.inner)) {
            words.fill(SCORE);
        }
    }
}

/// The words for a thing, and the form of "read" between it and the passage that it bears.
fn thing_and_verb(reading: &Reading<'_>, passage: &Passage) -> Option<(Span, Span)> {
    let lower = |word: Span| reading.text[word].to_lowercase();
    let sentence = reading.sentences[reading.sentence_at(passage.outer.start)];
    let mut before = reading
        .spans_before(passage.outer.start)
        .take_while(|w| w.start >= sentence.start)
        .peekable();
    let _ = before.next_if(|w| matches!(&reading.text[*w], "," | ":"));
    let verb = before.next().filter(|w| Class::InscribedVerb.has(&lower(*w)))?;
    let mut words = before.take_while(|w| !reading.is_mark(*w)).peekable();
    let end = words.peek()?.end;
    let noun = words.by_ref().take(REACH).find(|w| {
        let word = lower(*w);
        Class::InscribedNoun.has(&word) || Class::DocumentNoun.has(&word)
    })?;
    let determiner = words.take(DESCRIPTION).find(|w| Class::Determiner.has(&lower(*w)));
    let start = determiner.unwrap_or(noun).start;
    Some((Span::new(start, end), verb))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, repaired};

    #[test]
    fn what_a_thing_bears_is_what_it_says() {
        for (text, thing) in [
            ("A banner over the gate read “No more”.", "A banner over the gate"),
            ("Placards reading “No more” were seen.", "Placards"),
            ("The small red sign reads: “No more”.", "The small red sign"),
            ("Nobody has read “No More”.", ""),
            ("She saw the banner. He read “No more”.", ""),
            ("A banner said “No more”.", ""),
        ] {
            let found = repaired(text, &[], Roles::default(), repair);
            assert_eq!(all(text, &found.sources).join("|"), thing, "{text}");
            let contents = if thing.is_empty() { "" } else { "No more" };
            assert_eq!(all(text, &found.contents).join("|"), contents, "{text}");
        }
    }
}
