/**
 * Elementary functions whose bits are the same on every machine and JavaScript engine: only
 * additions, multiplications, divisions and square roots, which IEEE 754 fixes. `Math.pow` and `**`
 * differ between Node 20 and 24, and nothing promises that the others never will.
 */
const bits = (): { real: Float64Array; words: Uint32Array } => {
  const real = new Float64Array(1);
  return { real, words: new Uint32Array(real.buffer) };
};

/** Of the smallest normal number. */
const lowestPower = -1022;

/** 2 to the power of -1022 … 1023, all of them exact. */
const powers: readonly number[] = (() => {
  const all = [2.2250738585072014e-308];
  while (all.length < 2046) all.push(2 * all[all.length - 1]);
  return all;
})();

const ln2High = 6.9314718036912381649e-1;
const ln2Low = 1.90821492927058770002e-10;

/** Natural logarithm of a positive, normal number; relative error below 1e-15. */
export function log(x: number): number {
  const { real, words } = bits();
  real[0] = x;
  let exponent = (words[1] >>> 20) - 1023;
  words[1] = (words[1] & 0xfffff) | 0x3ff00000;
  let m = real[0];
  if (m > Math.SQRT2) {
    m /= 2;
    exponent++;
  }
  // log m = 2 atanh s; |s| <= 0.1716, so the first term left out is below 0.1716^23 / 23 < 1e-18.
  const s = (m - 1) / (m + 1);
  const s2 = s * s;
  let sum = 0;
  for (let k = 21; k >= 1; k -= 2) sum = sum * s2 + 1 / k;
  return exponent * ln2High + (2 * s * sum + exponent * ln2Low);
}

/** e^x; 0 below -708 and Infinity above 709; relative error below 1e-15. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x < -708) return 0;
  if (x > 709) return Infinity;
  const k = Math.round(x / Math.LN2);
  const r = x - k * ln2High - k * ln2Low;
  // |r| <= 0.347: the first term left out is below 0.347^15 / 15! < 1e-19.
  let sum = 1;
  for (let n = 14; n >= 1; n--) sum = 1 + (r / n) * sum;
  return sum * powers[k - lowestPower];
}

/** cos x for 0 <= x <= pi; absolute error below 1e-15. */
export function cos(x: number): number {
  if (x > Math.PI / 2) return -cos(Math.PI - x);
  const x2 = x * x;
  // The first term left out is below 1.571^24 / 24! < 1e-19.
  let sum = 1;
  for (let n = 22; n >= 2; n -= 2) sum = 1 - (x2 / (n * (n - 1))) * sum;
  return sum;
}

/** x^0.75 for x >= 0. */
export function threeQuarterPower(x: number): number {
  const root = Math.sqrt(x);
  return root * Math.sqrt(root);
}
