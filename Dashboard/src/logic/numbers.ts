import { locale, words } from '../words';

const formats = new Map<string, Intl.NumberFormat>();

function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale()}|${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.NumberFormat(locale(), options)));
  return made;
}

/** With a capital letter, to stand by itself. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);
}

export const MISSING = '–';

/** People are whole: 18,402. A missing number is a dash, never 0. */
export function people(value: number | null | undefined): string {
  return decimals(value, 0);
}

/** At most so many decimals: 14.3. */
export function decimals(value: number | null | undefined, digits: number): string {
  return value === null || value === undefined ? MISSING : format({ maximumFractionDigits: digits }).format(value);
}

/** An amount in its currency; a dash without one. */
export function money(value: number | null | undefined, currency: string | null, digits: number): string {
  if (value === null || value === undefined || currency === null) return MISSING;
  return format({ style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** "11.8 %" of a value that is already in percent. */
export function rate(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : words().numbers.percent(format({ maximumFractionDigits: 1 }).format(value));
}

/** "96 %" of a share, 0…1. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? MISSING : words().numbers.percent(format({ maximumFractionDigits: 0 }).format(share * 100));
}

/** "+6 %", "−12 %": how a number changed, as a share of what it was. A true minus, which is as wide as the plus. */
export function change(share: number | null | undefined): string {
  if (share === null || share === undefined) return MISSING;
  const rounded = Math.round(share * 100);
  const sign = rounded > 0 ? '+' : rounded < 0 ? '−' : '±';
  return words().numbers.percent(`${sign}${format({ maximumFractionDigits: 0 }).format(Math.abs(rounded))}`);
}
