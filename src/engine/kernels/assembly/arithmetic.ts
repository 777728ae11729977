/**
 * Products that are added to a sum, in the arithmetic that this module is compiled for: `separate`
 * rounds the product and then the sum, `fused` rounds once. The same sources become both modules
 * (asconfig.json: the targets); the host takes the fused one only where the processor really fuses
 * (../arithmetic.ts), so that there are two results and no third.
 */

/** sum + a b */
// @ts-ignore: decorator
@inline
export function madd(sum: v128, a: v128, b: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? v128.relaxed_madd<f32>(a, b, sum) : f32x4.add(sum, f32x4.mul(a, b));
}

/** sum - a b */
// @ts-ignore: decorator
@inline
export function nmadd(sum: v128, a: v128, b: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? v128.relaxed_nmadd<f32>(a, b, sum) : f32x4.sub(sum, f32x4.mul(a, b));
}

/** Which of the two this module is. */
export function isFused(): bool {
  return ASC_FEATURE_RELAXED_SIMD;
}
