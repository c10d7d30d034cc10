//! The encoder that comes with the crate: BERT in Rust.

mod embeddings;
mod kernel;
mod layer_norm;
mod quantized;
mod reference;

use std::fmt;

use super::{Capacity, Encoder, Window};
use crate::error::Error;
use crate::model::bundle::Bundle;
use crate::model::files::Model;
use crate::model::load::load;
use quantized::Quantized;
use reference::Reference;

pub use kernel::Kernel;

/// The encoder that an [`Extractor`](crate::Extractor) has by default.
///
/// It computes BERT (Devlin et al. 2019, <https://arxiv.org/abs/1810.04805>), DistilBERT and
/// RoBERTa: embeddings, then layers of self-attention and a two-layer perceptron, each with a
/// residual connection and layer normalization after it. An extractor makes its own; one made here
/// is for an [`Encoder`] that wraps it, or for hidden states alone.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{EmbeddedEncoder, Encoder, Kernel, Model, Window};
///
/// let encoder = EmbeddedEncoder::load(Model::Default, Some(Kernel::Portable))?;
/// assert_eq!(encoder.kernel(), Kernel::Portable);
/// let window = Window { ids: &[101, 7592, 102], types: &[0, 3, 0] };
/// let mut hidden = Vec::new();
/// encoder.encode(&[window], &mut hidden)?;
/// assert_eq!(hidden.len(), 3 * encoder.hidden_size());
/// # Ok(())
/// # }
/// ```
pub struct EmbeddedEncoder {
    capacity: Capacity,
    kernel: Kernel,
    pass: Pass,
}

// Millions of weights would say less.
impl fmt::Debug for EmbeddedEncoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmbeddedEncoder")
            .field("kernel", &self.kernel)
            .field("capacity", &self.capacity)
            .finish_non_exhaustive()
    }
}

#[derive(Debug)]
enum Pass {
    Reference(Reference),
    Quantized(Quantized),
}

impl EmbeddedEncoder {
    /// Loads the encoder of a model, to compute on `kernel`; `None` leaves that to the environment
    /// variable `DIXIT_KERNEL` and, where it is not set, to [`Kernel::best`], or to
    /// [`Kernel::Reference`] for a Hugging Face model.
    ///
    /// What that model's labels mean is not asked for.
    ///
    /// [Example](Self#example)
    ///
    /// # Errors
    ///
    /// As for [`ExtractorBuilder::build`](crate::ExtractorBuilder::build).
    pub fn load(model: Model, kernel: Option<Kernel>) -> Result<Self, Error> {
        Self::new(&load(model, None, true)?, kernel)
    }

    /// The encoder of `bundle`, on `kernel`, or on what [`Kernel::from_environment`] says, or on
    /// the best that the bundle is fit for.
    pub(crate) fn new(bundle: &Bundle, kernel: Option<Kernel>) -> Result<Self, Error> {
        let kernel = match kernel {
            Some(kernel) => kernel,
            None => {
                let best =
                    || if bundle.quantizes_well() { Kernel::best() } else { Kernel::Reference };
                Kernel::from_environment()?.unwrap_or_else(best)
            }
        };
        Ok(Self {
            capacity: Capacity::of(bundle.config()),
            kernel,
            pass: match kernel {
                Kernel::Reference => Pass::Reference(Reference::read(bundle)?),
                fast => Pass::Quantized(Quantized::read(fast, bundle)?),
            },
        })
    }

    /// What computes.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn kernel(&self) -> Kernel {
        self.kernel
    }
}

impl Encoder for EmbeddedEncoder {
    fn hidden_size(&self) -> usize {
        self.capacity.hidden
    }

    fn max_window(&self) -> usize {
        self.capacity.pieces
    }

    fn encode(&self, windows: &[Window<'_>], hidden: &mut Vec<f32>) -> Result<(), Error> {
        self.capacity.check(windows)?;
        let size = self.capacity.hidden;
        hidden.clear();
        hidden.resize(windows.iter().map(|w| w.ids.len()).sum::<usize>() * size, 0.0);
        match &self.pass {
            Pass::Reference(pass) => pass.encode(windows, size, hidden),
            Pass::Quantized(pass) => pass.encode(windows, hidden),
        }
        Ok(())
    }
}

#[cfg(all(test, feature = "bundled-model"))]
mod tests {
    use super::*;
    use crate::limits::Allowance;
    use crate::model::fixtures::{news, news_reference, worst};
    use crate::model::heads::Head;
    use crate::model::word_pieces::word_pieces;
    use crate::text::Span;

    /// Both sides compute in f32, in different orders; the largest difference seen, with AVX2, is
    /// 3.7e-6.
    const TOLERANCE: f32 = 1e-4;

    #[test]
    fn texts_are_cut_into_the_pieces_of_the_training() {
        let bundle = news();
        for case in news_reference().cases {
            let whole = Span::new(0, case.text.len());
            let found = word_pieces(&bundle, &case.text, &[whole], &Allowance::unlimited())
                .expect("the text is cut");
            let inner = 1..case.ids.len() - 1;
            assert_eq!(found.ids, &case.ids[inner.clone()], "{}", case.text);
            assert_eq!(found.types, &case.types[inner], "{}", case.text);
        }
    }

