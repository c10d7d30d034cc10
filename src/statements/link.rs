//! Pieces to statements: which cue and which source belong to each piece, and which pieces are one
//! statement.
//!
//! Within a block every piece takes the cue, and every cue the source, that the linker finds
//! likeliest (`pairing.rs`). Pieces without a cue take a source right beside them, or go on from
//! the piece before.

use super::pairing::{Pairing, pair};
use super::scene::{Scene, range_in};
use super::{Origin, Piece, Pieces, Signed};
use crate::kinds::StatementKind;
use crate::roles::{RoleSpan, Roles};
use crate::scorers::links::Ranker;
use crate::text::{Reading, Span};

/// Pieces that are one statement.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) kind: StatementKind,
    /// Its words, in order.
    pub(crate) spans: Vec<Span>,
    /// From its first piece's start to its last one's end.
    pub(crate) extent: Span,
    pub(crate) score: f32,
    pub(crate) cue: Option<Span>,
    pub(crate) source: Option<RoleSpan>,
    pub(crate) origin: Origin,
    /// Whether it has no cue and source of its own and the speaker before it goes on.
    pub(crate) continued: bool,
    /// Index of the statement that it stands in.
    pub(crate) parent: Option<usize>,
}

/// Bytes between a nested quotation and its cue, or that and its source.
const NESTED_REACH: usize = 40;
/// Nested quotations of one statement after which no more of them are given to it.
const MAX_SIBLINGS: usize = 64;

/// A cue and the source that it takes.
#[derive(Clone, Copy, Debug)]
struct Attribution {
    cue: Option<RoleSpan>,
    source: Option<RoleSpan>,
}

/// Joins `pieces` to statements, in the order of the text.
pub(crate) fn link(
    reading: &Reading<'_>,
    roles: &Roles,
    pieces: &Pieces,
    ranker: &Ranker<'_>,
) -> Vec<Statement> {
    let linker = Linker::new(reading, roles, pieces, ranker);
    let mut out: Vec<Statement> = Vec::new();
    let mut previous: Option<usize> = None;
    let mut at_of_piece: Vec<Option<usize>> = vec![None; pieces.pieces.len()];
    let found: Vec<Option<Attribution>> =
        (0..pieces.pieces.len()).map(|i| linker.attribution(i)).collect();
    for (i, piece) in pieces.pieces.iter().enumerate() {
        if piece.origin == Origin::Nested {
            continue;
        }
        let attribution = found[i].or_else(|| linker.announced(i));
        let last = previous.and_then(|p| at_of_piece[p].map(|s| (p, s)));
        let joins =
            last.filter(|&(p, s)| linker.is_one_statement(p, i, attribution.as_ref(), &out[s]));
        if let Some((_, s)) = joins {
            extend(&mut out[s], piece);
            at_of_piece[i] = Some(s);
        } else {
            let mut statement = begin(piece);
            let next = || linker.next_speaks(i).and_then(|n| found[n]);
            if let Some(a) = attribution.filter(|a| a.cue.is_some() || a.source.is_some()) {
                statement.cue = a.cue.map(|c| c.span);
                statement.source = a.source;
            } else if let Some((_, s)) = last.filter(|&(p, _)| linker.goes_on(p, i)) {
                statement.source = out[s].source;
                statement.continued = true;
            } else if let Some(a) = next() {
                statement.source = a.source;
                statement.continued = true;
            }
            at_of_piece[i] = Some(out.len());
            out.push(statement);
        }
        previous = Some(i);
    }
    linker.add_nested(&mut out);
    out
}

fn begin(piece: &Piece) -> Statement {
    Statement {
        kind: piece.kind,
        spans: piece.words.clone(),
        extent: piece.span,
        score: piece.score,
        cue: None,
        source: None,
        origin: piece.origin,
        continued: false,
        parent: None,
    }
}

fn extend(statement: &mut Statement, piece: &Piece) {
    if statement.kind != piece.kind {
        statement.kind = StatementKind::Mixed;
    }
    let (old, new) = (statement.extent.len() as f32, piece.span.len() as f32);
    statement.score = (statement.score * old + piece.score * new) / (old + new).max(1.0);
    statement.spans.extend_from_slice(&piece.words);
    statement.extent = statement.extent.join(piece.span);
}

struct Linker<'a> {
    scene: Scene<'a>,
    signed: &'a [Signed],
    all: &'a Roles,
    pairing: Pairing,
}

impl<'a> Linker<'a> {
    fn new(
        reading: &'a Reading<'a>,
        roles: &'a Roles,
        pieces: &'a Pieces,
        ranker: &Ranker<'_>,
    ) -> Self {
        let scene = Scene::new(reading, &roles.cues, &roles.sources, &pieces.pieces);
        let pairing = pair(&scene, ranker);
        Self { scene, signed: &pieces.signed, all: roles, pairing }
    }

    /// A cue and its source.
    fn of_cue(&self, cue: usize) -> Attribution {
        Attribution {
            cue: Some(self.scene.cues[cue]),
            source: self.pairing.source_of[cue].map(|s| self.scene.sources[s]),
        }
    }

