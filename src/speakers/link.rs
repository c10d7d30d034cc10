//! Pieces to statements: which cue and which source belong to each piece, and which pieces are one statement.
//!
//! Within a block every cue takes the source that costs least and every piece the cue that costs least, where cost is distance in
//! words plus a price for what stands between: the end of a sentence, another cue, another piece. Pieces that no cue is near go on
//! from the piece before.

use crate::document::StatementKind;
use crate::statements::{Origin, Piece, Pieces, RoleSpan, Roles, Signed};
use crate::text::{Layout, Span};

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

const SENTENCE_PRICE: usize = 8;
const CUE_PRICE: usize = 6;
const PIECE_PRICE: usize = 5;
const COLON_PRICE: usize = 20;
/// Marks that may stand between a piece and the colon after it.
const CLOSING: &str = "”\"’'»*_";
/// A source after its cue ("said Smith") is rarer than one before it.
const INVERTED_PRICE: usize = 2;
/// A cue or source that costs more belongs to something else.
const QUOTED_LIMIT: usize = 18;
const REPORTED_LIMIT: usize = 14;
const SOURCE_LIMIT: usize = 25;

/// Cues or sources on either side of a stretch that are looked at.
const NEIGHBOURS: usize = 4;
/// Bytes over which nothing is connected.
const FAR: usize = 2000;

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
pub(crate) fn link(text: &str, layout: &Layout, roles: &Roles, pieces: &Pieces) -> Vec<Statement> {
    let linker = Linker::new(text, layout, roles, pieces);
    let mut out: Vec<Statement> = Vec::new();
    let mut previous: Option<usize> = None;
    let mut at_of_piece: Vec<Option<usize>> = vec![None; pieces.pieces.len()];
    let found: Vec<Option<Attribution>> = (0..pieces.pieces.len()).map(|i| linker.attribution(i)).collect();
    for (i, piece) in pieces.pieces.iter().enumerate() {
        if piece.origin == Origin::Nested {
            continue;
        }
        let attribution = found[i].or_else(|| linker.announced(i));
        let last = previous.and_then(|p| at_of_piece[p].map(|s| (p, s)));
        let joins = last.filter(|&(p, s)| linker.is_one_statement(p, i, attribution.as_ref(), &out[s]));
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
    text: &'a str,
    layout: &'a Layout,
    pieces: &'a [Piece],
    signed: &'a [Signed],
    all: &'a Roles,
    /// Cues and sources outside of quotations.
    cues: Vec<RoleSpan>,
    sources: Vec<RoleSpan>,
    /// The source of each cue.
    source_of: Vec<Option<usize>>,
}

impl<'a> Linker<'a> {
    fn new(text: &'a str, layout: &'a Layout, roles: &'a Roles, pieces: &'a Pieces) -> Self {
        // Pieces are in order of their starts: one covers a span if and only if one of those that start before it ends after it.
        let ends = furthest_ends(&pieces.pieces.iter().map(|p| p.span).collect::<Vec<_>>());
        let covered = |span: Span| {
            pieces.pieces.partition_point(|p| p.span.start <= span.start).checked_sub(1).is_some_and(|last| ends[last] >= span.end)
        };
        let outside = |list: &[RoleSpan]| list.iter().copied().filter(|r| !covered(r.span)).collect::<Vec<_>>();
        let mut out = Self {
            text,
            layout,
            pieces: &pieces.pieces,
            signed: &pieces.signed,
            all: roles,
            cues: outside(&roles.cues),
            sources: outside(&roles.sources),
            source_of: Vec::new(),
        };
        out.source_of = (0..out.cues.len()).map(|c| out.best_source(c)).collect();
        // "He said A and added B": a cue without a source of its own takes that of the cue before it in the sentence.
        for c in 1..out.cues.len() {
            // In bounds: `c` begins with 1.
            if out.source_of[c].is_none() && out.crossings(out.cues[c - 1].span, out.cues[c].span) == 0 {
                out.source_of[c] = out.source_of[c - 1];
            }
        }
        out
    }

    fn best_source(&self, cue: usize) -> Option<usize> {
        let at = self.cues[cue].span;
        let block = self.layout.block_at(at.start);
        self.near(&self.sources, block, at)
            .filter_map(|s| {
                let source = self.sources[s].span;
                let mut cost = self.distance(source, at);
                if source.start > at.start {
                    cost = cost.saturating_add(INVERTED_PRICE);
                }
                (cost <= SOURCE_LIMIT).then_some((cost, s))
            })
            .min()
            .map(|(_, s)| s)
    }

    /// The indices of the spans of `list` in a block.
    fn in_block(&self, list: &[RoleSpan], block: usize) -> std::ops::Range<usize> {
        let span = self.layout.blocks.get(block).map_or(Span::default(), |b| b.span);
        let from = list.partition_point(|r| r.span.start < span.start);
        let to = list.partition_point(|r| r.span.start < span.end);
        from..to.max(from)
    }

    /// The indices of those spans of `list` in a block that are closest to `span` on either side: what is further off is never
    /// cheapest, and looking at it would cost the square of a long block.
    fn near(&self, list: &[RoleSpan], block: usize, span: Span) -> std::ops::Range<usize> {
        let all = self.in_block(list, block);
        let before = list.partition_point(|r| r.span.start < span.start);
        let after = list.partition_point(|r| r.span.start < span.end);
        before.saturating_sub(NEIGHBOURS).max(all.start)..(after + NEIGHBOURS).min(all.end).max(all.start)
    }

    /// Sentence bounds between two stretches.
    fn crossings(&self, a: Span, b: Span) -> usize {
        let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
        let end = first.end.max(first.start + 1) - 1;
        self.layout.sentence_at(second.start).saturating_sub(self.layout.sentence_at(end))
    }

    /// What it costs to connect two stretches of a block.
    fn distance(&self, a: Span, b: Span) -> usize {
        let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
        let gap = Span::new(first.end, second.start.max(first.end));
        if gap.len() > FAR {
            return usize::MAX;
        }
        let mut cost = SENTENCE_PRICE * self.crossings(a, b);
        // "‘We were promised better’: passengers on delays": what a colon sets off is not reported by what follows it.
        if self.text[gap].trim_start_matches(|c: char| CLOSING.contains(c)).starts_with(':') {
            cost += COLON_PRICE;
        }
        let mut skipped: Vec<Span> = Vec::new();
        for cue in &self.cues[range_in(&self.cues, gap)] {
            cost += CUE_PRICE;
            skipped.push(cue.span);
        }
        for source in &self.sources[range_in(&self.sources, gap)] {
            skipped.push(source.span);
        }
        let from = self.pieces.partition_point(|p| p.span.start < gap.start);
        for piece in
            self.pieces[from..].iter().take_while(|p| p.span.start < gap.end).filter(|p| p.origin != Origin::Nested && gap.covers(p.span))
        {
            cost += PIECE_PRICE;
            skipped.push(piece.span);
        }
        skipped.sort();
        let ends = furthest_ends(&skipped);
        let is_skipped = |word: Span| {
            let before = skipped.partition_point(|s| s.start <= word.start).checked_sub(1);
            before.is_some_and(|last| ends[last] >= word.end)
        };
        let between = self.layout.words_in(gap);
        cost + self.layout.words[between]
            .iter()
            .filter(|w| gap.covers(w.span) && self.text[w.span].contains(char::is_alphanumeric) && !is_skipped(w.span))
            .count()
    }

    /// The cue and source of a piece in its own block, if one is near enough.
    fn attribution(&self, index: usize) -> Option<Attribution> {
        let piece = &self.pieces[index];
        match piece.origin {
            Origin::Signed(form) => {
                let form = self.signed.get(form)?;
                let whole = |span| RoleSpan { span, score: 1.0 };
                return Some(Attribution { cue: form.cue.map(whole), source: Some(whole(form.author)) });
            }
            Origin::BlockQuote => return self.named_after(index),
            Origin::Nested => return None,
            Origin::Text => {}
        }
        let limit = if piece.kind == StatementKind::Indirect { REPORTED_LIMIT } else { QUOTED_LIMIT };
        let cue = self
            .near(&self.cues, piece.block, piece.span)
            .map(|c| (self.distance(self.cues[c].span, piece.span), c))
            .min()
            .filter(|&(cost, _)| cost <= limit)
            .map(|(_, c)| c);
        if let Some(c) = cue {
            return Some(Attribution { cue: Some(self.cues[c]), source: self.source_of[c].map(|s| self.sources[s]) });
        }
        let source = self
            .near(&self.sources, piece.block, piece.span)
            .map(|s| (self.distance(self.sources[s].span, piece.span), s))
            .min()
            .filter(|&(cost, _)| cost < SENTENCE_PRICE)?;
        Some(Attribution { cue: None, source: Some(self.sources[source.1]) })
    }

    /// "Smith wrote in a letter." right after a block quote: a cue and its source in a sentence that reports nothing else.
    fn named_after(&self, index: usize) -> Option<Attribution> {
        // The first piece of a quotation speaks for the rest.
        let first = &self.pieces[index];
        if self.pieces[..index]
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
            let next = matches!(p.origin, Origin::BlockQuote | Origin::Nested) && p.block <= block + 1;
            block = p.block;
            next
        };
        let last = index + self.pieces.get(index..)?.iter().take_while(goes_on).count().checked_sub(1)?;
        let after = self.layout.blocks.get(self.pieces[last].block + 1).filter(|b| b.quote_depth == 0)?;
        let sentence = *self.layout.sentences.get(self.layout.sentence_at(after.span.start))?;
        let reports = self
            .pieces
            .get(last + 1)
            .is_some_and(|p| p.span.overlaps(sentence) && p.words.iter().any(|w| self.text[*w].split_whitespace().nth(2).is_some()));
        let c = range_in(&self.cues, sentence).next().filter(|_| !reports)?;
        self.source_of[c].map(|s| Attribution { cue: Some(self.cues[c]), source: Some(self.sources[s]) })
    }

    /// A cue that touches a nested piece, and the nearest source, both inside the words around it.
    fn inside(&self, piece: &Piece) -> Option<Attribution> {
        let before = self.pieces.partition_point(|p| p.span.start <= piece.span.start);
        let parent =
            self.pieces[..before].iter().rev().take(MAX_SIBLINGS).find(|p| p.origin != Origin::Nested && p.span.covers(piece.span))?;
        let gap = |r: &RoleSpan, to: Span| {
            if r.span.start < to.start { to.start.saturating_sub(r.span.end) } else { r.span.start.saturating_sub(to.end) }
        };
        let reach = 4 * NESTED_REACH;
        let near = Span::new(parent.span.start.max(piece.span.start.saturating_sub(reach)), parent.span.end.min(piece.span.end + reach));
        let within = |list: &'a [RoleSpan]| list[range_in(list, near)].iter().filter(|r| !piece.span.overlaps(r.span));
        // "… said to me, “No.” I thought …": what is in the quotation's own sentence comes first.
        let price = |r: &&RoleSpan| (self.crossings(r.span, piece.span), gap(r, piece.span));
        let cue = within(&self.all.cues).filter(|r| gap(r, piece.span) <= NESTED_REACH).min_by_key(price)?;
        let source = within(&self.all.sources).filter(|r| gap(r, cue.span) <= NESTED_REACH).min_by_key(|r| gap(r, cue.span));
        Some(Attribution { cue: Some(*cue), source: source.copied() })
    }

    /// "Smith went on:" at the end of the block before: the cue and source of the piece that its block begins with.
    fn announced(&self, index: usize) -> Option<Attribution> {
        let piece = &self.pieces[index];
        let before = piece.block.checked_sub(1)?;
        // A piece holds letters: only the first one of a block has none before it.
        if index.checked_sub(1).is_some_and(|i| self.pieces[i].block == piece.block && piece.origin != Origin::Nested) {
            return None;
        }
        let block = self.layout.blocks[piece.block].span;
        let leads = self.text[block.start..piece.span.start].chars().all(|c| !c.is_alphanumeric());
        let ends = self.layout.blocks[before].span;
        if !leads || !self.text[ends].trim_end().ends_with(':') {
            return None;
        }
        let last_sentence = self.layout.sentences[self.layout.sentence_at(ends.end.saturating_sub(1))];
        let c = self.in_block(&self.cues, before).rev().find(|&c| last_sentence.covers(self.cues[c].span));
        if let Some(c) = c {
            return Some(Attribution { cue: Some(self.cues[c]), source: self.source_of[c].map(|s| self.sources[s]) });
        }
        let s = self.in_block(&self.sources, before).rev().find(|&s| last_sentence.covers(self.sources[s].span))?;
        Some(Attribution { cue: None, source: Some(self.sources[s]) })
    }

    /// Whether the piece `index` belongs to the statement of the piece `previous`.
    fn is_one_statement(&self, previous: usize, index: usize, attribution: Option<&Attribution>, statement: &Statement) -> bool {
        let (a, b) = (&self.pieces[previous], &self.pieces[index]);
        if a.origin == Origin::BlockQuote || b.origin == Origin::BlockQuote {
            return a.origin == b.origin && a.block + 1 == b.block;
        }
        // A turn of a transcript goes on over its paragraphs.
        let turn = matches!(a.origin, Origin::Signed(form) if self.signed.get(form).is_some_and(|s| s.handle.is_none()));
        if b.origin != Origin::Text || !(a.origin == Origin::Text || turn) {
            return false;
        }
        let same_cue = attribution.is_some_and(|t| t.cue.is_some() && t.cue.map(|c| c.span) == statement.cue);
        if a.block == b.block {
            let quoted = a.kind != StatementKind::Indirect && b.kind != StatementKind::Indirect;
            let nothing = attribution.is_none_or(|t| t.cue.is_none());
            return (same_cue && (quoted || self.crossings(a.span, b.span) == 0))
                || (quoted && nothing && self.crossings(a.span, b.span) <= 1);
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
        self.text[piece.span].ends_with(['”', '"', '’', '\'', '»', '«', '“'])
    }

    /// Whether a piece begins its block.
    fn leads(&self, piece: &Piece) -> bool {
        self.text[self.layout.blocks[piece.block].span.start..piece.span.start].chars().all(|c| !c.is_alphanumeric())
    }

    /// Whether a piece without an attribution of its own goes on from the one before.
    fn goes_on(&self, previous: usize, index: usize) -> bool {
        let (a, b) = (&self.pieces[previous], &self.pieces[index]);
        if a.block == b.block {
            return a.kind != StatementKind::Indirect || self.crossings(a.span, b.span) == 0;
        }
        b.kind != StatementKind::Indirect && a.block + 1 == b.block && self.leads(b) && a.origin == Origin::Text
    }

    /// The piece after, where the next block begins with it.
    fn next_speaks(&self, index: usize) -> Option<usize> {
        let (a, b) = (self.pieces.get(index)?, self.pieces.get(index + 1)?);
        let near = b.block == a.block || (b.block == a.block + 1 && self.leads(b) && self.leads(a));
        (near && a.kind == StatementKind::Direct && b.kind != StatementKind::Indirect && b.origin == Origin::Text).then_some(index + 1)
    }

    fn add_nested(&self, out: &mut Vec<Statement>) {
        for piece in self.pieces.iter().filter(|p| p.origin == Origin::Nested) {
            let mut statement = begin(piece);
            if let Some(found) = self.inside(piece) {
                statement.cue = found.cue.map(|c| c.span);
                statement.source = found.source;
            }
            out.push(statement);
        }
        out.sort_by_key(|s| (s.extent.start, std::cmp::Reverse(s.extent.end)));
        let holds =
            |outer: &Statement, inner: &Statement| outer.origin != Origin::Nested && outer.spans.iter().any(|s| s.covers(inner.extent));
        let parents: Vec<Option<usize>> = out
            .iter()
            .enumerate()
            .map(|(i, s)| if s.origin == Origin::Nested { (0..i).rev().take(MAX_SIBLINGS).find(|&j| holds(&out[j], s)) } else { None })
            .collect();
        for (statement, parent) in out.iter_mut().zip(parents) {
            statement.parent = parent;
        }
    }
}

/// For each of `spans`, the largest end of it and of those before it.
fn furthest_ends(spans: &[Span]) -> Vec<usize> {
    let mut furthest = 0;
    let up_to = |span: &Span| {
        furthest = span.end.max(furthest);
        furthest
    };
    spans.iter().map(up_to).collect()
}

/// The indices of the spans of an ascending list that lie inside `span`.
fn range_in(list: &[RoleSpan], span: Span) -> std::ops::Range<usize> {
    let from = list.partition_point(|r| r.span.start < span.start);
    let to = list.partition_point(|r| r.span.end <= span.end);
    from..to.max(from)
}
