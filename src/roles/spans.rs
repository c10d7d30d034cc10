//! Role tags as spans of the text.

use crate::kinds::Role;
use crate::model::RoleTags;
use crate::text::{Span, Word};

/// A stretch that the role head tags.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct RoleSpan {
    pub(crate) span: Span,
    /// Mean probability of its tags.
    pub(crate) score: f32,
}

/// The three kinds of spans, each in the order of the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    pub(crate) sources: Vec<RoleSpan>,
    pub(crate) cues: Vec<RoleSpan>,
    pub(crate) contents: Vec<RoleSpan>,
    /// For each word of the text, the probability that it is content.
    pub(crate) content_of_word: Vec<f32>,
}

impl Roles {
    pub(super) fn tagged(words: &[Word], tags: RoleTags) -> Self {
        let mut out = Self { content_of_word: tags.content, ..Self::default() };
        for tag in &tags.spans {
            let (Some(first), Some(last)) =
                (words.get(tag.first), tag.last.checked_sub(1).and_then(|l| words.get(l)))
            else {
                continue;
            };
            let role = RoleSpan { span: first.span.join(last.span), score: tag.score };
            match tag.kind {
                Role::Source => out.sources.push(role),
                Role::Cue => out.cues.push(role),
                Role::Content => out.contents.push(role),
            }
        }
        out
    }

    /// Adds a source, in its place.
    pub(super) fn add_source(&mut self, source: RoleSpan) {
        insert(&mut self.sources, source);
    }

    /// Adds a content, in its place.
    pub(super) fn add_content(&mut self, content: RoleSpan) {
        insert(&mut self.contents, content);
    }

    /// Adds a cue, in its place.
    pub(super) fn add_cue(&mut self, cue: RoleSpan) {
        insert(&mut self.cues, cue);
    }
}

fn insert(list: &mut Vec<RoleSpan>, role: RoleSpan) {
    list.insert(list.partition_point(|r| r.span < role.span), role);
}

/// The spans of `list` (ascending, not overlapping) that overlap `span`.
pub(crate) fn overlapping(list: &[RoleSpan], span: Span) -> &[RoleSpan] {
    let from = list.partition_point(|r| r.span.end <= span.start);
    let to = list.partition_point(|r| r.span.start < span.end);
    &list[from..to.max(from)]
}

/// Whether no cue and no content of `roles` overlaps `span`.
pub(super) fn free(roles: &Roles, span: Span) -> bool {
    overlapping(&roles.cues, span).is_empty() && overlapping(&roles.contents, span).is_empty()
}
