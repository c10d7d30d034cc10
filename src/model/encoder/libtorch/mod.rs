//! The encoder over rust-bert's models, on libtorch.

mod network;
mod options;

use std::fmt;
use std::sync::{Mutex, PoisonError};

use tch::{Device, Kind, Tensor};

use super::{Capacity, Encoder, Window};
use crate::error::Error;
use crate::model::bundle::Bundle;
use crate::model::files::Model;
use crate::model::load::load;
use network::{Batch, Network};

pub use options::{Libtorch, LibtorchDevice};

/// WordPieces of a batch, padding counted, at most; one window may have more.
const BATCH_ON_CPU: usize = 1024;
const BATCH_ON_CUDA: usize = 16_384;

/// An encoder over [rust-bert](https://docs.rs/rust-bert)'s `BertModel`, `DistilBertModel` and
/// RoBERTa, with the weights of the model, int8 multiplied out, on libtorch: on the processor or on
/// a CUDA device.
///
/// An extractor makes its own ([`ExtractorBuilder::libtorch`](crate::ExtractorBuilder::libtorch));
/// one made here is for hidden states alone. They are those of the embedded encoder's reference
/// pass, but for the order of sums. rust-bert normalizes layers with an epsilon of 1e-12 whatever
/// the configuration says; RoBERTa's is 1e-5, which changes its states in about the fourth place.
///
/// libtorch's tensors may go from thread to thread, but not be used by two at once, so a lock
/// stands before the model; libtorch takes as many threads as it is given for the pass inside.
///
/// # Example
///
/// ```no_run
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{Encoder, Libtorch, LibtorchEncoder, Model, Window};
///
/// let encoder = LibtorchEncoder::load(Model::Default, &Libtorch::new())?;
/// println!("on {}", encoder.device());
/// let mut hidden = Vec::new();
/// encoder.encode(&[Window { ids: &[101, 7592, 102], types: &[0, 3, 0] }], &mut hidden)?;
/// assert_eq!(hidden.len(), 3 * encoder.hidden_size());
/// # Ok(())
/// # }
/// ```
pub struct LibtorchEncoder {
    capacity: Capacity,
    device: Device,
    threads: Option<i32>,
    network: Mutex<Network>,
}

impl fmt::Debug for LibtorchEncoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LibtorchEncoder")
            .field("device", &self.device)
            .field("capacity", &self.capacity)
            .finish_non_exhaustive()
    }
}

impl LibtorchEncoder {
    /// Loads the encoder of a model.
    ///
    /// [Example](Self#example)
    ///
    /// # Errors
    ///
    /// As for [`ExtractorBuilder::build`](crate::ExtractorBuilder::build); a CUDA device that
    /// libtorch does not see; zero threads; half precision on the processor.
    pub fn load(model: Model, options: &Libtorch) -> Result<Self, Error> {
        Self::new(&load(model, None, true)?, options)
    }

    pub(crate) fn new(bundle: &Bundle, options: &Libtorch) -> Result<Self, Error> {
        let device = find(options.device)?;
        if options.half && device == Device::Cpu {
            return Err(Error::config(
                "half precision is for CUDA devices; the processor computes in f32",
            ));
        }
        let threads = match options.threads {
            Some(0) => return Err(Error::config("libtorch needs at least one thread")),
            Some(threads) => Some(
                i32::try_from(threads)
                    .map_err(|_| Error::config(format!("{threads} threads are too many")))?,
            ),
            None => None,
        };
        Ok(Self {
            capacity: Capacity::of(bundle.config()),
            device,
            threads,
            network: Mutex::new(Network::new(bundle, device, options.half)?),
        })
    }

