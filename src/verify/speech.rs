//! Who says what stands in a source: the extractor reads it around a place, and no more.

use std::cmp::Reverse;

use super::compare::Matched;
use super::names::Named;
use super::source::{Sources, Text};
use super::statements::Places;
use super::words::is_letter;
use crate::document::Document;
use crate::error::Error;
use crate::extractor::Extractor;
use crate::input::Input;
use crate::limits::{Cancel, Limits};
use crate::text::{InputFormat, Span};

/// Up to this many bytes before a place all is read: articles name people where they begin.
const WHOLE: usize = 12_000;
/// How much is read before a place that is farther on, and behind each, in bytes.
const BEFORE: usize = 6_000;
const BEHIND: usize = 500;

/// So many bytes, and parts that overlap are no longer read as one.
const LONGEST: usize = 8 * BEFORE;

/// What a piece is in its source.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Heard {
    /// Who says it, where the source names them.
    pub(super) speakers: Vec<Named>,
    /// The statement that it stands in, if any: what was read, and which of its statements.
    pub(super) statement: Option<(usize, usize)>,
    /// What of it are the reporter's words, in the plain text.
    pub(super) reporters: Vec<Span>,
}

/// A part of a source that was read.
#[derive(Debug)]
struct Around<'t> {
    source: usize,
    /// Where it stands in the input.
    span: Span,
    document: Document<'t>,
    places: Places,
}

/// Reads sources, each part once.
#[derive(Debug)]
pub(super) struct Ear<'a, 's, 't> {
    extractor: &'a Extractor,
    sources: &'s Sources<'t>,
    limits: Limits,
    cancel: Option<&'s Cancel>,
    read: Vec<Around<'s>>,
}

impl<'a, 's, 't> Ear<'a, 's, 't> {
    pub(super) fn new(
        extractor: &'a Extractor,
        sources: &'s Sources<'t>,
        limits: Limits,
        cancel: Option<&'s Cancel>,
    ) -> Self {
        Self { extractor, sources, limits, cancel, read: Vec::new() }
    }

    /// Reads what is around all of `pieces`, several parts at a time.
    pub(super) fn prepare(&mut self, pieces: &[Matched]) -> Result<(), Error> {
        let wanted = unread(self.sources.texts(), &self.read, pieces);
        let inputs: Vec<Input<'s>> =
            wanted.iter().map(|(source, span)| self.input(*source, *span)).collect();
        for ((source, span), document) in wanted.into_iter().zip(self.extractor.extract_all(inputs))
        {
            let document = document?;
            self.read.push(Around { source, span, places: Places::of(&document), document });
        }
        Ok(())
    }

    fn input(&self, source: usize, span: Span) -> Input<'s> {
        let Some(text) = self.sources.texts().get(source) else { return Input::new("") };
        let whole: &'s str = text.plain.input();
        let part = whole.get(span.range()).unwrap_or_default();
        let out = Input::new(part).format(text.plain.format()).limits(self.limits);
        match self.cancel {
            Some(cancel) => out.cancel(cancel),
            None => out,
        }
    }

    pub(super) fn hear(&mut self, piece: &Matched) -> Result<Heard, Error> {
        self.prepare(std::slice::from_ref(piece))?;
        let Some(text) = self.sources.texts().get(piece.source) else {
            return Ok(Heard::default());
        };
        if let Some(speaker) = &text.speaker {
            return Ok(Heard { speakers: vec![Named::by_name(speaker)], ..Heard::default() });
        }
        let place = text.plain.to_input(piece.span);
        let found = self
            .read
            .iter()
            .enumerate()
            .find(|(_, a)| a.source == piece.source && is_inside(place, a.span, text));
        let Some((number, around)) = found else { return Ok(Heard::default()) };
        let statement = around.places.most_of(&around.document, place.moved(around.span.start, 0));
        Ok(Heard {
            speakers: statement.map(Named::of).unwrap_or_default(),
            statement: statement.map(|s| (number, s.index())),
            reporters: reporters(text, piece, around),
        })
    }
}

/// Whether two parts overlap, and are not too long together.
fn is_one_part(one: Span, other: Span) -> bool {
    one.end >= other.start && other.end >= one.start && one.join(other).len() <= LONGEST
}

