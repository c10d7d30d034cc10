//! AMX: the tile registers of Intel's server processors, 16,384 products an instruction.
//!
//! Rust has no stable intrinsics for them, so the instructions stand here as assembly. Registers:
//! `tmm0` to `tmm3` hold the sums of 2 × 2 tiles, `tmm4` and `tmm5` 16 rows each of the left side,
//! `tmm6` and `tmm7` 16 columns each of the panel.

use std::arch::asm;
use std::marker::PhantomData;
use std::sync::OnceLock;

use super::{Avx512Vnni, InstructionSet, LEFT_MOST, PANEL, Portable, TILE_ROWS, Tile};

/// Proof that the processor has AMX for bytes and AVX-512, that the operating system lets this
/// process use the tiles, and that they work.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Amx(());

impl Amx {
    pub(in super::super) fn detect() -> Option<Self> {
        static FOUND: OnceLock<bool> = OnceLock::new();
        let found = *FOUND.get_or_init(|| {
            Avx512Vnni::detect().is_some()
                && processor_has_tiles()
                && permission()
                && Self(()).agrees()
        });
        found.then_some(Self(()))
    }

    /// Whether a product comes out as the portable kernel's. What gives out tiles that it does not
    /// keep (an emulator, a hypervisor) must not cost anyone their results. Takes some
    /// microseconds, once a process.
    fn agrees(self) -> bool {
        const DEPTH: usize = 128;
        let left: Vec<u8> =
            (0..TILE_ROWS * DEPTH).map(|i| (i * 37 + i / 251) as u8 & LEFT_MOST).collect();
        let panel: Vec<i8> = (0..PANEL * DEPTH).map(|i| (i * 101 + i / 127) as i8).collect();
        let (mut tiles, mut plain) = (Tile::zero(), Tile::zero());
        [TILE_ROWS, TILE_ROWS / 2].into_iter().all(|rows| {
            let session = self.begin();
            // SAFETY: the session is alive; both operands hold DEPTH bytes for every row and
            // column, and DEPTH is a multiple of both kernels' steps.
            unsafe {
                self.sums(left.as_ptr(), DEPTH, rows, panel.as_ptr(), DEPTH, &mut tiles);
                Portable.sums(left.as_ptr(), DEPTH, rows, panel.as_ptr(), DEPTH, &mut plain);
            }
            drop(session);
            tiles.0[..rows] == plain.0[..rows]
        })
    }
}

/// CPUID leaf 7: AMX-TILE and AMX-INT8.
fn processor_has_tiles() -> bool {
    const TILE_AND_INT8: u32 = 1 << 24 | 1 << 25;
    #[allow(
        unused_unsafe,
        reason = "safe in newer toolchains than the oldest that this crate builds with"
    )]
    // SAFETY: every 64-bit x86 processor has CPUID; leaves beyond the highest are asked for only
    // where they exist.
    unsafe {
        std::arch::x86_64::__cpuid(0).eax >= 7
            && std::arch::x86_64::__cpuid_count(7, 0).edx & TILE_AND_INT8 == TILE_AND_INT8
    }
}

/// Asks the kernel for the tile registers, for the whole process (Linux 5.16 and later; see its
/// `Documentation/arch/x86/xstate.rst`).
fn permission() -> bool {
    const ARCH_PRCTL: i64 = 158;
    const ARCH_REQ_XCOMP_PERM: u64 = 0x1023;
    const XFEATURE_XTILEDATA: u64 = 18;
    let result: i64;
    // SAFETY: a system call with these registers, of which it changes rax, rcx and r11. It touches
    // no memory of ours and only adds a permission; a kernel that does not know it returns an
    // error.
    unsafe {
        asm!(
            "syscall",
            inlateout("rax") ARCH_PRCTL => result,
            in("rdi") ARCH_REQ_XCOMP_PERM,
            in("rsi") XFEATURE_XTILEDATA,
            lateout("rcx") _,
            lateout("r11") _,
            options(nostack),
        );
    }
    result == 0
}

/// The layout of the tile registers, as `ldtilecfg` reads it.
#[repr(C, align(64))]
struct Shapes {
    palette: u8,
    start_row: u8,
    reserved: [u8; 14],
    row_bytes: [u16; 16],
    rows: [u8; 16],
}

/// All eight tiles are 16 rows of 64 bytes.
static SHAPES: Shapes = {
    let (mut row_bytes, mut rows) = ([0; 16], [0; 16]);
    let mut tile = 0;
    while tile < 8 {
        row_bytes[tile] = 64;
        rows[tile] = 16;
        tile += 1;
    }
    Shapes { palette: 1, start_row: 0, reserved: [0; 14], row_bytes, rows }
};

/// While it lives, this thread's tile registers have the shapes above. Not to be sent to another
/// thread.
#[derive(Debug)]
pub(in super::super) struct Session(PhantomData<*const ()>);

