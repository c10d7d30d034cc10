//! What is to be said of a quotation: how it stands, by whom, and where.

use super::compare::{Changed, Found, Matched};
use super::finding::Finding;
use super::names::{Named, same};
use super::quoted::Quoted;
use super::record::{Change, ChangeKind, Edit, Piece, Quotation, SaidBy, Verdict};
use super::source::Sources;
use super::speech::{Ear, Heard};
use super::statements::Places;
use super::words::each_word;
use crate::document::Document;
use crate::error::Error;
use crate::kinds::PhraseReason;
use crate::text::Span;

/// Judges the quotations of a draft.
#[derive(Debug)]
pub(super) struct Judge<'a, 's, 't> {
    draft: &'a Document<'t>,
    places: &'a Places,
    phrases: Vec<(Span, PhraseReason)>,
    sources: &'s Sources<'t>,
    ear: Ear<'a, 's, 't>,
}

/// A place with what is heard there.
struct Place {
    found: Found,
    heard: Vec<Heard>,
    said_by: SaidBy,
}

impl Place {
    /// Whether nothing better can be found.
    fn is_good(&self) -> bool {
        self.said_by == SaidBy::Same && !self.has_reporters()
    }

    fn has_reporters(&self) -> bool {
        self.heard.iter().any(|heard| !heard.reporters.is_empty())
    }
}

impl<'a, 's, 't> Judge<'a, 's, 't> {
    pub(super) fn new(
        draft: &'a Document<'t>,
        places: &'a Places,
        sources: &'s Sources<'t>,
        ear: Ear<'a, 's, 't>,
    ) -> Self {
        let phrases = draft.marked_phrases().map(|p| (p.span(), p.reason())).collect();
        Self { draft, places, phrases, sources, ear }
    }

    /// What a passage is that is no statement.
    fn phrase(&self, place: Span) -> Option<PhraseReason> {
        let next = self.phrases.partition_point(|(span, _)| span.end <= place.start);
        self.phrases.get(next).filter(|(span, _)| span.overlaps(place)).map(|(_, reason)| *reason)
    }

    pub(super) fn judge(&mut self, quoted: &Quoted, finding: Finding) -> Result<Quotation, Error> {
        let plain = self.draft.plain();
        let place = plain.to_input(quoted.whole());
        let statement = self.places.most_of(self.draft, place);
        let speakers = statement.map(Named::of).unwrap_or_default();
        let phrase = if statement.is_some() { None } else { self.phrase(place) };
        let parts = quoted.parts.iter().map(|part| &plain.text()[*part]);
        let mut out = Quotation {
            spans: quoted.parts.iter().map(|part| plain.to_input(*part)).collect(),
            text: parts.collect::<Vec<_>>().join(" "),
            verdict: Verdict::Absent,
            said_by: SaidBy::NotTold,
            speaker: shown(&speakers),
            source_speaker: None,
            phrase,
            pieces: Vec::new(),
            changes: Vec::new(),
            edits: Vec::new(),
            reporters: Vec::new(),
        };
        match finding {
            Finding::Nothing(nearest) => {
                let pieces = nearest.map(|found| found.pieces).unwrap_or_default();
                out.pieces = pieces.iter().filter_map(|piece| self.piece(piece, None)).collect();
            }
            Finding::Pieces(pieces) => {
                let found = Found { pieces, ..Found::default() };
                let place = self.place(found, &speakers)?;
                self.tell(&mut out, place, true);
            }
            Finding::Places(places) => {
                if let Some(place) = self.best(places, &speakers)? {
                    self.tell(&mut out, place, false);
                }
            }
        }
        Ok(out)
    }

    /// The place whose speaker is the draft's; else the first one that is speech; else the first.
    fn best(&mut self, places: Vec<Found>, speakers: &[Named]) -> Result<Option<Place>, Error> {
        let mut best: Option<Place> = None;
        let edits = places.first().map_or(0, |found| found.edits.len());
        for found in places.into_iter().take_while(|found| found.edits.len() <= edits) {
            let place = self.place(found, speakers)?;
            let is_better = match &best {
                None => true,
                Some(best) => place.is_good() || best.has_reporters() && !place.has_reporters(),
            };
            let is_good = place.is_good();
            if is_better {
                best = Some(place);
            }
            // Without a speaker in the draft no other place would be better.
            if is_good || speakers.is_empty() && best.as_ref().is_some_and(|b| !b.has_reporters()) {
                break;
            }
        }
        Ok(best)
    }

    fn place(&mut self, found: Found, speakers: &[Named]) -> Result<Place, Error> {
        let heard: Vec<Heard> =
            found.pieces.iter().map(|piece| self.ear.hear(piece)).collect::<Result<_, Error>>()?;
        let answers: Vec<Option<bool>> =
            heard.iter().map(|h| same(speakers, &h.speakers)).collect();
        let said_by = if answers.contains(&Some(false)) {
            SaidBy::Another
        } else if !answers.is_empty() && answers.iter().all(|answer| *answer == Some(true)) {
            SaidBy::Same
        } else {
            SaidBy::NotTold
        };
        Ok(Place { found, heard, said_by })
    }

