const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

export const MISSING = '–';

/** People are whole: 18,402. A missing number is a dash, never 0. */
export function people(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : whole.format(value);
}

/** "11.8 %" of a value that is already in percent. */
export function rate(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : `${tenth.format(value)} %`;
}
