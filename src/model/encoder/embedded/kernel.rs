use std::fmt;
use std::str::FromStr;

use super::quantized;
use crate::error::Error;

/// The environment variable that names a kernel, for programs that offer no option for it.
const VARIABLE: &str = "DIXIT_KERNEL";

/// How the embedded encoder computes.
///
/// The fastest kernel that the processor has is taken by itself ([`Kernel::best`]); for a model
/// that comes without a manifest [`Reference`](Self::Reference), because it is not known what 8
/// bits would cost it. To take another one, for a test or a comparison, say so with
/// [`ExtractorBuilder::kernel`](crate::ExtractorBuilder::kernel) or with the environment variable
/// `DIXIT_KERNEL`, whose values are the names that [`Display`](fmt::Display) prints and [`FromStr`]
/// reads.
///
/// All of them but [`Reference`](Self::Reference) quantize alike and compute the same integers, so
/// their results are the same to the last bit.
///
/// # Example
///
/// ```
/// use dixit::Kernel;
///
/// assert!(Kernel::Portable.is_available() && Kernel::ALL.contains(&Kernel::best()));
/// assert_eq!("avx2".parse::<Kernel>().ok(), Some(Kernel::Avx2));
/// assert_eq!(Kernel::Avx512Vnni.to_string(), "avx512-vnni");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kernel {
    /// `reference`: f32 throughout; slow, needs four times the memory for weights, and is what the
    /// others are held to.
    Reference,
    /// `portable`: plain Rust, for every processor.
    Portable,
    /// `avx2`: 64-bit x86 with AVX2.
    Avx2,
    /// `avx-vnni`: 64-bit x86 with AVX2 and AVX-VNNI.
    AvxVnni,
    /// `avx512-vnni`: 64-bit x86 with AVX-512 (F, BW, DQ, VL, VNNI).
    Avx512Vnni,
    /// `amx`: 64-bit x86 with AMX-INT8 and AVX-512, on Linux.
    Amx,
    /// `neon-dotprod`: 64-bit Arm with the dot products of bytes (most since 2018).
    NeonDotprod,
    /// `neon-i8mm`: 64-bit Arm with the products of byte matrices (Apple's since the M2, servers'
    /// since 2021).
    NeonI8mm,
    /// `simd128`: WebAssembly that is compiled with its vector instructions (`-C
    /// target-feature=+simd128`).
    Simd128,
    /// `relaxed-simd`: WebAssembly that is compiled with its dot products of bytes (`-C
    /// target-feature=+simd128,+relaxed-simd`).
    RelaxedSimd,
}

impl Kernel {
    /// All kernels, of each kind of processor the fastest last.
    ///
    /// [Example](Self#example)
    pub const ALL: [Self; 10] = [
        Self::Reference,
        Self::Portable,
        Self::Avx2,
        Self::AvxVnni,
        Self::Avx512Vnni,
        Self::Amx,
        Self::NeonDotprod,
        Self::NeonI8mm,
        Self::Simd128,
        Self::RelaxedSimd,
    ];

    /// Whether this processor and operating system can run it.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn is_available(self) -> bool {
        self == Self::Reference || quantized::is_available(self)
    }

    /// The fastest kernel that is available.
    ///
    /// ```
    /// assert!(dixit::Kernel::best().is_available());
    /// ```
    #[must_use]
    pub fn best() -> Self {
        Self::ALL.into_iter().rfind(|kernel| kernel.is_available()).unwrap_or(Self::Portable)
    }

    /// How many operations a second (a product and its addition are two) one thread does with this
    /// kernel, its operands in the first-level cache: the ceiling for everything that is made of
    /// products. Takes about a tenth of a second; `None` where the kernel is not available or
    /// multiplies no integers ([`Reference`](Self::Reference)).
    ///
    /// ```
    /// use dixit::Kernel;
    ///
    /// let peak = Kernel::Portable.measure_peak().expect("every processor has it");
    /// assert!(peak > 0.0, "{peak} operations a second");
    /// assert_eq!(Kernel::Reference.measure_peak(), None);
    /// ```
    #[must_use]
    pub fn measure_peak(self) -> Option<f64> {
        quantized::measure_peak(self)
    }

    /// What the environment variable names, if it is set and not empty.
    pub(super) fn from_environment() -> Result<Option<Self>, Error> {
        let value = std::env::var_os(VARIABLE).filter(|value| !value.is_empty());
        value
            .map(|value| {
                value
                    .to_string_lossy()
                    .parse()
                    .map_err(|e| Error::config(format!("{VARIABLE}: {e}")))
            })
            .transpose()
    }

    fn name(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Portable => "portable",
            Self::Avx2 => "avx2",
            Self::AvxVnni => "avx-vnni",
            Self::Avx512Vnni => "avx512-vnni",
            Self::Amx => "amx",
            Self::NeonDotprod => "neon-dotprod",
            Self::NeonI8mm => "neon-i8mm",
            Self::Simd128 => "simd128",
            Self::RelaxedSimd => "relaxed-simd",
        }
    }
}

impl fmt::Display for Kernel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Kernel {
    type Err = Error;

    /// Reads a name, as [`Display`](fmt::Display) prints it.
    fn from_str(name: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|kernel| kernel.name() == name).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|kernel| kernel.name()).collect();
            Error::config(format!("no kernel {name:?}; there are {}", names.join(", ")))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_printed() {
        for kernel in Kernel::ALL {
            assert_eq!(kernel.to_string().parse::<Kernel>().expect("a name"), kernel);
        }
        let error = "sse".parse::<Kernel>().expect_err("no such kernel").to_string();
        assert!(error.contains("\"sse\"") && error.contains("portable"), "{error}");
    }
}
