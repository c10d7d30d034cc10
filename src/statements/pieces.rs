//! Pieces of statements: what stands between marks, what the role tags call content, block quotes
//! and signed blocks.

use std::collections::HashMap;

use super::dateline::after_dateline;
use super::phrases::{MarkedPhrase, is_title, names_something, reason};
use super::signed::{Signed, signed};
use crate::entities::Entities;
use crate::kinds::StatementKind;
use crate::lexicon::Class;
use crate::roles::{RoleSpan, Roles, overlapping};
use crate::text::tags;
use crate::text::{Passage, passages};
use crate::text::{Reading, Span};

/// What shows that a piece is somebody's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Marks, tags or both.
    Text,
    BlockQuote,
    /// Index among the signed blocks.
    Signed(usize),
    /// Between marks inside another piece.
    Nested,
}

/// A contiguous part of a statement.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// All of it, marks too.
    pub(crate) span: Span,
    /// Its words, without the marks around them.
    pub(crate) words: Vec<Span>,
    pub(crate) kind: StatementKind,
    pub(crate) score: f32,
    pub(crate) block: usize,
    pub(crate) origin: Origin,
}

/// Everything between marks, quoted, signed or reported, in the order of the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pieces {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) phrases: Vec<MarkedPhrase>,
    pub(crate) signed: Vec<Signed>,
}

/// The score of words that their form alone shows to be somebody's: a block quote, a signature,
/// marks that the role tags leave open.
const SCORE_OF_FORM: f32 = 0.75;

/// A passage is a statement's where its words are content with this mean probability.
const COVERED: f32 = 0.5;

/// Tags outside of quotation marks that are less sure than this are dropped. With 0.6 the contents
/// of PolNeAR's development set are found with an exact F1 of 66.95, without a limit with one of
/// 65.07, and no quoted statement is lost.
const SURE: f32 = 0.6;

/// Tags that reach out of a long quotation by this many words or fewer have slipped.
const SLIP: usize = 2;

/// Finds the pieces and the marked phrases of a text.
pub(crate) fn pieces(reading: &Reading<'_>, roles: &Roles, entities: &Entities) -> Pieces {
    let text = reading.text;
    let mut out = Pieces { signed: signed(reading), ..Pieces::default() };
    let of_block: HashMap<usize, usize> =
        out.signed.iter().enumerate().map(|(i, s)| (s.block, i)).collect();
    for (index, block) in reading.blocks.iter().enumerate() {
        let marked = passages(text, block.span);
        let first = out.pieces.len();
        let cut = Cut { reading, roles, block: index };
        if let Some(&form) = of_block.get(&index) {
            let content = out.signed[form].content;
            out.pieces.push(whole(text, content, &marked, index, Origin::Signed(form)));
        } else if block.quote_depth > 0 {
            out.pieces.push(whole(text, block.span, &marked, index, Origin::BlockQuote));
        } else {
            cut.pieces(&marked, entities, &mut out);
        }
        cut.nested(&marked, entities, first, &mut out);
    }
    out.phrases.sort_by_key(|p| p.span);
    out
}

/// A block that is somebody's words from end to end; marks around all of it are left out.
fn whole(text: &str, span: Span, marked: &[Passage], block: usize, origin: Origin) -> Piece {
    let around = marked
        .iter()
        .find(|p| p.depth == 0 && p.outer.start == span.start && p.outer.end == span.end);
    let words = around.map_or(span, |p| p.inner).trim(text, char::is_whitespace);
    Piece {
        span,
        words: vec![words],
        kind: StatementKind::Direct,
        score: SCORE_OF_FORM,
        block,
        origin,
    }
}

/// The one of `pieces`, which are in order and do not overlap, that holds `span`.
fn around(pieces: &[Piece], span: Span) -> Option<&Piece> {
    let before = pieces.partition_point(|p| p.span.start <= span.start);
    pieces[..before].last().filter(|p| p.span.covers(span))
}

/// No word is longer, in bytes.
const LONGEST_WORD: usize = 128;

/// The stretch of a piece's words, which are in order and do not overlap, that reaches to the start
/// of `span` or beyond.
fn word_at(piece: &Piece, span: Span) -> Option<Span> {
    piece.words.get(piece.words.partition_point(|w| w.end <= span.start)).copied()
}

