/**
 * The two arithmetics of the fast kernels. `separate` rounds a product and then the sum that it is
 * added to, and runs everywhere. `fused` rounds once, which the processor has to do by itself: taken
 * where it does, its result is the same on every machine, too. So a training has one of exactly two
 * results, and its plan says which.
 */
export const arithmetics = ['separate', 'fused'] as const;

export type Arithmetic = (typeof arithmetics)[number];

/**
 * f(a, c) = (a a + c) - (-c - a a), by the two instructions that the fused kernels are made of
 * (`f32x4.relaxed_madd` and `relaxed_nmadd`; WebAssembly Core Specification 3.0).
 */
// prettier-ignore
const probe = Uint8Array.from([
  0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  1, 7, 1, 0x60, 2, 0x7d, 0x7d, 1, 0x7d, // type (f32, f32) -> f32
  3, 2, 1, 0, // one function of this type
  7, 5, 1, 1, 0x66, 0, 0, // exported as `f`
  10, 41, 1, 39, 0, // its body:
  0x20, 0, 0xfd, 0x13, 0x20, 0, 0xfd, 0x13, 0x20, 1, 0xfd, 0x13, 0xfd, 0x85, 2, // a a + c
  0x20, 0, 0xfd, 0x13, 0x20, 0, 0xfd, 0x13, 0x20, 1, 0x8c, 0xfd, 0x13, 0xfd, 0x86, 2, // -c - a a
  0xfd, 0xe5, 1, 0xfd, 0x1f, 0, 0x0b, // their difference, its first lane
]);

/**
 * Whether fused kernels compute here what they compute everywhere else. An engine may lack the
 * instructions (Node 20); where it has them, they may still round twice on a processor without fused
 * multiply-add. (1 + 2^-12)^2 = 1 + 2^-11 + 2^-24 lies half way between two numbers: rounded, its last
 * part is gone.
 */
export function isFusedHere(): boolean {
  if (!WebAssembly.validate(probe)) return false;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(probe));
  const { f } = exports as { f(a: number, c: number): number };
  return f(1 + 1 / 4096, -(1 + 1 / 2048)) === 1 / 8_388_608;
}