impl Drop for Session {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: the session began, so the processor has the instruction. It clears the tile
        // registers, which nothing but `sums` uses, and the state that the kernel would have to
        // save.
        unsafe {
            asm!("tilerelease", out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _, out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _, options(nostack, nomem, preserves_flags));
        }
    }
}

impl InstructionSet for Amx {
    const ROW_STEP: usize = 16;
    const DEPTH_STEP: usize = 64;
    const BLOCK_ROWS: usize = 128;
    type Session = Session;

    #[inline(always)]
    fn begin(self) -> Session {
        // SAFETY: `self` proves that the processor has the instruction and that the process may use
        // it; `SHAPES` is 64 bytes of a palette, sizes and reserved zeros that it accepts.
        unsafe {
            asm!("ldtilecfg [{}]", in(reg) &raw const SHAPES, out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _, out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _, options(nostack, readonly, preserves_flags));
        }
        Session(PhantomData)
    }

    #[inline(always)]
    unsafe fn sums(
        self,
        left: *const u8,
        stride: usize,
        rows: usize,
        panel: *const i8,
        depth: usize,
        out: &mut Tile,
    ) {
        // SAFETY: `self` proves the instructions; the caller promises the session and what is read.
        unsafe {
            if rows > TILE_ROWS / 2 {
                two(left, stride, panel, depth, out);
            } else {
                one(left, stride, panel, depth, out);
            }
        }
    }
}

/// The sums of 32 rows.
///
/// # Safety
///
/// As for [`InstructionSet::sums`] with 32 rows, on a processor with AMX.
#[inline(always)]
unsafe fn two(left: *const u8, stride: usize, panel: *const i8, depth: usize, out: &mut Tile) {
    // SAFETY: the loop runs `depth / 64` times. Each time it reads 64 bytes of 32 rows and, of the
    // panel, 16 groups of 128 bytes: what the caller promises. It writes 32 rows of 32 numbers, all
    // of `out`. The tile registers have the shapes of the session.
    unsafe {
        asm!(
            "tilezero tmm0",
            "tilezero tmm1",
            "tilezero tmm2",
            "tilezero tmm3",
            "test {steps}, {steps}",
            "jz 3f",
            "2:",
            "tileloadd tmm6, [{panel} + {panel_stride}]",
            "tileloadd tmm4, [{left} + {stride}]",
            "tdpbusd tmm0, tmm4, tmm6",
            "tileloadd tmm7, [{panel} + {panel_stride} + 64]",
            "tdpbusd tmm1, tmm4, tmm7",
            "tileloadd tmm5, [{lower} + {stride}]",
            "tdpbusd tmm2, tmm5, tmm6",
            "tdpbusd tmm3, tmm5, tmm7",
            "add {left}, 64",
            "add {lower}, 64",
            "add {panel}, 2048",
            "dec {steps}",
            "jnz 2b",
            "3:",
            "tilestored [{out} + {panel_stride}], tmm0",
            "tilestored [{out} + {panel_stride} + 64], tmm1",
            "tilestored [{out} + {panel_stride} + 2048], tmm2",
            "tilestored [{out} + {panel_stride} + 2112], tmm3",
            steps = inout(reg) depth / 64 => _,
            left = inout(reg) left => _,
            lower = inout(reg) left.add(16 * stride) => _,
            panel = inout(reg) panel => _,
            stride = in(reg) stride,
            // Also that of `out`, whose numbers are as many bytes as a group of the panel.
            panel_stride = in(reg) PANEL * 4,
            out = in(reg) out.0.as_mut_ptr(),
            out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
            out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
            options(nostack),
        );
    }
}

/// The sums of 16 rows.
///
/// # Safety
///
/// As for [`InstructionSet::sums`] with 16 rows, on a processor with AMX.
#[inline(always)]
unsafe fn one(left: *const u8, stride: usize, panel: *const i8, depth: usize, out: &mut Tile) {
    // SAFETY: as in `two`, with 16 rows in place of 32.
    unsafe {
        asm!(
            "tilezero tmm0",
            "tilezero tmm1",
            "test {steps}, {steps}",
            "jz 3f",
            "2:",
            "tileloadd tmm4, [{left} + {stride}]",
            "tileloadd tmm6, [{panel} + {panel_stride}]",
            "tileloadd tmm7, [{panel} + {panel_stride} + 64]",
            "tdpbusd tmm0, tmm4, tmm6",
            "tdpbusd tmm1, tmm4, tmm7",
            "add {left}, 64",
            "add {panel}, 2048",
            "dec {steps}",
            "jnz 2b",
            "3:",
            "tilestored [{out} + {panel_stride}], tmm0",
            "tilestored [{out} + {panel_stride} + 64], tmm1",
            steps = inout(reg) depth / 64 => _,
            left = inout(reg) left => _,
            panel = inout(reg) panel => _,
            stride = in(reg) stride,
            panel_stride = in(reg) PANEL * 4,
            out = in(reg) out.0.as_mut_ptr(),
            out("tmm0") _, out("tmm1") _, out("tmm4") _, out("tmm6") _, out("tmm7") _,
            options(nostack),
        );
    }
}