/// A content without the conjunction that begins what comes after it: "“nine to twelve million,”
/// though".
fn without_conjunction(text: &str, mut content: Span) -> Span {
    let near = content.last_bytes(text, LONGEST_WORD);
    if let Some((before, last)) = text[near].rsplit_once(' ')
        && Class::Conjunction.has(last)
    {
        content.end = near.start + before.trim_end().len();
    }
    content
}

/// Those of `passages`, which are in order and do not overlap, that share a byte with `span`.
fn touching(passages: &[Passage], span: Span) -> &[Passage] {
    let from = passages.partition_point(|p| p.outer.end <= span.start);
    let to = passages.partition_point(|p| p.outer.start < span.end);
    &passages[from..to.max(from)]
}

/// A content span without the scrap of markup that it begins in; nothing of it is left where it
/// lies inside of one.
fn after_tags(mut content: RoleSpan, tags: &[Span]) -> RoleSpan {
    if let Some(tag) = tags
        .get(tags.partition_point(|t| t.end <= content.span.start))
        .filter(|t| t.overlaps(content.span))
    {
        content.span.start = tag.end.min(content.span.end);
    }
    content
}

/// A stretch on its way to a piece.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    span: Span,
    /// Sum of the tags' scores, each times its length, and the length that has scores.
    weight: f32,
    scored: usize,
}

struct Cut<'a> {
    reading: &'a Reading<'a>,
    roles: &'a Roles,
    block: usize,
}