    /// The cue and source of a piece in its own block, if one is near enough.
    fn attribution(&self, index: usize) -> Option<Attribution> {
        let piece = &self.scene.pieces[index];
        match piece.origin {
            Origin::Signed(form) => {
                let form = self.signed.get(form)?;
                let whole = |span| RoleSpan { span, score: 1.0 };
                return Some(Attribution {
                    cue: form.cue.map(whole),
                    source: Some(whole(form.author)),
                });
            }
            Origin::BlockQuote => return self.named_after(index),
            Origin::Nested => return None,
            Origin::Text => {}
        }
        if let Some(cue) = self.pairing.cue_of[index] {
            return Some(self.of_cue(cue));
        }
        let (scene, list) = (&self.scene, &self.scene.sources);
        let source = scene
            .near(list, piece.block, piece.span)
            .filter_map(|s| Some((scene.between(list[s].span, piece.span)?, s)))
            .min_by_key(|(between, s)| (between.cost(), *s))
            .filter(|(between, _)| between.is_near())?;
        Some(Attribution { cue: None, source: Some(list[source.1]) })
    }

    /// "Smith wrote in a letter." right after a block quote: a cue and its source in a sentence
    /// that reports nothing else.
    fn named_after(&self, index: usize) -> Option<Attribution> {
        // The first piece of a quotation speaks for the rest.
        let first = &self.scene.pieces[index];
        if self.scene.pieces[..index]
            .iter()
            .rev()
            .find(|p| p.origin != Origin::Nested)
            .is_some_and(|p| p.origin == Origin::BlockQuote && p.block + 1 == first.block)
        {
            return None;
        }
        // The quotation goes on over blocks that follow each other.
        let mut block = first.block;
        let goes_on = |p: &&Piece| {
            let next =
                matches!(p.origin, Origin::BlockQuote | Origin::Nested) && p.block <= block + 1;
            block = p.block;
            next
        };
        let last = index
            + self.scene.pieces.get(index..)?.iter().take_while(goes_on).count().checked_sub(1)?;
        let after = self
            .scene
            .reading
            .blocks
            .get(self.scene.pieces[last].block + 1)
            .filter(|b| b.quote_depth == 0)?;
        let sentence =
            *self.scene.reading.sentences.get(self.scene.reading.sentence_at(after.span.start))?;
        let reports = self.scene.pieces.get(last + 1).is_some_and(|p| {
            p.span.overlaps(sentence)
                && p.words
                    .iter()
                    .any(|w| self.scene.reading.text[*w].split_whitespace().nth(2).is_some())
        });
        let c = range_in(&self.scene.cues, sentence).next().filter(|_| !reports)?;
        Some(self.of_cue(c)).filter(|a| a.source.is_some())
    }

