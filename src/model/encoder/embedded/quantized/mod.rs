//! The fast pass: int8 products, and everything between them vectorized.
//!
//! Weights are int8 with a scale for each output, as the bundle holds them; rows of activations are
//! quantized to 7 bits as they come, each with its own scale and offset. Hidden states stay f32 and
//! are where the caller wants them from the start: no window is padded, and a row's numbers do not
//! depend on which rows are computed with it, so the result is the same for any number of threads
//! and any batch.

mod attention;
mod buffer;
mod dispatch;
mod kernels;
mod layer;
mod linear;
mod panels;
mod peak;
mod product;
mod quantize;
mod steps;

use std::cell::RefCell;
use std::num::NonZero;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use std::thread;

use rayon::prelude::*;

use super::Kernel;
use super::embeddings::Embeddings;
use crate::error::Error;
use crate::model::bundle::Bundle;
use crate::model::encoder::Window;
use crate::model::side_by_side::side_by_side;
use attention::{Heads, Inputs};
use buffer::Buffer;
use dispatch::Engine;
use layer::{Block, Layer};
use quantize::Wide;

use steps::{Attend, Finish, Start};

pub(super) use peak::measure_peak;

/// Windows that go through the layers together have at least this many pieces, if there are as
/// many: so that the weights are read once for all of them.
const GROUP_ROWS: usize = 256;

/// Blocks are no smaller than this, however many threads there are.
const LEAST_ROWS: usize = 16;

#[derive(Debug)]
pub(super) struct Quantized {
    engine: Engine,
    heads: Heads,
    embeddings: Embeddings,
    layers: Vec<Layer>,
    /// What groups of windows have used and left for the next ones.
    workspaces: Mutex<Vec<Workspace>>,
}

/// What a group of windows needs on its way through the layers.
#[derive(Debug, Default)]
struct Workspace {
    /// Queries, keys and values of every piece, and what their units are worth.
    bytes: Buffer<u8>,
    scales: Buffer<f32>,
    /// What attention has found: for each window in turn, for each head, a row for each piece.
    means: Buffer<f32>,
}

thread_local! {
    /// Scratch for one step. No step runs inside another, so the borrow never fails.
    static SCRATCH: RefCell<(layer::Scratch, attention::Scratch)> = RefCell::default();
}

/// The layers of `range`, so many beside each other as there are threads: to pack their weights is
/// most of what an encoder needs to be ready. How many layers there are, a stranger's file may say.
fn read_layers(
    range: Range<usize>,
    threads: usize,
    read: &(impl Fn(usize) -> Result<Layer, Error> + Sync),
) -> Result<Vec<Layer>, Error> {
    if range.len() < 2 || threads < 2 {
        return range.map(read).collect();
    }
    let middle = range.start + range.len() / 2;
    let (first, second) = side_by_side(
        || read_layers(range.start..middle, threads / 2, read),
        || read_layers(middle..range.end, threads.div_ceil(2), read),
    );
    let mut layers = first?;
    layers.extend(second?);
    Ok(layers)
}

/// Whether the processor can run `kernel`.
pub(super) fn is_available(kernel: Kernel) -> bool {
    Engine::new(kernel).is_some()
}

impl Quantized {
    pub(super) fn read(kernel: Kernel, bundle: &Bundle) -> Result<Self, Error> {
        let (config, tensors, wide) =
            (bundle.config(), bundle.tensors()?, Wide::new(bundle.wide_channels()));
        let engine = Engine::new(kernel).ok_or_else(|| {
            Error::config(format!("this processor cannot run the kernel {kernel}"))
        })?;
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        Ok(Self {
            engine,
            heads: Heads {
                count: config.num_attention_heads,
                width: config.hidden_size / config.num_attention_heads,
            },
            embeddings: Embeddings::read(bundle, &tensors)?,
            layers: read_layers(0..config.num_hidden_layers, threads, &|i| {
                Layer::read(config, &tensors, i, &wide, engine.shape().depth_step)
            })?,
            workspaces: Mutex::default(),
        })
    }

