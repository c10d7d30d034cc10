//! What the scorer of links sees: a piece that asks for its cue, or a cue that asks for its source,
//! and each of those around that may be the answer.

use super::feature_table::features;
use crate::kinds::{Layer, StatementKind};
use crate::text::Span;

/// Asks for cues and sources: in which layer, what is looked for, and the place of the words that
/// look for it; an answer is its index among the layer's cues, or sources, and its place.
pub(crate) type Ranker<'a> = super::Ranker<'a, (Layer, Asked, Span), (usize, Span)>;

/// A question for a cue or source, and those that were thought of.
pub(crate) type Record = super::Record<(Layer, Asked, Span), (usize, Span)>;

/// Which words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The cue of a piece.
    Cue,
    /// The source of a cue.
    Source,
}

/// What kind of words a cue is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CueWords {
    pub(crate) says: bool,
    pub(crate) tells: bool,
    pub(crate) according: bool,
    pub(crate) participle: bool,
    pub(crate) phrase: bool,
}

/// A piece that asks for its cue, or a cue that asks for its source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Question {
    pub(crate) asked: Asked,
    /// Of a piece.
    pub(crate) kind: Option<StatementKind>,
    /// Of a cue.
    pub(crate) cue: CueWords,
    /// Whether quotation marks close right before it, and open right after it.
    pub(crate) marks: [bool; 2],
    /// Whether a piece ends right before it, and begins right after it.
    pub(crate) pieces: [bool; 2],
}

/// A cue or source that may be the answer.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LinkEnd {
    pub(crate) between: Between,
    /// Whether it stands before what asks.
    pub(crate) before: bool,
    pub(crate) overlaps: bool,
    /// How many candidates cost less.
    pub(crate) rank: usize,
    pub(crate) score: f32,
    /// Whether it costs another piece, or cue, less.
    pub(crate) nearer_to_another: bool,
    /// Of a cue.
    pub(crate) cue: CueWords,
    pub(crate) has_source: bool,
    pub(crate) source_before: bool,
    pub(crate) source_between: bool,
    /// Of a source.
    pub(crate) pronoun: bool,
    pub(crate) name: bool,
    pub(crate) phrase: bool,
}

const SENTENCE_PRICE: usize = 8;
const CUE_PRICE: usize = 6;
const PIECE_PRICE: usize = 5;
const COLON_PRICE: usize = 20;

/// What stands between two stretches of a block.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Between {
    /// Sentence bounds.
    pub(crate) crossings: usize,
    /// Words that belong to no cue, source or piece.
    pub(crate) words: usize,
    pub(crate) cues: usize,
    pub(crate) sources: usize,
    pub(crate) pieces: usize,
    /// Whether it begins with a colon.
    pub(crate) colon: bool,
    pub(crate) comma: bool,
}

impl Between {
    /// What it costs to connect the two: one for each word, and a price for what sets them apart.
    pub(crate) fn cost(&self) -> usize {
        let colon = if self.colon { COLON_PRICE } else { 0 };
        SENTENCE_PRICE * self.crossings
            + CUE_PRICE * self.cues
            + PIECE_PRICE * self.pieces
            + self.words
            + colon
    }
}

features! { q: Question, c: LinkEnd;
    "asks_cue" => q.asked == Asked::Cue,
    "asks_source" => q.asked == Asked::Source,
    "direct" => q.kind == Some(StatementKind::Direct),
    "mixed" => q.kind == Some(StatementKind::Mixed),
    "indirect" => q.kind == Some(StatementKind::Indirect),
    "asked_by_says" => q.cue.says,
    "asked_by_tells" => q.cue.tells,
    "asked_by_according" => q.cue.according,
    "asked_by_participle" => q.cue.participle,
    "asked_by_phrase" => q.cue.phrase,
    "marks_before" => q.marks[0],
    "marks_after" => q.marks[1],
    "piece_before" => q.pieces[0],
    "piece_after" => q.pieces[1];
    "before" => c.before,
    "overlaps" => c.overlaps,
    "no_words" => c.between.words == 0,
    "one_word" => c.between.words == 1,
    "two_words" => c.between.words == 2,
    "few_words" => (3..5).contains(&c.between.words),
    "some_words" => (5..9).contains(&c.between.words),
    "many_words" => (9..17).contains(&c.between.words),
    "most_words" => c.between.words >= 17,
    "words" => (1.0 + c.between.words as f32).ln() / 4.0,
    "same_sentence" => c.between.crossings == 0,
    "next_sentence" => c.between.crossings == 1,
    "another_sentence" => c.between.crossings > 1,
    "no_cue_between" => c.between.cues == 0,
    "cues_between" => c.between.cues.min(3) as f32 / 3.0,
    "no_source_between" => c.between.sources == 0,
    "sources_between" => c.between.sources.min(3) as f32 / 3.0,
    "no_piece_between" => c.between.pieces == 0,
    "pieces_between" => c.between.pieces.min(3) as f32 / 3.0,
    "colon" => c.between.colon,
    "comma" => c.between.comma,
    "cost" => c.between.cost().min(40) as f32 / 20.0,
    "cheapest" => c.rank == 0,
    "second" => c.rank == 1,
    "score" => c.score,
    "nearer_to_another" => c.nearer_to_another,
    "says" => c.cue.says,
    "tells" => c.cue.tells,
    "according" => c.cue.according,
    "participle" => c.cue.participle,
    "phrase" => c.cue.phrase,
    "has_source" => c.has_source,
    "source_before" => c.source_before,
    "source_between" => c.source_between,
    "pronoun" => c.pronoun,
    "name" => c.name,
    "nominal" => c.phrase,
}
