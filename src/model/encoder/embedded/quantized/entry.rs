//! Where the kernels are chosen: each step of the encoder, compiled once for each instruction set.
//!
//! Everything that a step calls is inlined into it, so the compiler vectorizes it for the features
//! that are enabled here.

use super::attention::{self, Heads, Inputs};
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
use super::kernels::Amx;
#[cfg(target_arch = "x86_64")]
use super::kernels::{Avx2, Avx512Vnni, AvxVnni};
use super::kernels::{Kernel, Portable, Tile};
use super::layer::{Block, Layer, Scratch, layer_norm};
use super::product::{At, Left, product};
use crate::model::encoder::embedded::Kernel as Choice;
use crate::model::encoder::embedded::layer_norm::LayerNorm;

/// A kernel that this processor can run.
#[derive(Clone, Copy, Debug)]
pub(super) enum Engine {
    Portable(Portable),
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    #[cfg(target_arch = "x86_64")]
    AvxVnni(AvxVnni),
    #[cfg(target_arch = "x86_64")]
    Avx512Vnni(Avx512Vnni),
    #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
    Amx(Amx),
}

/// Evaluates `$body` with `$kernel` bound to the engine's kernel.
macro_rules! with_kernel {
    ($engine:expr, $kernel:ident => $body:expr) => {
        match $engine {
            Engine::Portable($kernel) => $body,
            #[cfg(target_arch = "x86_64")]
            Engine::Avx2($kernel) => $body,
            #[cfg(target_arch = "x86_64")]
            Engine::AvxVnni($kernel) => $body,
            #[cfg(target_arch = "x86_64")]
            Engine::Avx512Vnni($kernel) => $body,
            #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
            Engine::Amx($kernel) => $body,
        }
    };
}

impl Engine {
    /// The engine for `choice`, if that is one of these and the processor has it.
    pub(super) fn new(choice: Choice) -> Option<Self> {
        match choice {
            Choice::Portable => Some(Self::Portable(Portable)),
            #[cfg(target_arch = "x86_64")]
            Choice::Avx2 => Avx2::detect().map(Self::Avx2),
            #[cfg(target_arch = "x86_64")]
            Choice::AvxVnni => AvxVnni::detect().map(Self::AvxVnni),
            #[cfg(target_arch = "x86_64")]
            Choice::Avx512Vnni => Avx512Vnni::detect().map(Self::Avx512Vnni),
            #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
            Choice::Amx => Amx::detect().map(Self::Amx),
            _ => None,
        }
    }

    pub(super) fn depth_step(self) -> usize {
        fn of<K: Kernel>(_: K) -> usize {
            K::DEPTH_STEP
        }
        with_kernel!(self, kernel => of(kernel))
    }

    /// Rows that a kernel may read after the last one.
    pub(super) fn row_step(self) -> usize {
        fn of<K: Kernel>(_: K) -> usize {
            K::ROW_STEP
        }
        with_kernel!(self, kernel => of(kernel))
    }

    pub(super) fn block_rows(self) -> usize {
        fn of<K: Kernel>(_: K) -> usize {
            K::BLOCK_ROWS
        }
        with_kernel!(self, kernel => of(kernel))
    }
}

/// A step that runs on an engine: `fn name(engine, arguments) = body`, where the body takes the
/// kernel in the engine's place.
macro_rules! step {
    ($(#[$doc:meta])* fn $name:ident $(<$generic:ident: $bound:path>)? ($($arg:ident: $kind:ty),* $(,)?) = $body:path) => {
        $(#[$doc])*
        pub(super) fn $name $(<$generic: $bound>)? (engine: Engine, $($arg: $kind),*) {
            match engine {
                Engine::Portable(kernel) => $body(kernel, $($arg),*),
                #[cfg(target_arch = "x86_64")]
                Engine::Avx2(kernel) => {
                    #[target_feature(enable = "avx2")]
                    fn run $(<$generic: $bound>)? (kernel: Avx2, $($arg: $kind),*) {
                        $body(kernel, $($arg),*);
                    }
                    // SAFETY: the kernel is the proof that the processor has these features.
                    unsafe { run(kernel, $($arg),*) }
                }
                #[cfg(target_arch = "x86_64")]
                Engine::AvxVnni(kernel) => {
                    #[target_feature(enable = "avx2,avxvnni")]
                    fn run $(<$generic: $bound>)? (kernel: AvxVnni, $($arg: $kind),*) {
                        $body(kernel, $($arg),*);
                    }
                    // SAFETY: the kernel is the proof that the processor has these features.
                    unsafe { run(kernel, $($arg),*) }
                }
                #[cfg(target_arch = "x86_64")]
                Engine::Avx512Vnni(kernel) => {
                    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
                    fn run $(<$generic: $bound>)? (kernel: Avx512Vnni, $($arg: $kind),*) {
                        $body(kernel, $($arg),*);
                    }
                    // SAFETY: the kernel is the proof that the processor has these features.
                    unsafe { run(kernel, $($arg),*) }
                }
                #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
                Engine::Amx(kernel) => {
                    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
                    fn run $(<$generic: $bound>)? (kernel: Amx, $($arg: $kind),*) {
                        $body(kernel, $($arg),*);
                    }
                    // SAFETY: the kernel is the proof that the processor has these features,
                    // besides the tiles.
                    unsafe { run(kernel, $($arg),*) }
                }
            }
        }
    };
}

step! {
    /// Before the first layer: embeds a block's pieces, normalizes and projects them.
    fn start<F: Fill>(first: First<'_>, heads: Heads, embed: F, block: Block<'_>, scratch: &mut Scratch) = start_with
}

step! {
    /// One head of one window.
    fn attend(heads: Heads, head: usize, inputs: Inputs<'_>, scratch: &mut attention::Scratch, out: &mut [f32]) = attention::attend
}

step! {
    /// After attention: the rest of a layer, and the next one's projections if there is a next one.
    fn finish<F: Fill>(layer: &Layer, next: Option<&Layer>, heads: Heads, mean: F, block: Block<'_>, scratch: &mut Scratch) = finish_with
}

step! {
    /// A product alone.
    fn multiply<F: Take>(left: Left<'_>, right: &[i8], depth: usize, each: F) = product
}

/// Writes a row of a block.
pub(super) trait Fill: Fn(usize, &mut [f32]) {}

impl<F: Fn(usize, &mut [f32])> Fill for F {}

/// Takes a tile of a product.
pub(super) trait Take: FnMut(At, &Tile) {}

impl<F: FnMut(At, &Tile)> Take for F {}

/// What [`start`] needs of the weights.
#[derive(Clone, Copy, Debug)]
pub(super) struct First<'a> {
    pub(super) norm: &'a LayerNorm,
    pub(super) layer: &'a Layer,
}

#[inline(always)]
fn start_with<K: Kernel, F: Fill>(
    kernel: K,
    first: First<'_>,
    heads: Heads,
    embed: F,
    block: Block<'_>,
    scratch: &mut Scratch,
) {
    for (r, row) in block.hidden.chunks_exact_mut(heads.size()).enumerate() {
        embed(r, row);
        layer_norm(row, first.norm);
    }
    first.layer.project(kernel, heads, block, scratch);
}

#[inline(always)]
fn finish_with<K: Kernel, F: Fill>(
    kernel: K,
    layer: &Layer,
    next: Option<&Layer>,
    heads: Heads,
    mean: F,
    block: Block<'_>,
    scratch: &mut Scratch,
) {
    layer.finish(kernel, block.hidden, scratch, mean);
    if let Some(next) = next {
        next.project(kernel, heads, block, scratch);
    }
}
