//! "According to Kovic, the bridge is safe": where the model finds nothing that is reported, it is
//! the rest of the sentence. "The bridge is safe. That's according to Kovic": it is the one before.

use crate::entities::Entities;
use crate::lexicon::Class;
use crate::roles::spans::free;
use crate::roles::{RoleSpan, Roles, overlapping};
use crate::text::{Reading, Span, is_possessive_ending};

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, _: &Entities) {
    let mut found: Vec<RoleSpan> = Vec::new();
    // "That's", and the sentence that it stands for, if there is one.
    let mut back: Vec<(Span, Option<Span>, f32)> = Vec::new();
    for cue in &roles.cues {
        if !reading.text[cue.span].eq_ignore_ascii_case("according to") {
            continue;
        }
        let sentence = reading.sentences[reading.sentence_at(cue.span.start)];
        let before = Span::new(sentence.start, cue.span.start);
        if points_back(reading, before) {
            back.push((before, sentence_before(reading, sentence), cue.score));
            continue;
        }
        let is_taken = found.last().is_some_and(|f| f.span.end > sentence.start);
        if is_taken || !overlapping(&roles.contents, sentence).is_empty() {
            continue;
        }
        let behind = Span::new(cue.span.end, sentence.end.max(cue.span.end));
        let Some(source) = overlapping(&roles.sources, behind).first() else { continue };
        let rest = if !reading.is_mark(before) {
            before
        } else {
            Span::new(source.span.end, sentence.end.max(source.span.end))
        };
        let rest = rest.trim(reading.text, |c| c.is_whitespace() || ",.;".contains(c));
        if !reading.is_mark(rest) {
            found.push(RoleSpan { span: rest, score: cue.score.min(source.score) });
        }
    }
    for (that, span, score) in back {
        if !overlapping(&roles.contents, that).is_empty() {
            roles.contents.retain(|c| !c.span.overlaps(that));
        }
        found.extend(span.filter(|span| free(roles, *span)).map(|span| RoleSpan { span, score }));
    }
    roles.contents.extend(found);
    roles.contents.sort_by_key(|r| r.span);
}

/// Whether the words before "according to" stand for the sentence before: "that's", "this is".
fn points_back(reading: &Reading<'_>, before: Span) -> bool {
    let mut words = reading.words[reading.words_in(before)].iter().map(|w| &reading.text[w.span]);
    let is_that =
        |w: &str| Class::Complementizer.has(&w.to_lowercase()) || w.eq_ignore_ascii_case("this");
    let rest = |w: &str| Class::StateVerb.has(w) || is_possessive_ending(w);
    words.next().is_some_and(is_that) && words.all(rest)
}

/// The sentence before, in the same block.
fn sentence_before(reading: &Reading<'_>, sentence: Span) -> Option<Span> {
    let index = reading.sentence_at(sentence.start).checked_sub(1)?;
    let before = reading.sentences[index];
    let is_near = reading.block_at(before.start) == reading.block_at(sentence.start);
    let words = before.trim(reading.text, |c| c.is_whitespace() || ".".contains(c));
    (is_near && !words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, repaired, sources};

    #[test]
    fn the_rest_of_the_sentence_is_what_is_reported() {
        for (text, right) in [
            ("According to Ana Kovic, the bridge is safe.", &["the bridge is safe"][..]),
            ("The bridge is safe, according to Ana Kovic.", &["The bridge is safe"]),
            ("According to Ana Kovic.", &[]),
        ] {
            let mut roles = sources(text, &["Ana Kovic"]);
            let at = text.to_lowercase().find("according to").expect("there");
            roles.cues = vec![RoleSpan { span: Span::new(at, at + 12), score: 0.9 }];
            let found = repaired(text, &[], roles, repair);
            assert_eq!(all(text, &found.contents), right);
        }
    }

    #[test]
    fn that_is_according_to_them_what_the_sentence_before_says() {
        for (text, right) in [
            ("The bridge is safe. That's according to Ana Kovic.", &["The bridge is safe"][..]),
            ("The bridge is safe. This was according to Ana Kovic.", &["The bridge is safe"]),
            ("It rained.\n\nThat’s according to Ana Kovic.", &[]),
            ("That bridge is safe according to Ana Kovic.", &["That bridge is safe"]),
        ] {
            let mut roles = sources(text, &["Ana Kovic"]);
            let find = |words: &str| {
                let at = text.find(words)?;
                Some(RoleSpan { span: Span::new(at, at + words.len()), score: 0.9 })
            };
            roles.cues = find("according to").into_iter().collect();
            roles.contents = find("That's").or(find("That’s")).into_iter().collect();
            let found = repaired(text, &[], roles, repair);
            assert_eq!(all(text, &found.contents), right, "{text}");
        }
    }
}