    /// A cue that touches a nested piece, and the nearest source, both inside the words around it.
    fn inside(&self, piece: &Piece) -> Option<Attribution> {
        let before = self.scene.pieces.partition_point(|p| p.span.start <= piece.span.start);
        let parent = self.scene.pieces[..before]
            .iter()
            .rev()
            .take(MAX_SIBLINGS)
            .find(|p| p.origin != Origin::Nested && p.span.covers(piece.span))?;
        let gap = |r: &RoleSpan, to: Span| {
            if r.span.start < to.start {
                to.start.saturating_sub(r.span.end)
            } else {
                r.span.start.saturating_sub(to.end)
            }
        };
        let reach = 4 * NESTED_REACH;
        let near = Span::new(
            parent.span.start.max(piece.span.start.saturating_sub(reach)),
            parent.span.end.min(piece.span.end + reach),
        );
        let within = |list: &'a [RoleSpan]| {
            list[range_in(list, near)].iter().filter(|r| !piece.span.overlaps(r.span))
        };
        // "… said to me, “No.” I thought …": what is in the quotation's own sentence comes first.
        let price = |r: &&RoleSpan| (self.scene.crossings(r.span, piece.span), gap(r, piece.span));
        let cue = within(&self.all.cues)
            .filter(|r| gap(r, piece.span) <= NESTED_REACH)
            .min_by_key(price)?;
        let source = within(&self.all.sources)
            .filter(|r| gap(r, cue.span) <= NESTED_REACH)
            .min_by_key(|r| gap(r, cue.span));
        Some(Attribution { cue: Some(*cue), source: source.copied() })
    }

    /// "Smith went on:" at the end of the block before: the cue and source of the piece that its
    /// block begins with.
    fn announced(&self, index: usize) -> Option<Attribution> {
        let piece = &self.scene.pieces[index];
        let before = piece.block.checked_sub(1)?;
        // A piece holds letters: only the first one of a block has none before it.
        if index.checked_sub(1).is_some_and(|i| {
            self.scene.pieces[i].block == piece.block && piece.origin != Origin::Nested
        }) {
            return None;
        }
        let block = self.scene.reading.blocks[piece.block].span;
        let leads = self.scene.reading.text[block.start..piece.span.start]
            .chars()
            .all(|c| !c.is_alphanumeric());
        let ends = self.scene.reading.blocks[before].span;
        if !leads || !self.scene.reading.text[ends].trim_end().ends_with(':') {
            return None;
        }
        let last_sentence = self.scene.reading.sentences
            [self.scene.reading.sentence_at(ends.end.saturating_sub(1))];
        let c = self
            .scene
            .in_block(&self.scene.cues, before)
            .rev()
            .find(|&c| last_sentence.covers(self.scene.cues[c].span));
        if let Some(c) = c {
            return Some(self.of_cue(c));
        }
        let s = self
            .scene
            .in_block(&self.scene.sources, before)
            .rev()
            .find(|&s| last_sentence.covers(self.scene.sources[s].span))?;
        Some(Attribution { cue: None, source: Some(self.scene.sources[s]) })
    }

    /// Whether the piece `index` belongs to the statement of the piece `previous`.
    fn is_one_statement(
        &self,
        previous: usize,
        index: usize,
        attribution: Option<&Attribution>,
        statement: &Statement,
    ) -> bool {
        let (a, b) = (&self.scene.pieces[previous], &self.scene.pieces[index]);
        if a.origin == Origin::BlockQuote || b.origin == Origin::BlockQuote {
            return a.origin == b.origin && a.block + 1 == b.block;
        }
        // A turn of a transcript goes on over its paragraphs.
        let turn = matches!(a.origin, Origin::Signed(form) if self.signed.get(form).is_some_and(|s| s.handle.is_none()));
        if b.origin != Origin::Text || !(a.origin == Origin::Text || turn) {
            return false;
        }
        let same_cue =
            attribution.is_some_and(|t| t.cue.is_some() && t.cue.map(|c| c.span) == statement.cue);
        if a.block == b.block {
            let quoted = a.kind != StatementKind::Indirect && b.kind != StatementKind::Indirect;
            let nothing = attribution.is_none_or(|t| t.cue.is_none());
            return (same_cue && (quoted || self.scene.crossings(a.span, b.span) == 0))
                || (quoted && nothing && self.scene.crossings(a.span, b.span) <= 1);
        }
        // The speaker re-opens the marks at each paragraph and closes them once.
        let reopened = a.kind == StatementKind::Direct
            && b.kind == StatementKind::Direct
            && a.block + 1 == b.block
            && !self.is_closed(a)
            && self.leads(b);
        reopened && (same_cue || attribution.is_none())
    }

    fn is_closed(&self, piece: &Piece) -> bool {
        self.scene.reading.text[piece.span].ends_with(['”', '"', '’', '\'', '»', '«', '“'])
    }

    /// Whether a piece begins its block.
    fn leads(&self, piece: &Piece) -> bool {
        self.scene.reading.text[self.scene.reading.blocks[piece.block].span.start..piece.span.start]
            .chars()
            .all(|c| !c.is_alphanumeric())
    }

    /// Whether a piece without an attribution of its own goes on from the one before.
    fn goes_on(&self, previous: usize, index: usize) -> bool {
        let (a, b) = (&self.scene.pieces[previous], &self.scene.pieces[index]);
        if a.block == b.block {
            return a.kind != StatementKind::Indirect || self.scene.crossings(a.span, b.span) == 0;
        }
        b.kind != StatementKind::Indirect
            && a.block + 1 == b.block
            && self.leads(b)
            && a.origin == Origin::Text
    }

    /// The piece after, where the next block begins with it.
    fn next_speaks(&self, index: usize) -> Option<usize> {
        let (a, b) = (self.scene.pieces.get(index)?, self.scene.pieces.get(index + 1)?);
        let near = b.block == a.block || (b.block == a.block + 1 && self.leads(b) && self.leads(a));
        (near
            && a.kind == StatementKind::Direct
            && b.kind != StatementKind::Indirect
            && b.origin == Origin::Text)
            .then_some(index + 1)
    }

    fn add_nested(&self, out: &mut Vec<Statement>) {
        for piece in self.scene.pieces.iter().filter(|p| p.origin == Origin::Nested) {
            let mut statement = begin(piece);
            if let Some(found) = self.inside(piece) {
                statement.cue = found.cue.map(|c| c.span);
                statement.source = found.source;
            }
            out.push(statement);
        }
        out.sort_by_key(|s| (s.extent.start, std::cmp::Reverse(s.extent.end)));
        let holds = |outer: &Statement, inner: &Statement| {
            outer.origin != Origin::Nested && outer.spans.iter().any(|s| s.covers(inner.extent))
        };
        let parents: Vec<Option<usize>> = out
            .iter()
            .enumerate()
            .map(|(i, s)| {
                if s.origin == Origin::Nested {
                    (0..i).rev().take(MAX_SIBLINGS).find(|&j| holds(&out[j], s))
                } else {
                    None
                }
            })
            .collect();
        for (statement, parent) in out.iter_mut().zip(parents) {
            statement.parent = parent;
        }
    }
}
