//! The encoder that comes with the crate: BERT in Rust.

mod embeddings;
mod kernel;
mod layer_norm;
mod quantized;
mod reference;

use super::bundle::{Bundle, ModelSource};
use super::encoder::{Encoder, Window};
use crate::Error;
use quantized::Quantized;
use reference::Reference;

pub use kernel::Kernel;

/// The encoder that an [`Extractor`](crate::Extractor) has by default.
///
/// It computes BERT (Devlin et al. 2019, <https://arxiv.org/abs/1810.04805>): embeddings, then layers of self-attention and a
/// two-layer perceptron, each with a residual connection and layer normalization after it. An extractor makes its own; one made
/// here is for an [`Encoder`] that wraps it, or for hidden states alone.
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{EmbeddedEncoder, Encoder, ModelSource, Window};
///
/// let encoder = EmbeddedEncoder::load(ModelSource::Default, None)?;
/// let window = Window { ids: &[101, 7592, 102], types: &[0, 3, 0] };
/// let mut hidden = Vec::new();
/// encoder.encode(&[window], &mut hidden)?;
/// assert_eq!(hidden.len(), 3 * encoder.hidden_size());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct EmbeddedEncoder {
    limits: Limits,
    kernel: Kernel,
    pass: Pass,
}

/// What a window may hold.
#[derive(Debug)]
struct Limits {
    hidden: usize,
    vocabulary: usize,
    positions: usize,
    types: usize,
}

#[derive(Debug)]
enum Pass {
    Reference(Reference),
    Quantized(Quantized),
}

impl EmbeddedEncoder {
    /// Loads the encoder of a model, to compute on `kernel`; `None` leaves that to the environment variable `DIXIT_KERNEL` and,
    /// where it is not set, to [`Kernel::best`].
    ///
    /// # Errors
    ///
    /// As for [`ExtractorBuilder::build`](crate::ExtractorBuilder::build).
    pub fn load(source: ModelSource, kernel: Option<Kernel>) -> Result<Self, Error> {
        Self::new(&Bundle::load(source)?, kernel)
    }

    /// The encoder of `bundle`, on `kernel` or on what [`Kernel::from_environment`] says.
    pub(crate) fn new(bundle: &Bundle, kernel: Option<Kernel>) -> Result<Self, Error> {
        let kernel = match kernel {
            Some(kernel) => kernel,
            None => Kernel::from_environment()?,
        };
        let config = bundle.config();
        Ok(Self {
            limits: Limits {
                hidden: config.hidden_size,
                vocabulary: config.vocab_size,
                positions: config.max_position_embeddings,
                types: config.type_vocab_size,
            },
            kernel,
            pass: match kernel {
                Kernel::Reference => Pass::Reference(Reference::read(bundle)?),
                fast => Pass::Quantized(Quantized::read(fast, bundle)?),
            },
        })
    }

    /// What computes.
    #[must_use]
    pub fn kernel(&self) -> Kernel {
        self.kernel
    }

    fn check(&self, window: &Window<'_>) -> Result<(), Error> {
        let l = &self.limits;
        if window.ids.len() != window.types.len() {
            return Err(Error::inference(format!("a window of {} ids has {} token types", window.ids.len(), window.types.len())));
        }
        if window.ids.len() > l.positions {
            return Err(Error::inference(format!("a window of {} pieces is longer than the encoder's {}", window.ids.len(), l.positions)));
        }
        if let Some(id) = window.ids.iter().find(|&&id| id as usize >= l.vocabulary) {
            return Err(Error::inference(format!("piece id {id} is beyond the vocabulary of {}", l.vocabulary)));
        }
        if let Some(kind) = window.types.iter().find(|&&t| usize::from(t) >= l.types) {
            return Err(Error::inference(format!("token type {kind} is beyond the encoder's {}", l.types)));
        }
        Ok(())
    }
}

impl Encoder for EmbeddedEncoder {
    fn hidden_size(&self) -> usize {
        self.limits.hidden
    }

    fn max_window(&self) -> usize {
        self.limits.positions
    }

