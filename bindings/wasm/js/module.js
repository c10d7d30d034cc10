// Two modules do the same: one with WebAssembly's dot products of bytes ("relaxed" vectors), and one for
// browsers without them.
const PLAIN = new URL("dixit_bg.wasm", import.meta.url);
const RELAXED = new URL("dixit_relaxed_bg.wasm", import.meta.url);

// (module (func (export "f") (result i32)
//   i32.const -128  i8x16.splat  i32.const 127  i8x16.splat  i32.const 10  i32x4.splat
//   i32x4.relaxed_dot_i8x16_i7x16_add_s  i32x4.extract_lane 0))
// prettier-ignore
const PROBE = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 24, 1, 22, 0,
  65, 128, 127, 253, 15, 65, 255, 0, 253, 15, 65, 10, 253, 17, 253, 147, 2, 253, 27, 0, 11,
);

/** Whether the dot products are there, and right: while they were an experiment, one engine's were not. */
const hasDotProducts = () =>
  WebAssembly.validate(PROBE) && new WebAssembly.Instance(new WebAssembly.Module(PROBE)).exports.f() === 10 - 4 * 128 * 127;

/** Where the fastest module is that runs here. */
export const bestModule = () => (hasDotProducts() ? RELAXED : PLAIN);
