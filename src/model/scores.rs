//! What the heads make of each word, on the way from hidden states to tags.

use super::agreement::agree;
use super::bundle::Bundle;
use super::heads::{Head, Linear};
use super::labels::{ENTITY_KINDS, ROLE_KINDS};
use super::tags::{RoleTags, Tags};
use crate::kinds::Act;
use crate::text::Reading;

/// A head and the log-probabilities of its labels for each word so far.
#[derive(Debug)]
struct OfHead<'b> {
    head: &'b Head,
    log_probs: Vec<f32>,
}

impl<'b> OfHead<'b> {
    fn new(head: &'b Head, words: usize) -> Self {
        Self { head, log_probs: Vec::with_capacity(words * head.labels().len()) }
    }

    fn into_roles(self, starts_block: &[bool]) -> RoleTags {
        let labels = self.head.labels();
        let kinds = ROLE_KINDS.map(|(_, kind)| kind);
        RoleTags {
            spans: labels.decode(&self.log_probs, starts_block, &kinds),
            content: labels.last_kind(&self.log_probs),
        }
    }
}

/// What a bundle's heads make of the words of a text, which are added in their order.
#[derive(Debug)]
pub(super) struct Scores<'b> {
    entity: OfHead<'b>,
    /// The outer layer of roles, and the inner one.
    roles: [Option<OfHead<'b>>; 2],
    act: Option<(&'b Linear, Vec<f32>)>,
}

impl<'b> Scores<'b> {
    pub(super) fn new(bundle: &'b Bundle, words: usize) -> Self {
        Self {
            entity: OfHead::new(bundle.entity_head(), words),
            roles: [bundle.role_head(), bundle.inner_head()]
                .map(|head| head.map(|head| OfHead::new(head, words))),
            act: bundle.act_head().map(|head| (head, Vec::with_capacity(words * Act::ALL.len()))),
        }
    }

    fn of_heads(&mut self) -> impl Iterator<Item = &mut OfHead<'b>> {
        std::iter::once(&mut self.entity).chain(self.roles.iter_mut().flatten())
    }

    /// Adds a word by its hidden state.
    pub(super) fn add(&mut self, state: &[f32]) {
        for of in self.of_heads() {
            of.head.log_probs(state, &mut of.log_probs);
        }
        if let Some((head, log_probs)) = &mut self.act {
            head.log_probs(state, log_probs);
        }
    }

    /// Adds a word that the tokenizer drops.
    pub(super) fn add_outside(&mut self) {
        for of in self.of_heads() {
            of.head.outside(&mut of.log_probs);
        }
        if let Some((_, log_probs)) = &mut self.act {
            log_probs.extend([f32::NEG_INFINITY; Act::ALL.len()]);
        }
    }

    /// The tags of the words of `reading`, all of which were added.
    pub(super) fn into_tags(self, reading: &Reading<'_>, name_agreement: Option<f32>) -> Tags {
        let Self { entity: OfHead { head, mut log_probs }, roles, act } = self;
        if let Some(weight) = name_agreement {
            agree(reading.text, &reading.words, &mut log_probs, head.labels(), weight);
        }
        let kinds = ENTITY_KINDS.map(|(_, kind)| kind);
        let [outer, inner] =
            roles.map(|layer| layer.map(|of| of.into_roles(&reading.starts_block)));
        Tags {
            entities: head.labels().decode(&log_probs, &reading.starts_block, &kinds),
            roles: outer,
            inner,
            acts: act.map(|(_, log_probs)| {
                let (words, _) = log_probs.as_chunks::<{ Act::ALL.len() }>();
                words.iter().map(|word| word.map(f32::exp)).collect()
            }),
        }
    }
}