    /// Where it computes: `cpu` or `cuda:N`.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn device(&self) -> LibtorchDevice {
        match self.device {
            Device::Cuda(index) => LibtorchDevice::Cuda(index),
            _ => LibtorchDevice::Cpu,
        }
    }

    /// The hidden states of some windows into their places in `hidden`, where window `i` begins at
    /// `starts[i]`.
    fn encode_batch(
        &self,
        windows: &[Window<'_>],
        chosen: &[usize],
        starts: &[usize],
        hidden: &mut [f32],
    ) -> Result<(), Error> {
        let size = self.capacity.hidden;
        let width = chosen.iter().map(|&i| windows[i].ids.len()).max().unwrap_or(0);
        let batch = batch(windows, chosen, width, self.device);
        let states = tch::no_grad(|| {
            let network = self.network.lock().unwrap_or_else(PoisonError::into_inner);
            network.forward(&batch)
        });
        let mut numbers = vec![0.0_f32; chosen.len() * width * size];
        states
            .map_err(|e| Error::inference(format!("rust-bert failed on a batch: {e}")))?
            .f_to_device(Device::Cpu)
            .and_then(|states| states.f_to_kind(Kind::Float))
            .and_then(|states| states.f_contiguous())
            .and_then(|states| states.f_copy_data(&mut numbers, chosen.len() * width * size))
            .map_err(|e| Error::inference(format!("libtorch failed on a batch: {e}")))?;
        for (row, &i) in numbers.chunks_exact(width * size).zip(chosen) {
            let length = windows[i].ids.len() * size;
            // In bounds: `hidden` has a state for every piece, and `starts` counts them.
            hidden[starts[i] * size..][..length].copy_from_slice(&row[..length]);
        }
        Ok(())
    }
}

impl Encoder for LibtorchEncoder {
    fn hidden_size(&self) -> usize {
        self.capacity.hidden
    }

    fn max_window(&self) -> usize {
        self.capacity.pieces
    }

