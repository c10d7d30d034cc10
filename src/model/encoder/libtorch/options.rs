use std::fmt;
use std::str::FromStr;

use crate::error::Error;

/// Where libtorch computes.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::LibtorchDevice;
///
/// assert_eq!("cuda:1".parse::<LibtorchDevice>()?, LibtorchDevice::Cuda(1));
/// assert_eq!(LibtorchDevice::Cuda(0).to_string(), "cuda:0");
/// assert_eq!(LibtorchDevice::default(), LibtorchDevice::Best);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum LibtorchDevice {
    /// `best`: the first CUDA device that libtorch sees, or else the processor.
    #[default]
    Best,
    /// `cpu`: the processor.
    Cpu,
    /// `cuda:N`: the CUDA device with this number, from 0 on.
    Cuda(usize),
}

impl fmt::Display for LibtorchDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Best => f.pad("best"),
            Self::Cpu => f.pad("cpu"),
            Self::Cuda(index) => f.pad(&format!("cuda:{index}")),
        }
    }
}

impl FromStr for LibtorchDevice {
    type Err = Error;

    /// Reads what [`Display`](fmt::Display) prints; `cuda` is `cuda:0`.
    fn from_str(name: &str) -> Result<Self, Error> {
        match name {
            "best" => Ok(Self::Best),
            "cpu" => Ok(Self::Cpu),
            "cuda" => Ok(Self::Cuda(0)),
            _ => name
                .strip_prefix("cuda:")
                .and_then(|index| index.parse().ok())
                .map(Self::Cuda)
                .ok_or_else(|| {
                    Error::config(format!("no device {name:?}; there are best, cpu and cuda:N"))
                }),
        }
    }
}

/// How the libtorch encoder computes: options for
/// [`ExtractorBuilder::libtorch`](crate::ExtractorBuilder::libtorch).
///
/// # Example
///
/// ```no_run
/// use dixit::{Extractor, Libtorch, LibtorchDevice};
///
/// # fn main() -> Result<(), dixit::Error> {
/// let options = Libtorch::new()
///     .device(LibtorchDevice::Cuda(0))
///     .threads(1)
///     .half_precision(true);
/// let extractor = Extractor::builder().libtorch(options).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Libtorch {
    pub(super) device: LibtorchDevice,
    pub(super) threads: Option<usize>,
    pub(super) half: bool,
}

impl Libtorch {
    /// The best device, f32, as many threads as libtorch takes by itself (one a core).
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where it computes; [`LibtorchDevice::Best`] if not said.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn device(mut self, device: LibtorchDevice) -> Self {
        self.device = device;
        self
    }

    /// How many threads libtorch takes for one pass on the processor. If not said, those of
    /// [`ExtractorBuilder::threads`](crate::ExtractorBuilder::threads), and without them one a
    /// core.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// Whether a CUDA device computes with 16-bit floats: faster, with half the memory, and tags
    /// that may differ where two of them are about as likely. No if not said.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn half_precision(mut self, half: bool) -> Self {
        self.half = half;
        self
    }

    /// With `threads` where nothing else was said.
    pub(crate) fn or_threads(mut self, threads: Option<usize>) -> Self {
        self.threads = self.threads.or(threads);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_read_as_they_are_printed() {
        for device in [
            LibtorchDevice::Best,
            LibtorchDevice::Cpu,
            LibtorchDevice::Cuda(0),
            LibtorchDevice::Cuda(3),
        ] {
            assert_eq!(device.to_string().parse::<LibtorchDevice>().expect("a device"), device);
        }
        assert_eq!("cuda".parse::<LibtorchDevice>().expect("a device"), LibtorchDevice::Cuda(0));
        for name in ["gpu", "cuda:", "cuda:-1", ""] {
            assert!(name.parse::<LibtorchDevice>().is_err(), "{name}");
        }
    }
}
