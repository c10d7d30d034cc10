//! The pieces inside of another: what the inner layer of roles calls content, and the passages
//! between marks of their own.

use super::nested::{is_part_of, reported};
use super::phrases::names_something;
use super::piece::{Origin, Piece, holder, touching};
use super::stretches::{SURE, Stretch, is_mostly_content, joined};
use crate::kinds::StatementKind;
use crate::roles::{RoleSpan, Roles, overlapping};
use crate::text::{Passage, Reading, Span, is_stop};

/// The words of a piece, and what the inner layer says of them.
pub(super) struct Inner<'a> {
    pub(super) reading: &'a Reading<'a>,
    /// The inner layer.
    pub(super) roles: &'a Roles,
    pub(super) parent: &'a Piece,
}

impl Inner<'_> {
    /// Adds the pieces inside of the parent, and to `phrases` the passages that are part of none.
    pub(super) fn add_to(&self, pieces: &mut Vec<Piece>, phrases: &mut Vec<Passage>) {
        // The outermost passages that are words of inner statements, and those that only something
        // before them reports.
        let mut spoken: Vec<Passage> = Vec::new();
        let mut by_form: Vec<(Piece, Passage)> = Vec::new();
        for passage in self.reading.passages.starting_in(self.parent.span) {
            let is_part = is_part_of(passage, self.parent);
            let is_inside = spoken.last().is_some_and(|last| last.outer.covers(passage.outer));
            if !is_inside && (is_part || self.is_inner_ones(passage)) && self.is_spoken(passage) {
                spoken.push(*passage);
            } else if is_part {
                let is_free = !is_inside
                    && by_form.last().is_none_or(|(last, _)| !last.span.covers(passage.outer));
                match reported(self.reading, passage, self.parent).filter(|_| is_free) {
                    Some(piece) => by_form.push((piece, *passage)),
                    None => phrases.push(*passage),
                }
            }
        }
        let of_passage = |p: &Passage| Stretch::of_form(p.outer);
        let stretches = spoken.iter().map(of_passage).chain(self.contents(&spoken)).collect();
        let mut found: Vec<Piece> = joined(stretches)
            .into_iter()
            .filter_map(|stretch| {
                stretch.into_piece(self.reading, &spoken, self.parent.block, Origin::Nested)
            })
            .collect();
        let by_tags = found.len();
        for (piece, passage) in by_form {
            let behind = found[..by_tags].partition_point(|p| p.span.end <= piece.span.start);
            if found[behind..by_tags].first().is_some_and(|p| p.span.overlaps(piece.span)) {
                phrases.push(passage);
            } else {
                found.push(piece);
            }
        }
        found.sort_by_key(|p| p.span);
        pieces.extend(found);
    }

    /// Whether marks that are no part of another's words in marks are those of an inner statement:
    /// "she said that he had called it “a mess”".
    fn is_inner_ones(&self, passage: &Passage) -> bool {
        self.parent.kind == StatementKind::Mixed
            && holder(&self.parent.words, passage.outer).is_some()
            && overlapping(&self.roles.cues, passage.inner).is_empty()
    }

    fn is_spoken(&self, passage: &Passage) -> bool {
        !names_something(self.reading, passage)
            && is_mostly_content(self.reading, self.roles, passage)
    }

    /// What the tags call content and are sure of, unless it is all in the marks of its own, cut to
    /// the words of the parent.
    fn contents(&self, spoken: &[Passage]) -> impl Iterator<Item = Stretch> {
        let is_sure = |c: &&RoleSpan| {
            c.score >= SURE || touching(spoken, c.span).iter().any(|p| p.outer.covers(c.span))
        };
        let within = |c: &RoleSpan| {
            let span = self.in_marks(c.span, spoken);
            let score = c.score;
            self.words_in(span).map(move |words| Stretch::of_content(words, score))
        };
        overlapping(&self.roles.contents, self.parent.span).iter().filter(is_sure).flat_map(within)
    }

    /// A content without what stands behind a sentence between marks: "‘Go home,’ | and I left".
    fn in_marks(&self, content: Span, spoken: &[Passage]) -> Span {
        let text = self.reading.text;
        let ends = |p: &&Passage| p.closed && text[p.inner].ends_with(|c| is_stop(c) || c == ',');
        let before = spoken.partition_point(|p| p.outer.start <= content.start);
        match spoken[..before].last().filter(ends) {
            Some(p) if content.start < p.outer.end => {
                Span::new(content.start, content.end.min(p.outer.end))
            }
            Some(p) if self.reading.is_mark(Span::new(p.outer.end, content.start)) => {
                Span::new(content.start, content.start)
            }
            _ => content,
        }
    }

    /// The parts of the parent's words that stand in `span`.
    fn words_in(&self, span: Span) -> impl Iterator<Item = Span> {
        let words = &self.parent.words;
        let from = words.partition_point(|w| w.end <= span.start);
        words[from..]
            .iter()
            .take_while(move |w| w.start < span.end)
            .map(move |w| Span::new(w.start.max(span.start), w.end.min(span.end)))
    }
}
