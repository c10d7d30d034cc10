//! What an alignment says in words: the parts of a quotation, the changes that quoting allows, and
//! the edits that it does not.

use super::align::Step;
use super::gaps::{self, Gap, LONGEST};
use super::quoted::{Quoted, What, without_brackets};
use super::record::{ChangeKind, EditKind};
use super::source::Text;
use super::words::{is_letter, is_unseen, normal};
use crate::lexicon::marks::{is_apostrophe, may_close, may_open};
use crate::text::Span;

/// A quotation beside a stretch of a source. All spans are of the plain texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Found {
    pub(super) source: usize,
    /// The parts, apart where words of the source were left out.
    pub(super) pieces: Vec<Matched>,
    pub(super) changes: Vec<Changed<ChangeKind>>,
    pub(super) edits: Vec<Changed<EditKind>>,
    /// The elements that stand in the source.
    pub(super) kept: Vec<usize>,
    /// How many words of the source were dropped.
    pub(super) dropped: usize,
    /// Whether the two are the same, byte for byte.
    pub(super) verbatim: bool,
    /// Whether it stands between marks, or in a source that has none.
    pub(super) in_marks: bool,
}

/// A part of a quotation and where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matched {
    pub(super) source: usize,
    pub(super) draft: Span,
    pub(super) span: Span,
}

/// A change or an edit, in the draft and in the source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Changed<K> {
    pub(super) kind: K,
    pub(super) source: usize,
    pub(super) draft: Span,
    pub(super) span: Span,
}

/// An ellipsis that stands for more words than that hides that pieces come from different places.
const MOST_LEFT_OUT: usize = 120;
/// Brackets that stand for more words than that put something else in.
const MOST_PUT_IN: usize = 8;
/// Reporters say who speaks in fewer words.
const MOST_OF_ATTRIBUTION: usize = 40;

/// Compares a quotation of `draft` with a source, as it was aligned with its words from `first` on.
pub(super) fn compare(
    draft: &str,
    quoted: &Quoted,
    source: usize,
    text: &Text<'_>,
    first: usize,
    steps: &[Step],
) -> Found {
    let found = Found { source, ..Found::default() };
    let mut comparison =
        Comparison { draft, quoted, text, first, found, last: Last::Start, parted: true };
    let mut rest = steps;
    while let [step, after @ ..] = rest {
        rest = match step {
            Step::Same(element, word) => {
                comparison.same(*element, *word);
                after
            }
            Step::Sign(element, words) => {
                comparison.sign(*element, words.clone());
                after
            }
            _ => {
                let is_edit =
                    |s: &&Step| matches!(s, Step::Replaced(..) | Step::Added(_) | Step::Dropped(_));
                let count = rest.iter().take_while(is_edit).count();
                let (edits, after) = rest.split_at(count.max(1));
                comparison.edit(edits);
                after
            }
        };
    }
    comparison.end()
}

/// What stands right before, in both texts.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Last {
    Start,
    /// A word, from whose ends the gap is looked at.
    Word {
        draft: usize,
        source: usize,
    },
    /// A sign, or an attribution: a sentence may begin behind it.
    Sign,
    Edit,
}

struct Comparison<'a, 't> {
    draft: &'a str,
    quoted: &'a Quoted,
    text: &'a Text<'t>,
    first: usize,
    found: Found,
    last: Last,
    /// Whether what comes next is another piece.
    parted: bool,
}

impl Comparison<'_, '_> {
    fn element(&self, at: usize) -> Span {
        self.quoted.elements.get(at).map_or_else(Span::default, |e| e.span)
    }

    fn words(&self, words: std::ops::Range<usize>) -> Span {
        self.text.span(self.first + words.start..self.first + words.end)
    }

    fn change(&mut self, kind: ChangeKind, draft: Span, span: Span) {
        self.found.changes.push(Changed { kind, source: self.found.source, draft, span });
    }

    fn edited(&mut self, kind: EditKind, draft: Span, span: Span) {
        self.found.edits.push(Changed { kind, source: self.found.source, draft, span });
    }

