//! Entities: tags become mentions, and the mentions of one thing become one entity.

mod bounds;
mod decode;
mod handles;
mod identity;
mod known;
mod missed;
mod substrings;
#[cfg(test)]
mod suite;

pub(crate) use handles::NameIndex;

use crate::error::Error;
use crate::kinds::{EntityKind, Gender};
use crate::limits::Allowance;
use crate::model::TagSpan;
use crate::text::{Reading, Span};

/// A tagged stretch of the text.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    pub(crate) span: Span,
    pub(crate) kind: EntityKind,
    pub(crate) score: f32,
    /// Index of its entity.
    pub(crate) entity: usize,
}

/// All mentions of one thing.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    /// What the text calls it.
    pub(crate) name: String,
    pub(crate) kind: EntityKind,
    /// Indices of its mentions, ascending.
    pub(crate) mentions: Vec<usize>,
    pub(crate) gender: Gender,
}

/// The named things of a text, both lists in the order of the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entities {
    pub(crate) mentions: Vec<Mention>,
    pub(crate) entities: Vec<Entity>,
}

impl Entities {
    /// The entities behind the tags of a text's words.
    pub(crate) fn find(
        reading: &Reading<'_>,
        tags: &[TagSpan<EntityKind>],
        allowance: &Allowance<'_>,
    ) -> Result<Self, Error> {
        let mentions = decode::mentions(reading, tags, allowance)?;
        identity::join(reading, mentions, allowance)
    }

    /// The mentions that share a byte with `span`.
    pub(crate) fn overlapping(&self, span: Span) -> &[Mention] {
        let from = self.mentions.partition_point(|m| m.span.end <= span.start);
        let to = self.mentions.partition_point(|m| m.span.start < span.end);
        &self.mentions[from..to.max(from)]
    }

    /// The first mention that ends after the byte at `offset`.
    pub(crate) fn ending_after(&self, offset: usize) -> Option<&Mention> {
        self.mentions.get(self.mentions.partition_point(|m| m.span.end <= offset))
    }

    /// The mentions that start inside `span`, with their indices.
    pub(crate) fn starting_in(
        &self,
        span: Span,
    ) -> impl DoubleEndedIterator<Item = (usize, &Mention)> {
        let from = self.mentions.partition_point(|m| m.span.start < span.start);
        let to = self.mentions.partition_point(|m| m.span.start < span.end);
        self.mentions.iter().enumerate().take(to).skip(from)
    }
}