    fn encode(&self, windows: &[Window<'_>], hidden: &mut Vec<f32>) -> Result<(), Error> {
        for window in windows {
            self.check(window)?;
        }
        let size = self.limits.hidden;
        hidden.clear();
        hidden.resize(windows.iter().map(|w| w.ids.len()).sum::<usize>() * size, 0.0);
        match &self.pass {
            Pass::Reference(pass) => pass.encode(windows, size, hidden),
            Pass::Quantized(pass) => pass.encode(windows, hidden),
        }
        Ok(())
    }
}

/// What PyTorch computes over the same weights; written by `models/training/fixtures.py`.
#[cfg(all(test, bundled_model))]
mod tests {
    use safetensors::SafeTensors;
    use serde::Deserialize;

    use super::*;
    use crate::model::pieces::pieces;
    use crate::text::Span;

    /// Both sides compute in f32, in different orders; the largest difference seen, with AVX2, is 3.7e-6.
    const TOLERANCE: f32 = 1e-4;

    #[derive(Debug, Deserialize)]
    struct Case {
        text: String,
        ids: Vec<u32>,
        types: Vec<u8>,
        entity: Vec<String>,
        role: Vec<String>,
    }

    fn cases() -> Vec<Case> {
        serde_json::from_str(include_str!("../../../tests/data/reference/cases.json")).expect("the cases are JSON")
    }

    fn bundle() -> Bundle {
        Bundle::load(ModelSource::Directory(concat!(env!("CARGO_MANIFEST_DIR"), "/models/news-en").into())).expect("the model loads")
    }

    #[test]
    fn texts_are_cut_into_the_pieces_of_the_training() {
        let bundle = bundle();
        for case in cases() {
            let found = pieces(bundle.tokenizer(), &case.text, &[Span::new(0, case.text.len())]).expect("the text is cut");
            let inner = 1..case.ids.len() - 1;
            assert_eq!(found.ids, &case.ids[inner.clone()], "{}", case.text);
            assert_eq!(found.types, &case.types[inner], "{}", case.text);
        }
    }

    #[test]
    fn hidden_states_and_labels_are_those_of_the_training() {
        let bundle = bundle();
        let encoder = EmbeddedEncoder::new(&bundle, Some(Kernel::Reference)).expect("the weights fit");
        let file = include_bytes!("../../../tests/data/reference/hidden.safetensors");
        let tensors = SafeTensors::deserialize(file).expect("the reference is safetensors");
        let cases = cases();
        let windows: Vec<Window<'_>> = cases.iter().map(|c| Window { ids: &c.ids, types: &c.types }).collect();
        let mut hidden = Vec::new();
        encoder.encode(&windows, &mut hidden).expect("the windows are fine");
        let mut rows = hidden.chunks_exact(encoder.hidden_size());
        for (k, case) in cases.iter().enumerate() {
            let view = tensors.tensor(&format!("hidden.{k}")).expect("a tensor a case");
            let (chunks, _) = view.data().as_chunks::<4>();
            let expected: Vec<f32> = chunks.iter().map(|b| f32::from_le_bytes(*b)).collect();
            assert_eq!(expected.len(), case.ids.len() * encoder.hidden_size());
            for (i, wanted) in expected.chunks_exact(encoder.hidden_size()).enumerate() {
                let row = rows.next().expect("a row a piece");
                let worst = row.iter().zip(wanted).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
                assert!(worst < TOLERANCE, "case {k}, piece {i}: off by {worst}");
                assert_eq!(label(bundle.entity_head(), row), case.entity[i], "case {k}, piece {i}");
                assert_eq!(label(bundle.role_head(), row), case.role[i], "case {k}, piece {i}");
            }
        }
    }

    fn label(head: &crate::model::heads::Head, row: &[f32]) -> String {
        let mut scores = Vec::new();
        head.log_probs(row, &mut scores);
        let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).expect("a head has labels");
        match best {
            0 => "O".to_owned(),
            n => format!("{}-{}", if n % 2 == 1 { "B" } else { "I" }, head.labels().kinds()[(n - 1) / 2]),
        }
    }

    fn available() -> impl Iterator<Item = Kernel> {
        Kernel::ALL.into_iter().filter(|&k| k != Kernel::Reference && k.is_available())
    }