    fn same(&mut self, element: usize, word: usize) {
        let (draft, span) = (self.element(element), self.words(word..word + 1));
        match self.last {
            Last::Word { draft: from, source } => {
                let gaps = (Span::new(from, draft.start), Span::new(source, span.start));
                match gaps::between(&self.draft[gaps.0], &self.source()[gaps.1]) {
                    Gap::Allowed(kinds) => {
                        kinds.into_iter().for_each(|kind| self.change(kind, gaps.0, gaps.1));
                    }
                    Gap::Other => self.edited(EditKind::Replaced, gaps.0, gaps.1),
                }
            }
            Last::Start => self.before_first(draft, span),
            Last::Sign | Last::Edit => {}
        }
        self.spelling(draft, span);
        self.found.kept.push(element);
        self.reach(draft, span);
        self.last = Last::Word { draft: draft.end, source: span.end };
    }

    fn source(&self) -> &str {
        self.text.plain.text()
    }

    /// Makes the last piece longer.
    fn reach(&mut self, draft: Span, span: Span) {
        match self.found.pieces.last_mut() {
            Some(piece) if !self.parted => {
                piece.draft = piece.draft.join(draft);
                piece.span = piece.span.join(span);
            }
            _ => self.found.pieces.push(Matched { source: self.found.source, draft, span }),
        }
        self.parted = false;
    }

    /// Compares how a word is written.
    fn spelling(&mut self, draft: Span, span: Span) {
        let (mine, theirs) = (&self.draft[draft], &self.source()[span]);
        if mine == theirs {
            return;
        }
        let (mine, theirs) = (mine.to_owned(), theirs.to_owned());
        let kept = mine.replace(['[', ']'], "");
        let mine = if kept.len() < mine.len() {
            self.change(ChangeKind::PutIn, draft, span);
            if normal(&kept) == normal(&theirs) { kept } else { without_brackets(&mine) }
        } else {
            mine
        };
        let in_brackets = self.found.changes.last().is_some_and(|c| c.draft == draft);
        if normal(&mine) != normal(&theirs) {
            // Of "bridge[s]" a part stands in the source, whatever its case.
            return self.edited(EditKind::Replaced, draft, span);
        }
        let straight = |word: &str| -> String {
            word.chars().map(|c| if is_apostrophe(c) { '\'' } else { c }).collect()
        };
        let (one, other) = (straight(&mine), straight(&theirs));
        if (one == mine) != (other == theirs) {
            self.change(ChangeKind::Marks, draft, span);
        }
        let coded = |word: &str| word.chars().filter(|c| !is_unseen(*c)).collect::<String>();
        let composed = |word: &str| -> String {
            use unicode_normalization_alignments::UnicodeNormalization;
            word.nfc().map(|(c, _)| c).collect()
        };
        let (seen, seen_there) = (composed(&coded(&one)), composed(&coded(&other)));
        if seen == seen_there {
            if one != other {
                self.change(ChangeKind::Coding, draft, span);
            }
            return;
        }
        let rest = |word: &str| word.chars().skip(1).collect::<String>();
        let begins = in_brackets || !matches!(self.last, Last::Word { .. });
        if rest(&seen) == rest(&seen_there) && begins {
            self.change(ChangeKind::FirstLetter, draft, span);
        } else {
            self.edited(EditKind::Replaced, draft, span);
        }
    }

    fn before_first(&mut self, draft: Span, span: Span) {
        let begin = Span::new(self.quoted.whole().start.min(draft.start), draft.start);
        let near = Span::new(span.start.saturating_sub(LONGEST), span.start);
        let near = near.at_characters(self.source());
        let before = &self.source()[near];
        let gap = before.len() - before.trim_end_matches(|c| !is_letter(c)).len();
        let from = Span::new(span.start - gap, span.start);
        match gaps::before(&self.draft[begin], &self.source()[from]) {
            Gap::Allowed(kinds) => {
                let at = Span::new(span.start, span.start);
                kinds.into_iter().for_each(|kind| self.change(kind, begin, at));
            }
            Gap::Other => self.edited(EditKind::Replaced, begin, from),
        }
    }

    fn sign(&mut self, element: usize, words: std::ops::Range<usize>) {
        let draft = self.element(element);
        let span = self.words(words.clone());
        let (kind, most) = match self.quoted.elements.get(element).map(|e| e.what) {
            Some(What::PutIn) => (ChangeKind::PutIn, MOST_PUT_IN),
            _ => (ChangeKind::LeftOut, MOST_LEFT_OUT),
        };
        if words.len() > most {
            self.found.dropped += words.len();
            self.edited(EditKind::Replaced, draft, span);
        } else {
            self.change(kind, draft, span);
        }
        self.parted |= kind == ChangeKind::LeftOut && !words.is_empty();
        self.last = Last::Sign;
    }

