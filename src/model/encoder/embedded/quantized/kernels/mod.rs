//! Kernels: sums of u8 × i8 products over a tile, one for each instruction set.
//!
//! Bytes of the left side are at most [`LEFT_MOST`]: two of its products fit an i16, which is what
//! AVX2 can add at once, and they are numbers of i8 too, which is what other instruction sets
//! multiply.
//!
//! Every kernel computes the same integers, so which one runs changes no result. The floating-point
//! work around them is plain Rust that the compiler vectorizes for the kernel's instruction set; it
//! neither reorders nor fuses operations, so that part is the same to the last bit as well.
//!
//! Loops over sums count with `enumerate` and take no `zip`: without link-time optimization its
//! constructor may stay a call, and sums whose address it takes leave their registers. That made
//! AVX2 four times slower.

mod portable;

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "x86_64")]
mod avx_vnni;

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod amx;

#[cfg(target_arch = "aarch64")]
mod neon_dotprod;
#[cfg(target_arch = "aarch64")]
mod neon_i8mm;

#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
mod relaxed_simd;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd128;

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
pub(super) use amx::Amx;
#[cfg(target_arch = "x86_64")]
pub(super) use avx_vnni::AvxVnni;
#[cfg(target_arch = "x86_64")]
pub(super) use avx2::Avx2;
#[cfg(target_arch = "x86_64")]
pub(super) use avx512::Avx512Vnni;
#[cfg(target_arch = "aarch64")]
pub(super) use neon_dotprod::NeonDotprod;
#[cfg(target_arch = "aarch64")]
pub(super) use neon_i8mm::NeonI8mm;
pub(super) use portable::Portable;
#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
pub(super) use relaxed_simd::RelaxedSimd;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(super) use simd128::Simd128;

/// The columns of a panel: what one call multiplies a few rows with.
pub(super) const PANEL: usize = 32;

/// The most rows of one call.
pub(super) const TILE_ROWS: usize = 32;

/// The largest byte of a left side; they have 7 bits.
pub(super) const LEFT_MOST: u8 = i8::MAX.cast_unsigned();

/// How many neighbours in a row stand side by side in a panel, for each of its columns.
pub(super) const GROUP: usize = 4;

/// The sums of one call, a row for each row of the left side.
#[derive(Debug)]
#[repr(align(64))]
pub(super) struct Tile(pub(super) [[i32; PANEL]; TILE_ROWS]);

impl Tile {
    pub(super) const fn zero() -> Self {
        Self([[0; PANEL]; TILE_ROWS])
    }
}

/// An instruction set's way to multiply. A value of it is the proof that this processor has the
/// instructions.
pub(super) trait InstructionSet: Copy + Send + Sync {
    /// Rows of the left side are read in steps of this many: 1, or more where rows that are not
    /// asked for are read as well.
    const ROW_STEP: usize;
    /// Rows of the left side are read in steps of this many bytes, and panels are this many rows
    /// deep or a multiple.
    const DEPTH_STEP: usize;
    /// How many rows of hidden states go through a layer together: the weights are read once for
    /// them, and what the layer has in flight (6 KB a row at MiniLM's size) should stay in the
    /// second-level cache.
    const BLOCK_ROWS: usize;
    /// What has to be set up before [`sums`](Self::sums) and torn down after it.
    type Session;

    fn begin(self) -> Self::Session;

    /// Puts `Σ left[r][k] * panel[k][c]` into `out[r][c]`, for `rows` rows and all columns of the
    /// panel.
    ///
    /// The panel holds, for each group of [`GROUP`] values of k, the group of each column in turn.
    /// Of `out`, rows from `rows` on are left undefined (but initialized), and so is a row whose
    /// bytes are not at most [`LEFT_MOST`].
    ///
    /// # Safety
    ///
    /// - a [`Session`](Self::Session) of this thread is alive;
    /// - `1 <= rows <= TILE_ROWS`; `depth` is a multiple of [`DEPTH_STEP`](Self::DEPTH_STEP);
    /// - `left` is readable for `depth` bytes at `r * stride`, for every r below `rows` rounded up
    ///   to [`ROW_STEP`](Self::ROW_STEP);
    /// - `panel` is readable for `depth * PANEL` bytes.
    unsafe fn sums(
        self,
        left: *const u8,
        stride: usize,
        rows: usize,
        panel: *const i8,
        depth: usize,
        out: &mut Tile,
    );
}
