//! An encoder that says anything at all. Its hidden states are made of the heads' own rows, so that
//! every word gets tags, picked by the piece and its next neighbours. It is hundreds of times as
//! fast as a real one and meets the code behind it with tags that no model gives.

use dixit::{Encoder, Error, Extractor, ExtractorBuilder, InputFormat, Window};
use safetensors::SafeTensors;

#[derive(Clone, Debug)]
pub(crate) struct Noise {
    /// How many pieces to either side a piece's tags depend on.
    reach: usize,
    hidden: usize,
    entity: Vec<Vec<f32>>,
    role: Vec<Vec<f32>>,
    /// Empty where the model has no such head.
    inner: Vec<Vec<f32>>,
}

impl Noise {
    /// `weights` is the file of a model whose heads are `entity`, `role` and perhaps `inner`.
    pub(crate) fn new(weights: &[u8], reach: usize) -> Self {
        let tensors = SafeTensors::deserialize(weights).expect("the weights are safetensors");
        let rows = |name: &str| -> Vec<Vec<f32>> {
            let Ok(view) = tensors.tensor(name) else { return Vec::new() };
            let numbers: Vec<f32> =
                view.data().as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect();
            numbers.chunks_exact(view.shape()[1]).map(scaled).collect()
        };
        let [entity, role, inner] =
            ["entity", "role", "inner"].map(|h| rows(&format!("{h}.weight")));
        Self { reach, hidden: entity[0].len(), entity, role, inner }
    }

    /// An extractor that reads with it.
    pub(crate) fn extractor(self, options: ExtractorBuilder) -> Extractor {
        options.encoder(Box::new(self)).build().expect("the bundled model loads")
    }
}

/// A row so long that its own label wins wherever it is the state.
fn scaled(row: &[f32]) -> Vec<f32> {
    let square: f32 = row.iter().map(|v| v * v).sum();
    row.iter().map(|v| v * 12.0 / square).collect()
}

impl Encoder for Noise {
    fn hidden_size(&self) -> usize {
        self.hidden
    }

    fn max_window(&self) -> usize {
        512
    }

    fn encode(&self, windows: &[Window<'_>], hidden: &mut Vec<f32>) -> Result<(), Error> {
        hidden.clear();
        for window in windows {
            for at in 0..window.ids.len() {
                let around =
                    at.saturating_sub(self.reach)..(at + self.reach + 1).min(window.ids.len());
                let key =
                    window.ids[around].iter().fold(0_u64, |key, &id| mixed(key ^ u64::from(id)));
                let entity = &self.entity
                    [[0, 0, 0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0][(key % 16) as usize]];
                let role = &self.role
                    [[0, 0, 0, 1, 1, 2, 3, 3, 4, 5, 6, 6, 6, 6, 6, 6][(key >> 4) as usize % 16]];
                let from = hidden.len();
                hidden.extend(entity.iter().zip(role).map(|(e, r)| e + r));
                let inner =
                    [0, 0, 0, 0, 1, 2, 3, 3, 4, 5, 6, 6, 6, 6, 6, 6][(key >> 8) as usize % 16];
                if let Some(inner) = self.inner.get(inner) {
                    hidden[from..].iter_mut().zip(inner).for_each(|(sum, i)| *sum += i);
                }
            }
        }
        Ok(())
    }
}

/// The last steps of SplitMix64 (Steele et al. 2014): every bit of the result depends on every bit
/// of `key`.
fn mixed(key: u64) -> u64 {
    let key = key.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let key = (key ^ key >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let key = (key ^ key >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    key ^ key >> 31
}

pub(crate) const FORMATS: [InputFormat; 6] = [
    InputFormat::Auto,
    InputFormat::Text,
    InputFormat::Markdown,
    InputFormat::Html,
    InputFormat::Page,
    InputFormat::Subtitles,
];
