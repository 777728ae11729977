/**
 * Numbers as a person reads them: percentages, perplexities, times, and bars made of characters.
 * Always with a decimal point, so that hover, panel and status bar show one number in one way.
 */

const eighths = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** @param share 0 to 1; outside of it, and for NaN, the nearest bar */
export function bar(share: number): string {
  const step = Number.isNaN(share)
    ? 0
    : Math.floor(Math.min(1, Math.max(0, share)) * eighths.length);
  return eighths[Math.min(eighths.length - 1, step)] ?? eighths[0];
}

/** @param probability 0 to 1 */
export function percent(probability: number): string {
  const hundredths = 100 * probability;
  if (hundredths >= 9.95) return `${hundredths.toFixed(0)}%`;
  if (hundredths >= 0.1 || hundredths === 0) return `${hundredths.toFixed(1)}%`;
  return '<0.1%';
}

/** In plain figures, however large: a notation with exponents says nothing to a reader of texts. */
export function perplexity(value: number): string {
  if (value < 10_000) return value.toFixed(1);
  return value < 1e9 ? count(value) : 'above 1,000,000,000';
}

/** 65 -> 1:05 */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(whole % 60)}`
    : `${minutes}:${two(whole % 60)}`;
}

/** 71 -> 71st */
export function ordinal(value: number): string {
  const whole = Math.round(value);
  const teens = whole % 100 >= 11 && whole % 100 <= 13;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][whole % 10] ?? 'th');
  return `${whole}${ending}`;
}

export function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** 21 Nov 2026 */
export function day(milliseconds: number): string {
  const date = new Date(milliseconds);
  const month = date.toLocaleDateString('en', { month: 'short' });
  return `${date.getDate()} ${month} ${date.getFullYear()}`;
}

/** 14:03 */
export function timeOfDay(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** Two digits, with a real minus sign; never −0.00. */
export function signed(value: number): string {
  const digits = Math.abs(value).toFixed(2);
  return value < 0 && digits !== '0.00' ? `−${digits}` : digits;
}
