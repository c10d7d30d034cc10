//! The steps of the encoder, for [`Engine::dispatch`](super::dispatch::Engine::dispatch).

use super::attention::{self, Heads, Inputs};
use super::dispatch::Step;
use super::kernels::InstructionSet;
use super::layer::{Block, Layer, Scratch, layer_norm};
use crate::model::encoder::embedded::layer_norm::LayerNorm;

/// Before the first layer: embeds a block's pieces, normalizes and projects them.
pub(super) struct Start<'a, F> {
    pub(super) norm: &'a LayerNorm,
    pub(super) layer: &'a Layer,
    pub(super) heads: Heads,
    /// Writes a row of the block.
    pub(super) embed: F,
    pub(super) block: Block<'a>,
    pub(super) scratch: &'a mut Scratch,
}

impl<F: Fn(usize, &mut [f32])> Step for Start<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run<K: InstructionSet>(self, kernel: K) {
        let rows = self.block.hidden.chunks_exact_mut(self.heads.size());
        for (r, row) in rows.enumerate() {
            (self.embed)(r, row);
            layer_norm(row, self.norm);
        }
        self.layer.project(kernel, self.heads, self.block, self.scratch);
    }
}

/// One head of one window.
pub(super) struct Attend<'a> {
    pub(super) heads: Heads,
    pub(super) head: usize,
    pub(super) inputs: Inputs<'a>,
    pub(super) scratch: &'a mut attention::Scratch,
    pub(super) out: &'a mut [f32],
}

impl Step for Attend<'_> {
    type Output = ();

    #[inline(always)]
    fn run<K: InstructionSet>(self, kernel: K) {
        attention::attend(kernel, self.heads, self.head, self.inputs, self.scratch, self.out);
    }
}

/// After attention: the rest of a layer, and the next one's projections if there is a next one.
pub(super) struct Finish<'a, F> {
    pub(super) layer: &'a Layer,
    pub(super) next: Option<&'a Layer>,
    pub(super) heads: Heads,
    /// Writes a row of what attention made of the block.
    pub(super) mean: F,
    pub(super) block: Block<'a>,
    pub(super) scratch: &'a mut Scratch,
}

impl<F: Fn(usize, &mut [f32])> Step for Finish<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run<K: InstructionSet>(self, kernel: K) {
        self.layer.finish(kernel, self.block.hidden, self.scratch, self.mean);
        if let Some(next) = self.next {
            next.project(kernel, self.heads, self.block, self.scratch);
        }
    }
}