    fn hidden(encoder: &EmbeddedEncoder, windows: &[Window<'_>]) -> Vec<f32> {
        let mut hidden = Vec::new();
        encoder.encode(windows, &mut hidden).expect("the windows are fine");
        hidden
    }

    /// Windows of made-up pieces, as long as `lengths` say.
    fn made_up(lengths: &[usize]) -> Vec<(Vec<u32>, Vec<u8>)> {
        let piece = |i: usize| 1000 + (i as u32).wrapping_mul(2_654_435_761) % 20_000;
        let window = |(w, &n): (usize, &usize)| ((0..n).map(|i| piece(w * 1000 + i)).collect(), (0..n).map(|i| (i % 8) as u8).collect());
        lengths.iter().enumerate().map(window).collect()
    }

    fn views(owned: &[(Vec<u32>, Vec<u8>)]) -> Vec<Window<'_>> {
        owned.iter().map(|(ids, types)| Window { ids, types }).collect()
    }

    /// What eight bits for each activation may cost: seen are a cosine of 0.9995 to 1 between a piece's hidden states, 0.99992
    /// on average, and 3 other labels among 684.
    const LEAST_COSINE: f32 = 0.998;
    const LEAST_MEAN_COSINE: f32 = 0.9998;
    const MOST_OTHER_LABELS: usize = 6;

    #[test]
    fn quantized_hidden_states_are_close_to_the_reference() {
        let bundle = bundle();
        let cases = cases();
        let windows: Vec<Window<'_>> = cases.iter().map(|c| Window { ids: &c.ids, types: &c.types }).collect();
        let encoder = |kernel| EmbeddedEncoder::new(&bundle, Some(kernel)).expect("the weights fit");
        let size = bundle.config().hidden_size;
        let exact = hidden(&encoder(Kernel::Reference), &windows);
        let fast = hidden(&encoder(Kernel::Portable), &windows);
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        let rows = exact.chunks_exact(size).zip(fast.chunks_exact(size));
        let cosines: Vec<f32> = rows.clone().map(|(a, b)| dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()).collect();
        let least = cosines.iter().copied().fold(1.0, f32::min);
        let mean = cosines.iter().sum::<f32>() / cosines.len() as f32;
        assert!(least > LEAST_COSINE && mean > LEAST_MEAN_COSINE, "least {least}, mean {mean}");
        let other = |head| rows.clone().filter(|(a, b)| label(head, a) != label(head, b)).count();
        let labels = other(bundle.entity_head()) + other(bundle.role_head());
        assert!(labels <= MOST_OTHER_LABELS, "{labels} of {} labels differ", 2 * cosines.len());
    }

    #[test]
    fn all_kernels_agree_to_the_last_bit() {
        let bundle = bundle();
        let owned = made_up(&[1, 2, 0, 17, 33, 130, 512, 64]);
        let windows = views(&owned);
        let mut first: Option<Vec<f32>> = None;
        for kernel in available() {
            let encoder = EmbeddedEncoder::new(&bundle, Some(kernel)).expect("the weights fit");
            assert_eq!(encoder.kernel(), kernel);
            let states = hidden(&encoder, &windows);
            assert!(states.iter().all(|x| x.is_finite()));
            assert!(*first.get_or_insert_with(|| states.clone()) == states, "{kernel}");
        }
    }

    #[test]
    fn neither_threads_nor_company_change_a_window() {
        let bundle = bundle();
        let encoder = EmbeddedEncoder::new(&bundle, None).expect("the weights fit");
        let owned = made_up(&[5, 200, 1, 90, 300, 16, 256, 3]);
        let windows = views(&owned);
        let together = hidden(&encoder, &windows);
        let alone: Vec<f32> = windows.iter().flat_map(|w| hidden(&encoder, std::slice::from_ref(w))).collect();
        assert!(together == alone);
        for threads in [1, 2, 3, 8] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
            assert!(pool.install(|| hidden(&encoder, &windows)) == together, "{threads} threads");
        }
    }

    #[test]
    fn windows_that_make_no_sense_are_errors() {
        let encoder = EmbeddedEncoder::new(&bundle(), None).expect("the weights fit");
        let long = (vec![1; 513], vec![0; 513]);
        for (ids, types) in [(&[30_522][..], &[0][..]), (&[1], &[8]), (&[1, 2], &[0]), (&long.0, &long.1)] {
            assert!(encoder.encode(&[Window { ids, types }], &mut Vec::new()).is_err());
        }
        let mut hidden = vec![1.0];
        encoder.encode(&[Window { ids: &[], types: &[] }], &mut hidden).expect("an empty window is nothing");
        assert!(hidden.is_empty());
    }
}
