//! Sources, cues and contents by rules over marks, verbs and names: for models that tag entities
//! alone.
//!
//! What is looked for is what English news writes most: "…," Kovic said; said Ana Kovic; the mayor
//! told reporters that …; according to the ministry, …. A tagger that has learned the roles finds
//! more and errs less.

use std::ops::Range;

use super::{RoleSpan, Roles};
use crate::entities::Entities;
use crate::kinds::EntityKind;
use crate::lexicon::Class;
use crate::lexicon::is_title;
use crate::text::{Passage, passages};
use crate::text::{Reading, Span, Word};

/// What every span of a rule scores: right more often than not, less often than what is learned.
const SCORE: f32 = 0.7;

/// A nominal before its verb is no longer, in words, behind its verb no longer than twice that, and
/// an apposition no longer than the second.
const LONGEST_NOMINAL: usize = 6;
const LONGEST_APPOSITION: usize = 14;

/// Words of a sentence after a block quote among which the verb is looked for that reports it.
const FIRST_WORDS: usize = 12;

/// How far behind "told" a "that" is looked for, in words.
const OBJECT: usize = 5;

/// The roles of a text.
pub(super) fn roles(reading: &Reading<'_>, entities: &Entities) -> Roles {
    let text = reading.text;
    let mut out = Roles { content_of_word: vec![0.0; reading.words.len()], ..Roles::default() };
    for block in reading.blocks.iter().filter(|block| block.quote_depth == 0) {
        let marked: Vec<Passage> =
            passages(text, block.span).into_iter().filter(|p| p.depth == 0).collect();
        let (mut index, end) = (reading.sentence_at(block.span.start), block.span.end);
        while let Some(sentence) = reading.sentences.get(index).filter(|s| s.start < end) {
            let words = reading.words_in(*sentence);
            let cues = out.cues.len();
            let end = sentence.trim(text, |c| c.is_whitespace() || ".,;:".contains(c)).end;
            Sentence {
                text,
                words: &reading.words[words],
                span: *sentence,
                end,
                marked: &marked,
                entities,
            }
            .add_to(&mut out);
            if out.cues.len() > cues {
                let from = marked.partition_point(|p| p.outer.end <= sentence.start);
                for passage in marked[from..].iter().take_while(|p| p.outer.start < sentence.end) {
                    out.content_of_word[reading.words_in(passage.inner)].fill(SCORE);
                }
            }
            index += 1;
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
    sentence: Span,
) -> Option<(RoleSpan, RoleSpan)> {
    let text = reading.text;
    let words = &reading.words[reading.words_in(sentence)];
    let verb = |at: &usize| {
        words.get(*at).is_some_and(|w| Class::ReportingVerb.has(&text[w.span].to_lowercase()))
    };
    let at = (0..words.len().min(FIRST_WORDS)).find(verb)?;
    let end = sentence.trim(text, |c| c.is_whitespace() || ".,;:".contains(c)).end;
    let mut out = Roles::default();
    Sentence { text, words, span: sentence, end, marked: &[], entities }.add_verb(at, &mut out);
    Some((*out.cues.first()?, *out.sources.first().filter(|_| out.contents.is_empty())?))
}

struct Sentence<'a> {
    text: &'a str,
    words: &'a [Word],
    span: Span,
    /// Where the stops and the space after its last word begin.
    end: usize,
    /// The block's passages between marks, outermost ones.
    marked: &'a [Passage],
    entities: &'a Entities,
}

impl Sentence<'_> {
    fn add_to(&self, out: &mut Roles) {
        for at in 0..self.words.len() {
            if self.is_marked(at) {
                continue;
            }
            if self.is(at, "according") && self.is(at + 1, "to") {
                let source = self.source_after(at + 1);
                self.push(&mut out.cues, at..at + 2);
                source.into_iter().for_each(|source| self.push(&mut out.sources, source));
            } else if Class::ReportingVerb.has(&self.lower(at)) && !self.is_noun(at) {
                self.add_verb(at, out);
            } else if Class::QuotingVerb.has(&self.lower(at))
                && !self.is_noun(at)
                && self.holds_passage_after(at)
                && let Some(source) = self.source_before(at)
            {
                self.push(&mut out.cues, at..at + 1);
                self.push(&mut out.sources, source);
            }
        }
    }

    /// The verb at `at`, with its source and what it reports.
    fn add_verb(&self, at: usize, out: &mut Roles) {
        let before = self.source_before(at);
        let inverted = before.is_none() && self.ends_something(at);
        let after = if inverted { self.source_after(at) } else { None };
        let touches = inverted || self.begins_passage(at + 1);
        if before.is_none() && after.is_none() && !touches {
            return;
        }
        self.push(&mut out.cues, at..at + 1);
        if let Some(source) = before.clone().or(after) {
            self.push(&mut out.sources, source);
        }
        let content = before.and_then(|source| {
            self.content_after(source.start, at).or_else(|| self.content_before(source.start, at))
        });
        if let Some(content) = content {
            out.contents.push(RoleSpan { span: content, score: SCORE });
        }
    }

    /// "… that the bridge was safe", up to the end of the sentence. Not so where the words between
    /// marks are the content: right before the source that begins at `source`, or right behind the
    /// verb.
    fn content_after(&self, source: usize, at: usize) -> Option<Span> {
        if self.begins_passage(at + 1) || self.ends_passage(source) {
            return None;
        }
        let that = (at + 1..=at + OBJECT).find(|&i| self.is(i, "that"));
        let plain = Class::ClauseVerb.has(&self.lower(at))
            && self.words.get(at + 1).is_some_and(|w| self.is_word(w))
            && !Class::SourceEnd.has(&self.lower(at + 1));
        let first = that.or_else(|| plain.then_some(at + 1))?;
        let start = self.words.get(first)?.span.start;
        let content = Span::new(start, self.end.max(start));
        // Three words are a clause; a sentence that never ends is not counted through for each of
        // its verbs.
        let long = self.words[first..].iter().filter(|w| self.is_word(w)).nth(2).is_some();
        (long && self.around(content).is_none()).then_some(content)
    }

    /// "The bridge is safe, Kovic said.": what stands before the comma, where nothing comes after
    /// the verb.
    fn content_before(&self, source: usize, at: usize) -> Option<Span> {
        // In bounds: `at` is the place of the verb.
        let ends = self.words[at + 1..].iter().all(|w| !self.is_word(w));
        let comma = source.checked_sub(1).filter(|&i| self.is(i, ",") && ends)?;
        let content = Span::new(self.span.start, self.words[comma].span.start)
            .trim(self.text, char::is_whitespace);
        let free =
            !self.passages_from(content.start).first().is_some_and(|p| p.outer.overlaps(content));
        (free && comma > 2).then_some(content)
    }

    /// The words right before the verb at `at` that can be its subject.
    fn source_before(&self, at: usize) -> Option<Range<usize>> {
        let mut last = at.checked_sub(1)?;
        while self.stands_between(last) {
            last = last.checked_sub(1)?;
        }
        if self.is(last, ",") {
            // "Kovic, the mayor of Port Alder, said"
            let first = last.saturating_sub(LONGEST_APPOSITION);
            let comma = (first..last).rev().find(|&i| self.is(i, ","))?;
            let name = self.ending_at(comma.checked_sub(1)?)?;
            return Some(name.start..last);
        }
        self.ending_at(last)
    }

    /// An adverb or an auxiliary, as written: not "May", "Will" or "Reilly".
    fn stands_between(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at).map(|w| &self.text[w.span]) else { return false };
        Class::BeforeVerb.has(word)
            || (word.starts_with(char::is_lowercase)
                && word.ends_with("ly")
                && !Class::LyNoun.has(word))
    }

    /// A name, a pronoun or a nominal whose last word is `last`.
    fn ending_at(&self, last: usize) -> Option<Range<usize>> {
        if self.is_marked(last) || !self.is_word(self.words.get(last)?) {
            return None;
        }
        if [Class::SubjectPronoun, Class::PluralSource, Class::LoneSource]
            .iter()
            .any(|class| class.has(&self.lower(last)))
        {
            return Some(last..last + 1);
        }
        let end = self.words[last].span.end;
        let named = self
            .entities
            .overlapping(self.words[last].span)
            .iter()
            .find(|m| m.span.end == end && m.kind != EntityKind::Miscellaneous);
        // A tagger misses names, too: two words with capitals right before such a verb are one.
        let capital = |i: usize| {
            self.words.get(i).is_some_and(|w| self.text[w.span].starts_with(char::is_uppercase))
        };
        let is_name = named.is_some() || capital(last) && last.checked_sub(1).is_some_and(capital);
        let mut first = named.map_or(last, |m| {
            self.over_titles(self.words.partition_point(|w| w.span.end <= m.span.start))
        });
        // Up to a determiner, or over the titles before a name.
        let mut at = first;
        while let Some(before) = at.checked_sub(1).filter(|&i| {
            last - i <= LONGEST_NOMINAL && self.is_word(&self.words[i]) && !self.is_marked(i)
        }) {
            let word = self.lower(before);
            // "a trip to Rome when | Ana Kovic", "denied that | Kovic", "But | Kovic"
            if Class::SourceEnd.has(&word)
                || Class::SourceBound.has(&word)
                || (before == 0 && Class::ClauseOpener.has(&word))
            {
                break;
            }
            at = before;
            if Class::Determiner.has(&word) {
                return Some(at..last + 1);
            }
            if is_name && at + 1 == first && capital(at) {
                first = at;
            }
        }
        is_name.then_some(first..last + 1)
    }

    /// The first word of a name that begins with the word at `first`, the titles before it counted
    /// in ("Mr.", "Judge").
    fn over_titles(&self, first: usize) -> usize {
        let mut at = first;
        while let Some(before) = at.checked_sub(1) {
            let title = before.saturating_sub(usize::from(self.is(before, ".")));
            if !is_title(&self.text[self.words[title].span]) {
                break;
            }
            at = title;
        }
        at
    }

    /// The words right behind the verb at `at` that can be its subject: "said Ana Kovic", "said the
    /// mayor".
    fn source_after(&self, at: usize) -> Option<Range<usize>> {
        let first = at + 1;
        let word = self.words.get(first).filter(|w| self.is_word(w) && !self.is_marked(first))?;
        if Class::SubjectPronoun.has(&self.lower(first))
            || Class::PluralSource.has(&self.lower(first))
        {
            return Some(first..first + 1);
        }
        // In bounds: there is at least the word at `first`.
        let reach = Span::new(
            word.span.start,
            self.words[(first + LONGEST_NOMINAL).min(self.words.len()) - 1].span.end,
        );
        let stop = (first..self.words.len().min(first + 2 * LONGEST_NOMINAL))
            .find(|&i| {
                !self.is_word(&self.words[i]) && !self.is(i, "-")
                    || Class::SourceEnd.has(&self.lower(i))
            })
            .unwrap_or(self.words.len().min(first + LONGEST_NOMINAL));
        let name = self
            .entities
            .starting_in(reach)
            .map(|(_, m)| m)
            .find(|m| m.kind != EntityKind::Miscellaneous);
        if let Some(name) = name {
            let end = self.words.partition_point(|w| w.span.end <= name.span.end);
            let start = self.words.partition_point(|w| w.span.end <= name.span.start);
            if self.over_titles(start) == first || end <= stop {
                return Some(first..end.max(first + 1));
            }
        }
        (Class::Determiner.has(&self.lower(first)) && stop > first + 1).then_some(first..stop)
    }

    /// Whether a passage between marks, or a comma, ends right before the word at `at`.
    fn ends_something(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        let before = self.text[..word.span.start].trim_end();
        before.ends_with(',') || self.ends_passage(at)
    }

    /// Whether a passage between marks, perhaps with a comma behind it, ends right before the word
    /// at `at`.
    fn ends_passage(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        let before = self.text[..word.span.start].trim_end_matches([' ', ',']);
        let ended = self.marked.partition_point(|p| p.outer.end < before.len());
        self.marked.get(ended).is_some_and(|p| p.outer.end == before.len())
    }

    /// Whether a passage between marks begins with the word at `at`, or behind a comma or colon
    /// there.
    fn begins_passage(&self, at: usize) -> bool {
        let begins = |i: usize| {
            self.words.get(i).is_some_and(|w| {
                self.passages_from(w.span.start)
                    .first()
                    .is_some_and(|p| p.outer.start == w.span.start)
            })
        };
        begins(at) || ((self.is(at, ",") || self.is(at, ":")) && begins(at + 1))
    }

    /// Whether a passage between marks begins in what is left of the sentence.
    fn holds_passage_after(&self, at: usize) -> bool {
        self.passages_from(self.words[at].span.end)
            .first()
            .is_some_and(|p| p.outer.start < self.span.end)
    }

    /// "the claims", "to say": a form of a verb that reports nothing here.
    fn is_noun(&self, at: usize) -> bool {
        let behind_determiner = |i: usize| {
            Class::Determiner.has(&self.lower(i)) && Class::VerbOrNoun.has(&self.lower(at))
        };
        at.checked_sub(1)
            .is_some_and(|i| behind_determiner(i) || self.is(i, "to") || self.is(i, "of"))
    }

    fn is_marked(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|w| self.around(w.span).is_some())
    }

    /// The passage between marks that holds `span`.
    fn around(&self, span: Span) -> Option<&Passage> {
        self.passages_from(span.start).first().filter(|p| p.outer.covers(span))
    }

    /// The passages, which are in order and do not overlap, that end behind the byte at `offset`.
    fn passages_from(&self, offset: usize) -> &[Passage] {
        &self.marked[self.marked.partition_point(|p| p.outer.end <= offset)..]
    }

    fn is_word(&self, word: &Word) -> bool {
        self.text[word.span].contains(char::is_alphanumeric)
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.words.get(at).is_some_and(|w| self.text[w.span].eq_ignore_ascii_case(word))
    }

    fn lower(&self, at: usize) -> String {
        self.words.get(at).map_or_else(String::new, |w| self.text[w.span].to_lowercase())
    }

    fn push(&self, list: &mut Vec<RoleSpan>, words: Range<usize>) {
        if let (Some(first), Some(last)) =
            (self.words.get(words.start), words.end.checked_sub(1).and_then(|l| self.words.get(l)))
        {
            list.push(RoleSpan { span: first.span.join(last.span), score: SCORE });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TagSpan;
    use crate::text::{InputFormat, Source};

    /// The roles of `text`, in which `names` are people's.
    fn found(text: &str, names: &[&str]) -> [Vec<String>; 3] {
        let source = Source::new(text, InputFormat::Text);
        let reading = Reading::new(&source);
        let text = source.text();
        let tags: Vec<TagSpan> = names
            .iter()
            .map(|name| {
                let at = text.find(name).expect("the name is there");
                let words = reading.words_in(Span::new(at, at + name.len()));
                TagSpan { kind: 0, first: words.start, last: words.end, score: 0.9 }
            })
            .collect();
        let roles = roles(&reading, &Entities::find(&reading, &tags));
        [roles.sources, roles.cues, roles.contents]
            .map(|list| list.iter().map(|r| text[r.span].to_owned()).collect())
    }

    #[test]
    fn a_quotation_with_its_speaker_on_either_side() {
        let none: [String; 0] = [];
        for text in [
            "“The bridge is safe,” Mayor Ana Kovic said.",
            "“The bridge is safe,” Mayor Ana Kovic said in a statement on Monday.",
            "“The bridge is safe,” said Mayor Ana Kovic on Monday.",
            "Mayor Ana Kovic said, “The bridge is safe,” before she left the hall.",
        ] {
            let [sources, cues, contents] = found(text, &["Ana Kovic"]);
            assert_eq!(sources, ["Mayor Ana Kovic"], "{text}");
            assert_eq!(cues, ["said"]);
            assert_eq!(contents, none);
        }
        let [sources, ..] = found(
            "“No,” said Prof. Ana Kovic. “Yes,” Dr. Ben Brandt said.",
            &["Ana Kovic", "Ben Brandt"],
        );
        assert_eq!(sources, ["Prof. Ana Kovic", "Dr. Ben Brandt"]);
        let [sources, cues, _] =
            found("“No,” he added. “Never,” said the regional minister, who left.", &[]);
        assert_eq!(sources, ["he", "the regional minister"]);
        assert_eq!(cues, ["added", "said"]);
    }

    #[test]
    fn reported_speech() {
        let [sources, cues, contents] = found(
            "Ana Kovic, the mayor of Port Alder, told reporters that the bridge was safe.",
            &["Ana Kovic"],
        );
        assert_eq!(sources, ["Ana Kovic, the mayor of Port Alder"]);
        assert_eq!(cues, ["told"]);
        assert_eq!(contents, ["that the bridge was safe"]);
        let [sources, _, contents] = found("The bridge is safe, officials said.", &[]);
        assert_eq!(
            (sources, contents),
            (vec!["officials".to_owned()], vec!["The bridge is safe".to_owned()])
        );
        for text in [
            "But Ana Kovic said that it shut.",
            "He cut a trip to Rome short when Ana Kovic said that it shut.",
            "Now Ana Kovic said it had shut.",
        ] {
            assert_eq!(found(text, &["Ana Kovic"])[0], ["Ana Kovic"], "{text}");
        }
        for (text, source) in [
            ("Theresa May said that the bridge was safe.", "Theresa May"),
            ("The family quickly said that the bridge was safe.", "The family"),
            ("Some said that the bridge was safe.", "Some"),
        ] {
            assert_eq!(found(text, &[])[0], [source]);
        }
        let [sources, cues, _] =
            found("According to Ana Kovic, the bridge is safe.", &["Ana Kovic"]);
        assert_eq!(
            (sources, cues),
            (vec!["Ana Kovic".to_owned()], vec!["According to".to_owned()])
        );
    }

    #[test]
    fn a_verb_that_reports_words_between_marks_alone() {
        let [sources, cues, _] =
            found("Ana Kovic called the report “a fantasy” on Monday.", &["Ana Kovic"]);
        assert_eq!((sources, cues), (vec!["Ana Kovic".to_owned()], vec!["called".to_owned()]));
        let [sources, cues, _] = found("Ana Kovic called her mother on Monday.", &["Ana Kovic"]);
        assert!(sources.is_empty() && cues.is_empty());
    }

    #[test]
    fn verbs_that_report_nothing_are_left_alone() {
        for text in [
            "The claims were paid.",
            "There is nothing to say.",
            "",
            "said",
            "according to",
            ", said",
        ] {
            let [sources, _, contents] = found(text, &[]);
            assert!(sources.is_empty() && contents.is_empty(), "{text}");
        }
    }
}