    /// Fills `hidden`, a row of hidden states for each piece of the windows in turn.
    pub(super) fn encode(&self, windows: &[Window<'_>], hidden: &mut [f32]) {
        let rows = pieces(windows);
        let share = rows.div_ceil(rayon::current_num_threads()).next_multiple_of(LEAST_ROWS);
        let block = share.clamp(LEAST_ROWS, self.engine.shape().block_rows);
        // Moves to a thread of the pool once, not for every step.
        rayon::scope(|_| self.spread(windows, hidden, block));
    }

    /// Shares the windows out in groups.
    fn spread(&self, windows: &[Window<'_>], hidden: &mut [f32], block: usize) {
        let rows = pieces(windows);
        if windows.len() > 1 && rows > GROUP_ROWS {
            let middle = middle(windows);
            let (left, right) = windows.split_at(middle);
            let (mine, others) = hidden.split_at_mut(pieces(left) * self.heads.size());
            rayon::join(|| self.spread(left, mine, block), || self.spread(right, others, block));
        } else if rows > 0 {
            let mut workspace = self
                .workspaces
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop()
                .unwrap_or_default();
            self.forward(windows, hidden, block, &mut workspace);
            self.workspaces.lock().unwrap_or_else(PoisonError::into_inner).push(workspace);
        }
    }

    /// A group of windows through all layers, in blocks of rows.
    fn forward(
        &self,
        windows: &[Window<'_>],
        hidden: &mut [f32],
        block: usize,
        workspace: &mut Workspace,
    ) {
        let (size, count) = (self.heads.size(), self.heads.count);
        let rows = pieces(windows);
        // A kernel may read a step of rows more than there are, and the last of them to its own
        // depth.
        let room =
            (rows + self.engine.shape().row_step) * 3 * size + self.engine.shape().depth_step;
        let bytes = workspace.bytes.get(room);
        let scales = workspace.scales.get(rows * 3 * count);
        let means = workspace.means.get(rows * size);
        for step in 0..=self.layers.len() {
            hidden
                .par_chunks_mut(block * size)
                .zip(bytes[..rows * 3 * size].par_chunks_mut(block * 3 * size))
                .zip(scales.par_chunks_mut(block * 3 * count))
                .enumerate()
                .for_each(|(i, ((hidden, bytes), scales))| {
                    let rows = Block { hidden, bytes, scales };
                    let next = self.layers.get(step);
                    SCRATCH.with_borrow_mut(|(scratch, _)| match step.checked_sub(1) {
                        None => {
                            let embed = |r: usize, row: &mut [f32]| {
                                let (window, _, piece) = locate(windows, i * block + r);
                                self.embeddings.embed(window, piece, row);
                            };
                            self.engine.dispatch(Start {
                                norm: &self.embeddings.norm,
                                layer: &self.layers[0],
                                heads: self.heads,
                                embed,
                                block: rows,
                                scratch,
                            });
                        }
                        Some(last) => {
                            let mean = |r: usize, row: &mut [f32]| {
                                self.gather(windows, means, i * block + r, row)
                            };
                            self.engine.dispatch(Finish {
                                layer: &self.layers[last],
                                next,
                                heads: self.heads,
                                mean,
                                block: rows,
                                scratch,
                            });
                        }
                    });
                });
            if step < self.layers.len() {
                self.attend(windows, bytes, scales, means);
            }
        }
    }

    /// All heads of all `windows`.
    fn attend(&self, windows: &[Window<'_>], bytes: &[u8], scales: &[f32], means: &mut [f32]) {
        match windows {
            [] => {}
            [window] => {
                let pieces = window.ids.len();
                let inputs = Inputs { bytes, scales, pieces };
                means.par_chunks_mut((pieces * self.heads.width).max(1)).enumerate().for_each(
                    |(head, out)| {
                        SCRATCH.with_borrow_mut(|(_, scratch)| {
                            self.engine.dispatch(Attend {
                                heads: self.heads,
                                head,
                                inputs,
                                scratch,
                                out,
                            });
                        });
                    },
                );
            }
            _ => {
                let (left, right) = windows.split_at(middle(windows));
                let rows = pieces(left);
                let (mine, others) = means.split_at_mut(rows * self.heads.size());
                let (bytes_right, scales_right) = (
                    &bytes[rows * 3 * self.heads.size()..],
                    &scales[rows * 3 * self.heads.count..],
                );
                rayon::join(
                    || self.attend(left, bytes, scales, mine),
                    || self.attend(right, bytes_right, scales_right, others),
                );
            }
        }
    }

    /// What attention has found for row `row` of the group, all heads side by side.
    fn gather(&self, windows: &[Window<'_>], means: &[f32], row: usize, out: &mut [f32]) {
        let (window, start, piece) = locate(windows, row);
        let pieces = window.ids.len();
        let means = &means[start * self.heads.size()..];
        for (head, out) in out.chunks_exact_mut(self.heads.width).enumerate() {
            out.copy_from_slice(
                &means[(head * pieces + piece) * self.heads.width..][..self.heads.width],
            );
        }
    }
}

fn pieces(windows: &[Window<'_>]) -> usize {
    windows.iter().map(|w| w.ids.len()).sum()
}

/// Where to cut `windows`, two or more, so that both sides have about the same number of pieces and
/// neither is empty.
fn middle(windows: &[Window<'_>]) -> usize {
    let half = pieces(windows) / 2;
    let mut seen = 0;
    let cut = windows.iter().position(|w| {
        seen += w.ids.len();
        seen >= half
    });
    cut.map_or(1, |i| i + 1).clamp(1, windows.len() - 1)
}

/// The window that row `row` of a group belongs to, the window's first row, and the piece's place
/// in it.
#[expect(clippy::unreachable, reason = "the group's rows are those of its windows")]
fn locate<'w, 'a>(windows: &'w [Window<'a>], row: usize) -> (&'w Window<'a>, usize, usize) {
    let mut start = 0;
    for window in windows {
        if row < start + window.ids.len() {
            return (window, start, row - start);
        }
        start += window.ids.len();
    }
    unreachable!("a row of the group")
}