impl Cut<'_> {
    fn pieces(&self, marked: &[Passage], entities: &Entities, out: &mut Pieces) {
        let block = self.reading.blocks[self.block].span;
        let tags = tags(self.reading.text, block);
        let outermost: Vec<Passage> = marked.iter().filter(|p| p.depth == 0).copied().collect();
        let contents: Vec<RoleSpan> = overlapping(&self.roles.contents, block)
            .iter()
            .map(|c| after_tags(*c, &tags))
            .filter(|c| self.is_sure(c, &outermost))
            .collect();
        let mut spoken: Vec<Passage> = Vec::new();
        let mut left_over: Vec<Passage> = Vec::new();
        for passage in &outermost {
            let passage = self.without_label(*passage);
            if self.is_covered(&passage) || self.looks_spoken(&passage) {
                spoken.push(passage);
            } else {
                left_over.push(passage);
            }
        }
        let first = out.pieces.len();
        for stretch in self.stretches(&contents, &spoken) {
            out.pieces.extend(self.piece(stretch, &spoken));
        }
        for passage in left_over {
            if around(&out.pieces[first..], passage.inner).is_none() {
                out.phrases.push(MarkedPhrase {
                    span: passage.inner,
                    reason: reason(self.reading.text, &passage, entities),
                });
            }
        }
    }

    /// Whether tags are to be believed: they are sure enough, or all of what they mark stands
    /// between marks that do not hold a name for something ("a film titled “…”").
    fn is_sure(&self, content: &RoleSpan, marked: &[Passage]) -> bool {
        match touching(marked, content.span).iter().find(|p| p.outer.covers(content.span)) {
            Some(passage) => !names_something(self.reading.text, passage),
            None => {
                !content.span.is_empty()
                    && content.score >= SURE
                    && !self.is_work(content.span, marked)
            }
        }
    }

    /// Whether a content is a work and its title: "a memoir, “Steel and Water,”".
    fn is_work(&self, content: Span, marked: &[Passage]) -> bool {
        touching(marked, content).iter().any(|passage| {
            let before = Span::new(content.start.min(passage.outer.start), passage.outer.start)
                .last_bytes(self.reading.text, LONGEST_WORD);
            let noun = self.reading.text[before]
                .split_whitespace()
                .next_back()
                .unwrap_or_default()
                .trim_end_matches(',');
            content.covers(passage.inner)
                && Class::Work.has(noun)
                && is_title(&self.reading.text[passage.inner])
        })
    }

    /// The passage without a speaker's label that stands inside its marks: "PENCE: Well, look."
    fn without_label(&self, mut passage: Passage) -> Passage {
        let label = overlapping(&self.roles.cues, passage.inner)
            .first()
            .filter(|c| self.reading.text[c.span].ends_with(':'));
        if let Some(cue) = label {
            let before = Span::new(passage.inner.start, cue.span.start.max(passage.inner.start));
            let named = overlapping(&self.roles.sources, before)
                .first()
                .is_some_and(|s| s.span.start <= passage.inner.start + 2);
            if named && cue.span.end < passage.inner.end {
                passage.inner = Span::new(cue.span.end, passage.inner.end)
                    .trim(self.reading.text, char::is_whitespace);
                passage.outer.start = passage.inner.start;
            }
        }
        passage
    }

    /// Whether the model takes most of a passage for content.
    fn is_covered(&self, passage: &Passage) -> bool {
        let of_work = |content: &RoleSpan| {
            !passage.outer.covers(content.span)
                && self.is_work(content.span, std::slice::from_ref(passage))
        };
        if names_something(self.reading.text, passage)
            || overlapping(&self.roles.contents, passage.inner).iter().any(of_work)
        {
            return false;
        }
        let words = self.reading.words_in(passage.inner);
        let count = words.len().max(1) as f32;
        let sum: f32 = self.roles.content_of_word.get(words).unwrap_or_default().iter().sum();
        sum >= COVERED * count
    }

    /// Whether the form of a passage alone makes it somebody's words: it is long, or it is a
    /// sentence.
    fn looks_spoken(&self, passage: &Passage) -> bool {
        let inner = &self.reading.text[passage.inner];
        let words = inner.split_whitespace().count();
        let lower = inner.split_whitespace().filter(|w| w.starts_with(char::is_lowercase)).count();
        let announces = self.reading.text[passage.outer.end..].starts_with(':');
        let ends =
            !passage.closed || announces || inner.ends_with(['.', ',', '!', '?', '—', '–', '…']);
        let alone = self.reading.blocks[self.block].span.covers(passage.outer)
            && passage.outer.len() + 2 >= self.reading.blocks[self.block].span.len();
        lower * 3 >= words
            && (words >= 12 || (words >= 5 && ends) || (words >= 3 && (alone && ends || announces)))
    }

    /// Content tags and spoken passages, whatever overlaps joined.
    fn stretches(&self, contents: &[RoleSpan], spoken: &[Passage]) -> Vec<Stretch> {
        let of_passage =
            |p: &Passage| Stretch { span: self.with_object(p.outer), weight: 0.0, scored: 0 };
        let mut out: Vec<Stretch> = spoken.iter().map(of_passage).collect();
        for content in contents {
            let span = self.snapped(content.span, spoken);
            if !span.is_empty() {
                out.push(Stretch {
                    span,
                    weight: content.score * span.len() as f32,
                    scored: span.len(),
                });
            }
        }
        out.sort_by_key(|s| s.span);
        out.dedup_by(|next, last| {
            let joined = next.span.overlaps(last.span);
            if joined {
                last.span = last.span.join(next.span);
                last.weight += next.weight;
                last.scored += next.scored;
            }
            joined
        });
        out
    }

    /// "called | the figure “an insult”": what is called so is part of what is said.
    fn with_object(&self, quoted: Span) -> Span {
        let block = self.reading.blocks[self.block].span;
        let before =
            Span::new(block.start, quoted.start).last_bytes(self.reading.text, LONGEST_OBJECT);
        let cues = overlapping(&self.roles.cues, before);
        let naming = |c: &&RoleSpan| {
            c.span.end <= quoted.start && Class::NamingVerb.has(&self.reading.text[c.span])
        };
        let Some(cue) = cues.last().filter(naming) else { return quoted };
        let object =
            Span::new(cue.span.end, quoted.start).trim(self.reading.text, char::is_whitespace);
        let is_plain = !object.is_empty()
            && self.reading.text[object].chars().all(|c| c.is_alphanumeric() || " -'’".contains(c));
        if is_plain { Span::new(object.start, quoted.end) } else { quoted }
    }

    /// A content span without a dateline, cut down to the quotation that it slips out of by a word
    /// or two.
    fn snapped(&self, content: Span, spoken: &[Passage]) -> Span {
        let mut out = without_conjunction(self.reading.text, content);
        let paragraph = self.reading.blocks[self.block].span;
        if out.start == paragraph.start {
            out.start = after_dateline(self.reading.text, paragraph).start.min(out.end);
        }
        for passage in touching(spoken, content) {
            let long = self.reading.words_in(passage.inner).len() > 4 * SLIP;
            let few = |span: Span| {
                (1..=SLIP * LONGEST_WORD).contains(&span.len())
                    && self.reading.text[span].split_whitespace().take(SLIP + 1).count() <= SLIP
            };
            if long
                && out.start < passage.outer.start
                && few(Span::new(out.start, passage.outer.start))
            {
                out.start = passage.outer.start;
            }
            if long
                && passage.closed
                && out.end > passage.outer.end
                && few(Span::new(passage.outer.end, out.end))
            {
                out.end = passage.outer.end;
            }
            // "‘We were promised better’: passengers on delays": what a colon sets off are the
            // author's words.
            let set_off = || self.reading.text[passage.outer.end..out.end].starts_with(':');
            if passage.closed
                && passage.outer.start <= out.start
                && passage.outer.end < out.end
                && set_off()
            {
                out.end = passage.outer.end;
            }
        }
        out
    }

    fn piece(&self, stretch: Stretch, spoken: &[Passage]) -> Option<Piece> {
        let span = stretch.span.trim(self.reading.text, char::is_whitespace);
        let inside: Vec<&Passage> =
            touching(spoken, span).iter().filter(|p| span.covers(p.inner)).collect();
        let letters =
            |s: Span| self.reading.text[s].chars().filter(|c| c.is_alphanumeric()).count();
        let quoted: usize = inside.iter().map(|p| letters(p.inner)).sum();
        let all = letters(span);
        if all == 0 {
            return None;
        }
        let (kind, words) = if quoted == 0 {
            (StatementKind::Indirect, vec![span])
        } else if quoted == all {
            (StatementKind::Direct, inside.iter().map(|p| p.inner).collect())
        } else {
            (StatementKind::Mixed, vec![span])
        };
        let score = if stretch.scored == 0 {
            SCORE_OF_FORM
        } else {
            (stretch.weight / stretch.scored as f32).clamp(0.0, 1.0)
        };
        Some(Piece { span, words, kind, score, block: self.block, origin: Origin::Text })
    }

    /// Passages inside other people's words: statements of their own where a reporting verb or a
    /// colon stands before them.
    fn nested(&self, marked: &[Passage], entities: &Entities, first: usize, out: &mut Pieces) {
        let outer = out.pieces.len();
        for passage in marked {
            let parent = around(&out.pieces[first..outer], passage.outer).filter(|p| {
                word_at(p, passage.outer)
                    .is_some_and(|w| w.covers(passage.outer) && w != passage.inner)
            });
            let Some(parent) = parent.filter(|p| passage.depth > 0 || p.origin != Origin::Text)
            else {
                continue;
            };
            if self.is_reported(passage) && parent.kind != StatementKind::Indirect {
                out.pieces.push(Piece {
                    span: passage.outer,
                    words: vec![passage.inner],
                    kind: StatementKind::Direct,
                    score: SCORE_OF_FORM,
                    block: self.block,
                    origin: Origin::Nested,
                });
            } else {
                out.phrases.push(MarkedPhrase {
                    span: passage.inner,
                    reason: reason(self.reading.text, passage, entities),
                });
            }
        }
        out.pieces[first..].sort_by_key(|p| (p.span.start, std::cmp::Reverse(p.span.end)));
    }

    /// "She told us: ‘…’", "and I said, ‘…’".
    fn is_reported(&self, passage: &Passage) -> bool {
        let before = Span::new(self.reading.blocks[self.block].span.start, passage.outer.start)
            .last_bytes(self.reading.text, 4 * LONGEST_WORD);
        let before = self.reading.text[before].trim_end();
        let mut words = before
            .split_whitespace()
            .rev()
            .take(3)
            .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
        before.ends_with(':')
            || (before.ends_with([',', 'd', 's', 'e', 'k', 'y'])
                && words.any(|w| Class::InnerVerb.has(&w)))
    }
}

/// No more bytes are looked at for what something is called, and the verb before it.
const LONGEST_OBJECT: usize = 80;
