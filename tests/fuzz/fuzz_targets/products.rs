//! Products of any shape, of any numbers that the kernels take: every kernel that the processor has
//! sums what the naive loop sums, and reads nothing that is not there.

#![no_main]

use kernels::{Kernel, product};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [rows, columns, depth, deeper, numbers @ ..] = data else { return };
    let (rows, columns) = (usize::from(*rows) % 100 + 1, usize::from(*columns) % 100 + 1);
    let depth = (usize::from(*depth) | usize::from(deeper % 3) << 8) + 1;
    let mut numbers = numbers.iter().copied().chain([127]).cycle();
    // A byte of a left side has 7 bits.
    let left: Vec<u8> = numbers.by_ref().take(rows * depth).map(|n| n & 127).collect();
    let weight: Vec<i8> = numbers.take(columns * depth).map(u8::cast_signed).collect();
    let naive: Vec<i32> = left
        .chunks_exact(depth)
        .flat_map(|row| weight.chunks_exact(depth).map(move |column| (row, column)))
        .map(|(row, column)| {
            row.iter().zip(column).map(|(&l, &w)| i32::from(l) * i32::from(w)).sum()
        })
        .collect();
    for kernel in Kernel::ALL {
        if let Some(sums) = product(kernel, &left, &weight, depth) {
            assert_eq!(sums, naive, "{kernel}, {rows} x {columns} x {depth}");
        }
    }
});
