/** How numbers are written on the page: one form for each kind, the same in picture and table. */

/** Of a gate or a state: three decimals and a true minus. */
export function gateValue(value: number): string {
  const text = value.toFixed(3);
  return (text === '-0.000' ? '0.000' : text).replace('-', '−');
}

/** @param share 0 to 1 */
export function percent(share: number): string {
  const value = 100 * share;
  if (value >= 99.95 && value < 100) return '> 99.9 %';
  if (value >= 10) return `${value.toFixed(1)} %`;
  if (value >= 0.01) return `${value.toFixed(2)} %`;
  return value > 0 ? '< 0.01 %' : '0 %';
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en');

export function perplexityText(perplexity: number): string {
  if (perplexity < 1000) return perplexity.toFixed(1);
  return perplexity < 1e9 ? whole(perplexity) : 'above 1,000,000,000';
}

export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  const rest = Math.floor(seconds % 60);
  if (minutes < 60) return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** 3,456,789 as “3.5 million”, for numbers that nobody reads digit by digit. */
export function roundNumber(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)} million`;
  return whole(value);
}

/** A difference: always with its sign, a true minus, never −0.00. */
export function signed(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return value < 0 ? `−${text}` : `+${text}`;
}

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 10⁻⁵ */
export const tenTo = (exponent: number): string =>
  `10${exponent < 0 ? '⁻' : ''}${[...String(Math.abs(exponent))].map((digit) => raised[Number(digit)] ?? '').join('')}`;

/** Of numbers that may lie anywhere: 0.0123, 1.2 · 10⁻⁷; what is no number says so. */
export function powerText(value: number): string {
  if (Number.isNaN(value)) return 'no number';
  if (!Number.isFinite(value)) return value > 0 ? 'infinite' : '−infinite';
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (value === 0) return '0';
  if (size >= 1e-3 && size < 1e4) return sign + String(Number(size.toPrecision(3)));
  const [lead = '', power = ''] = size.toExponential(1).split('e');
  return `${sign}${lead} · ${tenTo(Number(power))}`;
}