    #[test]
    fn hidden_states_and_labels_are_those_of_the_training() {
        let (bundle, reference) = (news(), news_reference());
        let encoder =
            EmbeddedEncoder::new(&bundle, Some(Kernel::Reference)).expect("the weights fit");
        let windows: Vec<Window<'_>> =
            reference.cases.iter().map(|c| Window { ids: &c.ids, types: &c.types }).collect();
        let hidden = hidden(&encoder, &windows);
        let off = worst(&hidden, &reference.numbers("hidden"));
        assert!(off < TOLERANCE, "off by {off}");
        let mut rows = hidden.chunks_exact(encoder.hidden_size());
        for (k, case) in reference.cases.iter().enumerate() {
            for (i, row) in rows.by_ref().take(case.ids.len()).enumerate() {
                assert_eq!(label(bundle.entity_head(), row), case.entity[i], "case {k}, piece {i}");
                assert_eq!(label(role(&bundle), row), case.role[i], "case {k}, piece {i}");
            }
        }
    }

    fn role(bundle: &Bundle) -> &Head {
        bundle.role_head().expect("the model has roles")
    }

    fn label(head: &Head, row: &[f32]) -> String {
        let mut scores = Vec::new();
        head.log_probs(row, &mut scores);
        let best = (0..scores.len())
            .max_by(|&a, &b| scores[a].total_cmp(&scores[b]))
            .expect("a head has labels");
        match best {
            0 => "O".to_owned(),
            n => format!(
                "{}-{}",
                if n % 2 == 1 { "B" } else { "I" },
                head.labels().kinds()[(n - 1) / 2]
            ),
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
        let window = |(w, &n): (usize, &usize)| {
            ((0..n).map(|i| piece(w * 1000 + i)).collect(), (0..n).map(|i| (i % 8) as u8).collect())
        };
        lengths.iter().enumerate().map(window).collect()
    }

    fn views(owned: &[(Vec<u32>, Vec<u8>)]) -> Vec<Window<'_>> {
        owned.iter().map(|(ids, types)| Window { ids, types }).collect()
    }

    /// What seven bits for each activation may cost: seen are a cosine of 0.9978 to 1 between a
    /// piece's hidden states, 0.9997 on average, and 3 other labels among 684.
    const LEAST_COSINE: f32 = 0.996;
    const LEAST_MEAN_COSINE: f32 = 0.9995;
    const MOST_OTHER_LABELS: usize = 6;

    #[test]
    fn quantized_hidden_states_are_close_to_the_reference() {
        let bundle = news();
        let cases = news_reference().cases;
        let windows: Vec<Window<'_>> =
            cases.iter().map(|c| Window { ids: &c.ids, types: &c.types }).collect();
        let encoder =
            |kernel| EmbeddedEncoder::new(&bundle, Some(kernel)).expect("the weights fit");
        let size = bundle.config().hidden_size;
        let exact = hidden(&encoder(Kernel::Reference), &windows);
        let fast = hidden(&encoder(Kernel::Portable), &windows);
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        let rows = exact.chunks_exact(size).zip(fast.chunks_exact(size));
        let cosines: Vec<f32> =
            rows.clone().map(|(a, b)| dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()).collect();
        let least = cosines.iter().copied().fold(1.0, f32::min);
        let mean = cosines.iter().sum::<f32>() / cosines.len() as f32;
        assert!(least > LEAST_COSINE && mean > LEAST_MEAN_COSINE, "least {least}, mean {mean}");
        let other = |head| rows.clone().filter(|(a, b)| label(head, a) != label(head, b)).count();
        let labels = other(bundle.entity_head()) + other(role(&bundle));
        assert!(labels <= MOST_OTHER_LABELS, "{labels} of {} labels differ", 2 * cosines.len());
    }

    #[test]
    fn all_kernels_agree_to_the_last_bit() {
        let bundle = news();
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
        let bundle = news();
        let encoder = EmbeddedEncoder::new(&bundle, None).expect("the weights fit");
        let owned = made_up(&[5, 200, 1, 90, 300, 16, 256, 3]);
        let windows = views(&owned);
        let together = hidden(&encoder, &windows);
        let alone: Vec<f32> =
            windows.iter().flat_map(|w| hidden(&encoder, std::slice::from_ref(w))).collect();
        assert!(together == alone);
        for threads in [1, 2, 3, 8] {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .expect("threads start");
            assert!(pool.install(|| hidden(&encoder, &windows)) == together, "{threads} threads");
        }
    }

    #[test]
    fn windows_that_make_no_sense_are_errors() {
        let encoder = EmbeddedEncoder::new(&news(), None).expect("the weights fit");
        let long = (vec![1; 513], vec![0; 513]);
        for (ids, types) in
            [(&[30_522][..], &[0][..]), (&[1], &[8]), (&[1, 2], &[0]), (&long.0, &long.1)]
        {
            assert!(encoder.encode(&[Window { ids, types }], &mut Vec::new()).is_err());
        }
        let mut hidden = vec![1.0];
        encoder
            .encode(&[Window { ids: &[], types: &[] }], &mut hidden)
            .expect("an empty window is nothing");
        assert!(hidden.is_empty());
    }
}