    /// A run of words that were added, dropped and replaced.
    fn edit(&mut self, steps: &[Step]) {
        let mine = steps.iter().filter_map(|step| match step {
            Step::Added(element) | Step::Replaced(element, _) => Some(self.element(*element)),
            _ => None,
        });
        let mine = mine.reduce(Span::join);
        let theirs = steps.iter().filter_map(|step| match step {
            Step::Dropped(word) | Step::Replaced(_, word) => Some(*word),
            _ => None,
        });
        let theirs: Vec<usize> = theirs.collect();
        let span = match (theirs.first(), theirs.last()) {
            (Some(first), Some(last)) => Some(self.words(*first..last + 1)),
            _ => None,
        };
        let (draft_at, source_at) = match self.last {
            Last::Word { draft, source } => (draft, source),
            _ => (
                self.found.pieces.last().map_or(self.quoted.whole().start, |p| p.draft.end),
                self.found.pieces.last().map_or(0, |p| p.span.end),
            ),
        };
        let draft = mine.unwrap_or_else(|| Span::new(draft_at, draft_at));
        let there = span.unwrap_or_else(|| Span::new(source_at, source_at));
        if mine.is_none() && theirs.len() <= MOST_OF_ATTRIBUTION && self.is_attribution(there) {
            self.change(ChangeKind::Attribution, draft, there);
            (self.parted, self.last) = (true, Last::Sign);
            return;
        }
        self.found.dropped += theirs.len();
        let kind = match (mine, span) {
            (None, _) => EditKind::Dropped,
            (_, None) => EditKind::Added,
            _ => EditKind::Replaced,
        };
        self.edited(kind, draft, there);
        if !self.parted {
            self.reach(draft, there);
        }
        // Words of several passages, or of the reporter's: whose they are is to be seen.
        let passages = self.text.passages().outermost_touching(there);
        self.parted |= theirs.len() > 1
            && !self.text.is_all_speech()
            && !passages.iter().any(|p| p.outer.covers(there));
        self.last = Last::Edit;
    }

    /// Whether words of the source stand between two of its passages, and in none.
    fn is_attribution(&self, words: Span) -> bool {
        let passages = self.text.passages();
        if !passages.outermost_touching(words).is_empty() {
            return false;
        }
        let text = self.source();
        let before = Span::new(words.start.saturating_sub(LONGEST), words.start);
        let before = before.at_characters(text).trim(text, |c| !is_letter(c) && !may_close(c));
        let behind = Span::new(words.end, text.len()).first_bytes(text, LONGEST);
        let behind = behind.trim(text, |c| !is_letter(c) && !may_open(c));
        passages.ends_at(before.end) && passages.starts_at(behind.start)
    }

    fn end(mut self) -> Found {
        if let Last::Word { draft, source } = self.last {
            let end = Span::new(draft, self.quoted.whole().end.max(draft));
            let text = self.source();
            let near = Span::new(source, text.len()).first_bytes(text, LONGEST);
            let to = text[near].find(is_letter).map_or(near.end, |at| source + at);
            let behind = Span::new(source, to);
            match gaps::behind(&self.draft[end], &text[behind]) {
                Gap::Allowed(kinds) => {
                    let at = Span::new(source, source);
                    kinds.into_iter().for_each(|kind| self.change(kind, end, at));
                }
                Gap::Other => self.edited(EditKind::Replaced, end, behind),
            }
        }
        self.found.verbatim = self.is_verbatim();
        if self.found.verbatim {
            // What differs in no byte was not changed.
            self.found.changes.clear();
            self.found.edits.clear();
        }
        self.found.in_marks = self.text.is_all_speech()
            || self.found.pieces.iter().all(|piece| {
                let passages = self.text.passages().outermost_touching(piece.span);
                passages.iter().any(|p| p.outer.covers(piece.span))
            });
        self.found
    }

    fn is_verbatim(&self) -> bool {
        let (whole, [piece]) = (self.quoted.whole(), &self.found.pieces[..]) else { return false };
        let (before, behind) = (piece.draft.start - whole.start, whole.end - piece.draft.end);
        let source = piece.span.start.checked_sub(before).zip(piece.span.end.checked_add(behind));
        source.and_then(|(from, to)| self.source().get(from..to)) == self.draft.get(whole.range())
    }
}