/// The parts that are to be read for `pieces`, beside those that were read.
fn unread(texts: &[Text<'_>], read: &[Around<'_>], pieces: &[Matched]) -> Vec<(usize, Span)> {
    let mut places: Vec<(usize, Span)> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match texts.get(piece.source) {
            Some(text) if text.speaker.is_none() => {
                places.push((piece.source, text.plain.to_input(piece.span)));
            }
            _ => {}
        }
    }
    // From the last to the first: what is read before one is read for those that stand there.
    places.sort_unstable_by_key(|(source, place)| (*source, Reverse(place.start)));
    let mut out: Vec<(usize, Span)> = Vec::new();
    for (source, place) in places {
        let Some(text) = texts.get(source) else { continue };
        let has = |other: usize, span: Span| other == source && is_inside(place, span, text);
        let is_there = read.iter().any(|a| has(a.source, a.span))
            || out.iter().any(|(source, span)| has(*source, *span));
        if is_there {
            continue;
        }
        let span = around(text, place);
        match out.last_mut() {
            Some((other, next)) if *other == source && is_one_part(span, *next) => {
                *next = next.join(span);
            }
            _ => out.push((source, span)),
        }
    }
    out
}

/// What of a piece stands outside of all marks, and is not shown as speech in another way.
fn reporters(text: &Text<'_>, piece: &Matched, around: &Around<'_>) -> Vec<Span> {
    if text.is_all_speech() {
        return Vec::new();
    }
    let plain = text.plain.text();
    let mut outside = Vec::new();
    let mut from = piece.span.start;
    for passage in text.passages().outermost_touching(piece.span) {
        outside.push(Span::new(from, passage.outer.start.max(from)));
        from = from.max(passage.outer.end);
    }
    outside.push(Span::new(from, piece.span.end.max(from)));
    let trimmed = outside.into_iter().map(|span| span.trim(plain, |c| !is_letter(c)));
    let is_told = |span: &Span| {
        let place = text.plain.to_input(*span);
        let own = place.moved(around.span.start, 0);
        around.places.is_direct(&around.document, own, false)
    };
    trimmed.filter(|span| !span.is_empty() && !is_told(span)).collect()
}

/// Whether a place is far enough inside of what was read.
fn is_inside(place: Span, span: Span, text: &Text<'_>) -> bool {
    let begins = span.start == 0 || span.start + BEFORE / 2 <= place.start;
    let ends = span.end == text.plain.input().len() || place.end + BEHIND / 2 <= span.end;
    span.covers(place) && begins && ends
}

/// The blocks around a place of the input, from the end of one to the end of another. A page is read
/// whole: in a part of it nobody finds the article.
fn around(text: &Text<'_>, place: Span) -> Span {
    let input = text.plain.input();
    if text.plain.format() == InputFormat::Page {
        return Span::new(0, input.len());
    }
    let (from, to) = (place.start.saturating_sub(BEFORE), place.end.saturating_add(BEHIND));
    let ends = |wanted: usize, after: bool| {
        let blocks = text.plain.blocks();
        let end = |at: usize| blocks.get(at).map(|b| text.plain.to_input(b.span).end);
        let (mut low, mut high) = (0, blocks.len());
        while low < high {
            let middle = low.midpoint(high);
            if end(middle).is_some_and(|end| end < wanted) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        if after { end(low) } else { low.checked_sub(1).and_then(end) }
    };
    let start = ends(from, false).filter(|_| place.start > WHOLE).unwrap_or(0).min(place.start);
    // A block may be as long as a book.
    let start = if place.start - start > WHOLE { from } else { start };
    let end = ends(to, true).unwrap_or(input.len()).max(place.end);
    let end = if end - place.end > 2 * BEFORE { to } else { end };
    Span::new(start, end.min(input.len())).at_characters(input)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::Source;

    #[test]
    fn of_a_long_source_no_part_is_read_many_times() {
        let line = "“We will not wait,” said Ana Kovic of it.\n\n";
        let text = line.repeat(2000);
        let sources = Sources::new([Source::new("a", &text)]).expect("within all limits");
        let words = "We will not wait".len();
        let piece = |line_number: usize| {
            let start = line_number * line.len() + "“".len();
            let span = Span::new(start, start + words);
            Matched { source: 0, draft: Span::default(), span }
        };
        for all in [(0..2000).map(piece).collect(), (0..2000).rev().map(piece).collect()] {
            let pieces: Vec<Matched> = all;
            let parts = unread(sources.texts(), &[], &pieces);
            let read: usize = parts.iter().map(|(_, span)| span.len()).sum();
            assert!(4 * read < 5 * text.len(), "{read} of {} bytes", text.len());
            for piece in pieces {
                let is_in =
                    |(_, part): &(usize, Span)| is_inside(piece.span, *part, &sources.texts()[0]);
                assert!(parts.iter().any(is_in), "{:?}", piece.span);
            }
        }
    }
}