    fn tell(&self, out: &mut Quotation, place: Place, is_stitched: bool) {
        let Place { found, heard, said_by } = place;
        out.verdict = if is_stitched || is_apart(&found, &heard) {
            Verdict::Stitched
        } else if found.verbatim {
            Verdict::Verbatim
        } else if found.edits.is_empty() {
            Verdict::AllowedChanges
        } else {
            Verdict::Altered
        };
        out.said_by = said_by;
        let mut speakers: Vec<Named> = Vec::new();
        for named in heard.iter().flat_map(|h| &h.speakers) {
            if speakers.iter().all(|known| known.name != named.name) {
                speakers.push(named.clone());
            }
        }
        out.source_speaker = shown(&speakers);
        out.reporters =
            found.pieces.iter().zip(&heard).flat_map(|(p, h)| self.reporters(p, h)).collect();
        let pieces = found.pieces.iter().zip(&heard);
        out.pieces = pieces.filter_map(|(piece, heard)| self.piece(piece, Some(heard))).collect();
        let change = |changed: &Changed<ChangeKind>| {
            let (draft, span) = self.spans(changed)?;
            Some(Change { kind: changed.kind, draft, source: changed.source, span })
        };
        out.changes = found.changes.iter().filter_map(change).collect();
        let edit = |changed| {
            let (draft, span) = self.spans(changed)?;
            let text = self.sources.texts().get(changed.source)?.plain.text();
            Some(Edit {
                kind: changed.kind,
                draft,
                draft_text: self.draft.plain().text()[changed.draft].to_owned(),
                source: changed.source,
                span,
                text: text[changed.span].to_owned(),
            })
        };
        out.edits = found.edits.iter().filter_map(edit).collect();
    }

    /// In the inputs of the draft and of the source.
    fn spans<K>(&self, changed: &Changed<K>) -> Option<(Span, Span)> {
        let text = self.sources.texts().get(changed.source)?;
        Some((self.draft.plain().to_input(changed.draft), text.plain.to_input(changed.span)))
    }

    fn piece(&self, matched: &Matched, heard: Option<&Heard>) -> Option<Piece> {
        let text = self.sources.texts().get(matched.source)?;
        Some(Piece {
            source: matched.source,
            span: text.plain.to_input(matched.span),
            draft: self.draft.plain().to_input(matched.draft),
            text: text.plain.text()[matched.span].to_owned(),
            speaker: heard.and_then(|heard| shown(&heard.speakers)),
        })
    }

    /// Where the reporter's words of a piece stand in the draft: counted by words, where both have
    /// as many, else all of the piece.
    fn reporters(&self, piece: &Matched, heard: &Heard) -> Vec<Span> {
        let Some(text) = self.sources.texts().get(piece.source) else { return Vec::new() };
        let (draft, source) = (self.draft.plain().text(), text.plain.text());
        let (mine, theirs) = (words_in(draft, piece.draft), words_in(source, piece.span));
        let in_draft = |reporter: &Span| {
            let own = theirs.iter().enumerate().filter(|(_, word)| reporter.covers(**word));
            let own = own.filter_map(|(at, _)| mine.get(at)).copied().reduce(Span::join);
            own.filter(|_| mine.len() == theirs.len()).unwrap_or(piece.draft)
        };
        heard.reporters.iter().map(in_draft).map(|span| self.draft.plain().to_input(span)).collect()
    }
}

fn words_in(text: &str, span: Span) -> Vec<Span> {
    let mut out = Vec::new();
    each_word(&text[span], |word| out.push(word.moved(0, span.start)));
    out
}

/// Whether pieces that one source has near each other are of statements that do not belong
/// together: of different speakers, or without a sign that something was left out.
fn is_apart(found: &Found, heard: &[Heard]) -> bool {
    heard.windows(2).zip(found.pieces.windows(2)).any(|(heard, pieces)| {
        let ([one, other], [before, behind]) = (heard, pieces) else { return false };
        let (Some(a), Some(b)) = (one.statement, other.statement) else { return false };
        let gap = Span::new(before.draft.end, behind.draft.start);
        let mut signs = found.changes.iter().filter(|c| c.kind == ChangeKind::LeftOut);
        let is_silent = !signs.any(|sign| gap.covers(sign.draft));
        a != b && (is_silent || same(&one.speakers, &other.speakers) != Some(true))
    })
}

/// "Ana Kovic and Ben Brandt".
fn shown(speakers: &[Named]) -> Option<String> {
    let names: Vec<&str> = speakers.iter().map(|speaker| speaker.name.as_str()).collect();
    match names.as_slice() {
        [] => None,
        [name] => Some((*name).to_owned()),
        [first @ .., last] => Some(format!("{} and {last}", first.join(", "))),
    }
}
