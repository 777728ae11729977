/** A change of surprise: one decimal, a sign, and no sign for what is practically zero. */
export function signedBits(bits: number): string {
  const digits = Math.abs(bits).toFixed(2);
  if (digits === '0.00') return '0.00';
  return `${bits < 0 ? '−' : '+'}${digits}`;
}
