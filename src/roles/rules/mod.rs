//! Sources, cues and contents by rules over marks, verbs and names: for models that tag entities
//! alone.
//!
//! What is looked for is what English news writes most: "…," Kovic said; said Ana Kovic; the mayor
//! told reporters that …; according to the ministry, …. A tagger that has learned the roles finds
//! more and errs less.

mod contents;
mod cues;
mod sentence;
mod silences;
mod sources;

use self::sentence::Sentence;
use super::reported::verb_before;
use super::{RoleSpan, Roles};
use crate::entities::Entities;
use crate::lexicon::Class;
use crate::text::{Passage, Reading, Span};

/// What every span of a rule scores: right more often than not, less often than what is learned.
pub(super) const SCORE: f32 = 0.7;

/// Words of a sentence after a block quote among which the verb is looked for that reports it.
const FIRST_WORDS: usize = 12;

/// The roles of a text.
pub(super) fn roles(reading: &Reading<'_>, entities: &Entities) -> Roles {
    let mut out = Roles { content_of_word: vec![0.0; reading.words.len()], ..Roles::default() };
    for block in reading.blocks.iter().filter(|block| block.quote_depth == 0) {
        let first = reading.sentence_at(block.span.start);
        for span in reading.sentences[first..].iter().take_while(|s| s.start < block.span.end) {
            let cues = out.cues.len();
            Sentence::new(reading, *span, entities).add_to(&mut out);
            if out.cues.len() > cues {
                for passage in reading.passages.outermost_in(*span) {
                    out.content_of_word[reading.words_in(passage.inner)].fill(SCORE);
                }
            }
        }
    }
    for list in [&mut out.sources, &mut out.cues, &mut out.contents] {
        list.sort_by_key(|r| r.span);
        list.dedup_by(|next, last| next.span.overlaps(last.span));
    }
    out
}

/// The cue and the source of a sentence that reports nothing of its own: "Kovic wrote in a letter
/// to the council."
pub(super) fn attribution(
    reading: &Reading<'_>,
    entities: &Entities,
    span: Span,
) -> Option<(RoleSpan, RoleSpan)> {
    let sentence = Sentence::new(reading, span, entities);
    let is_verb = |at: &usize| Class::ReportingVerb.has(&sentence.lower(*at));
    let at = (0..sentence.words.len().min(FIRST_WORDS)).find(is_verb)?;
    let mut out = Roles::default();
    sentence.add_verb(at, &mut out);
    Some((*out.cues.first()?, *out.sources.first().filter(|_| out.contents.is_empty())?))
}

/// The cue and the source of a passage inside of another, in the words of that one before it.
pub(super) fn inner_attribution(
    reading: &Reading<'_>,
    entities: &Entities,
    clause: Span,
    passage: &Passage,
) -> Option<(RoleSpan, RoleSpan)> {
    let verb = verb_before(reading, passage).filter(|verb| clause.covers(*verb))?;
    let source = inner_source(reading, entities, clause, verb)?;
    Some((RoleSpan { span: verb, score: SCORE }, source))
}

/// The words before the verb, in the clause of a quotation, that can be its subject.
pub(super) fn inner_source(
    reading: &Reading<'_>,
    entities: &Entities,
    clause: Span,
    verb: Span,
) -> Option<RoleSpan> {
    let sentence = Sentence::inside_marks(reading, clause, entities);
    let at = sentence.words.iter().position(|w| w.span == verb)?;
    // "My mother | used to say"; "the letter wants | to say" reports nothing.
    let end = match at.checked_sub(1).filter(|i| sentence.is(*i, "to")) {
        None => at,
        Some(to) => to.checked_sub(1).filter(|i| sentence.is(*i, "used"))?,
    };
    sentence.role(sentence.source_before(end)?)
}

/// A verb, its subject, and what that says or does not say.
pub(super) struct Report {
    pub(super) cue: RoleSpan,
    pub(super) source: RoleSpan,
    pub(super) content: RoleSpan,
}

/// Who does not answer in the sentence at `span`.
pub(super) fn silences(reading: &Reading<'_>, entities: &Entities, span: Span) -> Vec<Report> {
    Sentence::new(reading, span, entities).silences()
}

/// The name or the pronoun right before the verb at `cue` that is surely its subject.
pub(super) fn subject(reading: &Reading<'_>, entities: &Entities, cue: Span) -> Option<RoleSpan> {
    let around = *reading.sentences.get(reading.sentence_at(cue.start))?;
    let passage = reading.passages.outermost_touching(cue).first().filter(|p| p.inner.covers(cue));
    let sentence = match passage {
        None => Sentence::new(reading, around, entities),
        Some(passage) => {
            let from = around.start.max(passage.inner.start);
            let words = Span::new(from, around.end.min(passage.inner.end).max(from));
            Sentence::inside_marks(reading, words, entities)
        }
    };
    let at = sentence.words.partition_point(|w| w.span.start < cue.start);
    sentence.role(sentence.sure_subject(at)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::EntityKind;
    use crate::limits::Allowance;
    use crate::model::TagSpan;
    use crate::text::{InputFormat, PlainText, suite};

    /// `tests/data/sources.toml`: the sources, the cues and the contents of each input.
    #[test]
    fn the_suite() {
        suite::run("sources.toml", |case| {
            let plain = PlainText::new(&case.input, InputFormat::Text);
            let reading = Reading::new(&plain);
            let tag = |name: &String| {
                let at = reading.text.find(name).expect("the name is there");
                let words = reading.words_in(Span::new(at, at + name.len()));
                TagSpan {
                    kind: EntityKind::Person,
                    first: words.start,
                    last: words.end,
                    score: 0.9,
                }
            };
            let tags: Vec<TagSpan<EntityKind>> = case.people.iter().map(tag).collect();
            let entities = Entities::find(&reading, &tags, &Allowance::unlimited())
                .expect("there are no limits");
            let found = roles(&reading, &entities);
            let lists = [found.sources, found.cues, found.contents];
            let shown: Vec<String> = lists
                .iter()
                .zip(["source", "cue", "content"])
                .flat_map(|(list, role)| {
                    list.iter().map(move |r| format!("{role} {}", &case.input[r.span]))
                })
                .collect();
            case.check(&shown);
        });
    }
}