    /// # Panics
    ///
    /// Where libtorch fails inside of a layer, as rust-bert does then: a device that is out of
    /// memory.
    fn encode(&self, windows: &[Window<'_>], hidden: &mut Vec<f32>) -> Result<(), Error> {
        self.capacity.check(windows)?;
        if let Some(threads) = self.threads {
            // libtorch keeps it for each calling thread.
            tch::set_num_threads(threads);
        }
        let mut pieces = 0;
        let mut starts = Vec::with_capacity(windows.len());
        for window in windows {
            starts.push(pieces);
            pieces += window.ids.len();
        }
        hidden.clear();
        hidden.resize(pieces * self.capacity.hidden, 0.0);
        // Windows of about the same length together, so that little is padded.
        let mut order: Vec<usize> =
            (0..windows.len()).filter(|&i| !windows[i].ids.is_empty()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(windows[i].ids.len()));
        let most = if self.device == Device::Cpu { BATCH_ON_CPU } else { BATCH_ON_CUDA };
        let mut rest = order.as_slice();
        while let Some(&longest) = rest.first() {
            let (now, later) =
                rest.split_at((most / windows[longest].ids.len()).clamp(1, rest.len()));
            self.encode_batch(windows, now, &starts, hidden)?;
            rest = later;
        }
        Ok(())
    }
}

fn find(device: LibtorchDevice) -> Result<Device, Error> {
    let cuda = if tch::Cuda::is_available() {
        usize::try_from(tch::Cuda::device_count()).unwrap_or(0)
    } else {
        0
    };
    match device {
        LibtorchDevice::Cpu => Ok(Device::Cpu),
        LibtorchDevice::Best => Ok(if cuda > 0 { Device::Cuda(0) } else { Device::Cpu }),
        LibtorchDevice::Cuda(index) if index < cuda => Ok(Device::Cuda(index)),
        LibtorchDevice::Cuda(index) => Err(Error::config(format!(
            "no device cuda:{index}: libtorch sees {cuda} CUDA devices (a libtorch for the processor alone never sees any)"
        ))),
    }
}

fn batch(windows: &[Window<'_>], chosen: &[usize], width: usize, device: Device) -> Batch {
    let cells = chosen.len() * width;
    let (mut ids, mut types, mut mask) =
        (Vec::with_capacity(cells), Vec::with_capacity(cells), Vec::with_capacity(cells));
    for &i in chosen {
        let window = &windows[i];
        let padding = std::iter::repeat_n(0, width - window.ids.len());
        ids.extend(window.ids.iter().map(|&id| i64::from(id)).chain(padding.clone()));
        types.extend(window.types.iter().map(|&kind| i64::from(kind)).chain(padding.clone()));
        mask.extend(std::iter::repeat_n(1_i64, window.ids.len()).chain(padding));
    }
    let tensor = |rows: &[i64]| {
        Tensor::from_slice(rows).view([chosen.len() as i64, width as i64]).to_device(device)
    };
    Batch { ids: tensor(&ids), types: tensor(&types), mask: tensor(&mask) }
}

#[cfg(all(test, feature = "bundled-model"))]
mod tests {
    use super::*;
    use crate::model::fixtures::{Reference, TAGGERS, news, news_reference, tagger, worst};

    /// Both sides compute in f32, in different orders; the largest difference seen is 2.6e-6.
    const TOLERANCE: f32 = 1e-4;
    /// rust-bert's epsilon of layer normalization is not RoBERTa's; the largest difference seen is
    /// 1.8e-4.
    const TOLERANCE_OF_EPSILON: f32 = 1e-3;

    fn cpu() -> Libtorch {
        Libtorch::new().device(LibtorchDevice::Cpu)
    }

    fn off(bundle: &Bundle, reference: &Reference) -> f32 {
        let encoder = LibtorchEncoder::new(bundle, &cpu()).expect("the weights fit");
        let windows: Vec<Window<'_>> =
            reference.cases.iter().map(|c| Window { ids: &c.ids, types: &c.types }).collect();
        let mut hidden = Vec::new();
        encoder.encode(&windows, &mut hidden).expect("the windows are fine");
        worst(&hidden, &reference.numbers("hidden"))
    }

    #[test]
    fn hidden_states_are_those_of_pytorch() {
        let off_news = off(&news(), &news_reference());
        assert!(off_news < TOLERANCE, "news-en: off by {off_news}");
        for name in TAGGERS {
            let (bundle, reference) = tagger(name);
            let tolerance =
                if name.ends_with("roberta") { TOLERANCE_OF_EPSILON } else { TOLERANCE };
            let off = off(&bundle, &reference);
            assert!(off < tolerance, "{name}: off by {off}");
        }
    }

    #[test]
    fn neither_padding_nor_company_change_a_window_by_much() {
        for bundle in [news(), tagger("distilbert").0, tagger("roberta").0] {
            let encoder = LibtorchEncoder::new(&bundle, &cpu()).expect("the weights fit");
            let owned: Vec<(Vec<u32>, Vec<u8>)> = [5, 0, 97, 1, 33, 128, 64]
                .map(|n| ((0..n).map(|i| 5 + (i * 7) % 100).collect(), vec![0; n as usize]))
                .to_vec();
            let windows: Vec<Window<'_>> =
                owned.iter().map(|(ids, types)| Window { ids, types }).collect();
            let encode = |windows: &[Window<'_>]| {
                let mut hidden = Vec::new();
                encoder.encode(windows, &mut hidden).expect("the windows are fine");
                hidden
            };
            let alone: Vec<f32> =
                windows.iter().flat_map(|w| encode(std::slice::from_ref(w))).collect();
            let off = worst(&encode(&windows), &alone);
            assert!(off < TOLERANCE, "off by {off}");
        }
    }

    #[test]
    fn options_and_windows_that_make_no_sense_are_errors() {
        let bundle = news();
        for options in [
            cpu().threads(0),
            cpu().half_precision(true),
            Libtorch::new().device(LibtorchDevice::Cuda(4096)),
        ] {
            assert!(LibtorchEncoder::new(&bundle, &options).is_err(), "{options:?}");
        }
        let encoder = LibtorchEncoder::new(&bundle, &cpu().threads(1)).expect("the weights fit");
        let long = (vec![1; 513], vec![0; 513]);
        for (ids, types) in
            [(&[30_522][..], &[0][..]), (&[1], &[8]), (&[1, 2], &[0]), (&long.0, &long.1)]
        {
            assert!(encoder.encode(&[Window { ids, types }], &mut Vec::new()).is_err());
        }
    }
}
