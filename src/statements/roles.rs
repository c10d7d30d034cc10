//! Role tags as spans of the text.

use crate::document::EntityKind;
use crate::entities::{Entities, is_title};
use crate::model::TagSpan;
use crate::text::{Span, Word};

/// A stretch that the role head tags.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct RoleSpan {
    pub(crate) span: Span,
    /// Mean probability of its tags.
    pub(crate) score: f32,
}

/// The role head's three kinds of spans, each in the order of the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    pub(crate) sources: Vec<RoleSpan>,
    pub(crate) cues: Vec<RoleSpan>,
    pub(crate) contents: Vec<RoleSpan>,
}

impl Roles {
    /// The role head's kinds are source, cue and content, in this order, as the bundle has checked.
    pub(crate) fn new(words: &[Word], tags: &[TagSpan]) -> Self {
        let mut out = Self::default();
        for tag in tags {
            let (Some(first), Some(last)) = (words.get(tag.first), tag.last.checked_sub(1).and_then(|l| words.get(l))) else { continue };
            let role = RoleSpan { span: first.span.join(last.span), score: tag.score };
            match tag.kind {
                0 => out.sources.push(role),
                1 => out.cues.push(role),
                _ => out.contents.push(role),
            }
        }
        out
    }

    /// Sources as whole names: one that stops inside a mention, or right before the name that its title belongs to, takes it in.
    #[must_use]
    pub(crate) fn with_whole_names(mut self, text: &str, entities: &Entities) -> Self {
        let taken: Vec<Span> = self.cues.iter().chain(&self.contents).map(|r| r.span).collect();
        let next_start: Vec<usize> = self.sources.iter().skip(1).map(|s| s.span.start).chain([usize::MAX]).collect();
        for (source, next) in self.sources.iter_mut().zip(next_start) {
            if let Some(end) = noun_after_determiner(text, source.span)
                && end <= next
                && !taken.iter().any(|t| t.overlaps(Span::new(source.span.end, end)))
            {
                source.span.end = end;
            }
            let at = entities.mentions.partition_point(|m| m.span.end < source.span.end + 1);
            let Some(mention) = entities.mentions.get(at).filter(|m| m.span.end > source.span.end) else { continue };
            let cut = mention.span.start < source.span.end;
            let titled = mention.kind == EntityKind::Person
                && text.get(source.span.end..mention.span.start).is_some_and(|gap| gap == " ")
                && text[source.span].split_whitespace().next_back().is_some_and(is_title);
            let free = mention.span.end <= next && !taken.iter().any(|t| t.overlaps(Span::new(source.span.end, mention.span.end)));
            if (cut || titled) && free {
                source.span.end = mention.span.end;
            }
        }
        self
    }
}

/// Where the nominal ends whose determiner a source stops at ("According to the | regional police, …"): at the next mark.
fn noun_after_determiner(text: &str, source: Span) -> Option<usize> {
    const DETERMINERS: [&str; 8] = ["the", "a", "an", "his", "her", "their", "its", "another"];
    const LONGEST: usize = 4;
    let last = text[source].split_whitespace().next_back()?;
    if !DETERMINERS.contains(&last.to_lowercase().as_str()) {
        return None;
    }
    let rest = &text[source.end..];
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == ' ' || c == '-'))?;
    let words = rest[..end].split_whitespace().count();
    (rest.starts_with(' ') && (1..=LONGEST).contains(&words)).then(|| source.end + rest[..end].trim_end().len())
}

/// The spans of `list` (ascending, not overlapping) that overlap `span`.
pub(super) fn overlapping(list: &[RoleSpan], span: Span) -> &[RoleSpan] {
    let from = list.partition_point(|r| r.span.end <= span.start);
    let to = list.partition_point(|r| r.span.start < span.end);
    &list[from..to.max(from)]
}
