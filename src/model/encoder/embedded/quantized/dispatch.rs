//! Where the kernels are chosen: one function runs a step of the encoder on any of them.

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
use super::kernels::Amx;
#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
use super::kernels::RelaxedSimd;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use super::kernels::Simd128;
#[cfg(target_arch = "x86_64")]
use super::kernels::{Avx2, Avx512Vnni, AvxVnni};
use super::kernels::{InstructionSet, Portable};
#[cfg(target_arch = "aarch64")]
use super::kernels::{NeonDotprod, NeonI8mm};
use crate::model::encoder::embedded::Kernel;

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
    #[cfg(target_arch = "aarch64")]
    NeonDotprod(NeonDotprod),
    #[cfg(target_arch = "aarch64")]
    NeonI8mm(NeonI8mm),
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    Simd128(Simd128),
    #[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
    RelaxedSimd(RelaxedSimd),
}

/// A step of the encoder. It is compiled once for each kernel, with the features that the kernel's
/// processors have: `run`, and all that it calls, must be `#[inline(always)]` to be vectorized for
/// them.
pub(super) trait Step {
    type Output;

    fn run<K: InstructionSet>(self, kernel: K) -> Self::Output;
}

impl Engine {
    /// The engine for `choice`, if that is one of these and the processor has it.
    pub(super) fn new(choice: Kernel) -> Option<Self> {
        match choice {
            Kernel::Portable => Some(Self::Portable(Portable)),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2 => Avx2::detect().map(Self::Avx2),
            #[cfg(target_arch = "x86_64")]
            Kernel::AvxVnni => AvxVnni::detect().map(Self::AvxVnni),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx512Vnni => Avx512Vnni::detect().map(Self::Avx512Vnni),
            #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
            Kernel::Amx => Amx::detect().map(Self::Amx),
            #[cfg(target_arch = "aarch64")]
            Kernel::NeonDotprod => NeonDotprod::detect().map(Self::NeonDotprod),
            #[cfg(target_arch = "aarch64")]
            Kernel::NeonI8mm => NeonI8mm::detect().map(Self::NeonI8mm),
            #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
            Kernel::Simd128 => Some(Self::Simd128(Simd128)),
            #[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
            Kernel::RelaxedSimd => Some(Self::RelaxedSimd(RelaxedSimd)),
            _ => None,
        }
    }

    /// Runs `step` on this engine's kernel.
    pub(super) fn dispatch<S: Step>(self, step: S) -> S::Output {
        match self {
            Self::Portable(kernel) => step.run(kernel),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(kernel) => {
                #[target_feature(enable = "avx2")]
                fn run<S: Step>(step: S, kernel: Avx2) -> S::Output {
                    step.run(kernel)
                }
                // SAFETY: the kernel is the proof that the processor has these features.
                unsafe { run(step, kernel) }
            }
            #[cfg(target_arch = "x86_64")]
            Self::AvxVnni(kernel) => {
                #[target_feature(enable = "avx2,avxvnni")]
                fn run<S: Step>(step: S, kernel: AvxVnni) -> S::Output {
                    step.run(kernel)
                }
                // SAFETY: the kernel is the proof that the processor has these features.
                unsafe { run(step, kernel) }
            }
            #[cfg(target_arch = "x86_64")]
            Self::Avx512Vnni(kernel) => {
                #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
                fn run<S: Step>(step: S, kernel: Avx512Vnni) -> S::Output {
                    step.run(kernel)
                }
                // SAFETY: the kernel is the proof that the processor has these features.
                unsafe { run(step, kernel) }
            }
            #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
            Self::Amx(kernel) => {
                #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
                fn run<S: Step>(step: S, kernel: Amx) -> S::Output {
                    step.run(kernel)
                }
                // SAFETY: the kernel is the proof that the processor has these features, besides
                // the tiles.
                unsafe { run(step, kernel) }
            }
            #[cfg(target_arch = "aarch64")]
            Self::NeonDotprod(kernel) => {
                #[target_feature(enable = "neon,dotprod")]
                fn run<S: Step>(step: S, kernel: NeonDotprod) -> S::Output {
                    step.run(kernel)
                }
                // SAFETY: the kernel is the proof that the processor has these features.
                unsafe { run(step, kernel) }
            }
            #[cfg(target_arch = "aarch64")]
            Self::NeonI8mm(kernel) => {
                #[target_feature(enable = "neon,i8mm")]
                fn run<S: Step>(step: S, kernel: NeonI8mm) -> S::Output {
                    step.run(kernel)
                }
                // SAFETY: the kernel is the proof that the processor has these features.
                unsafe { run(step, kernel) }
            }
            #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
            Self::Simd128(kernel) => step.run(kernel),
            #[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
            Self::RelaxedSimd(kernel) => step.run(kernel),
        }
    }

    /// What this engine's kernel asks of the memory that it reads.
    pub(super) fn shape(self) -> Shape {
        self.dispatch(ReadShape)
    }
}

/// The constants of a kernel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Rows of the left side and panels are read in steps of this many bytes.
    pub(super) depth_step: usize,
    /// A kernel may read rows after the last one, up to a multiple of this.
    pub(super) row_step: usize,
    /// Rows of hidden states that go through a layer together.
    pub(super) block_rows: usize,
}

struct ReadShape;

impl Step for ReadShape {
    type Output = Shape;

    fn run<K: InstructionSet>(self, _: K) -> Shape {
        Shape { depth_step: K::DEPTH_STEP, row_step: K::ROW_STEP, block_rows: K::BLOCK_ROWS }
    }
}
