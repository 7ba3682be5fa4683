import { describe, expect, it } from 'vitest';
import { parseCsv, writeCsv } from './csv';

describe('parseCsv', () => {
  it('reads quotes, doubled quotes and line ends within them', () => {
    expect(parseCsv('a,b\r\n"x, ""y""","1\n2"\n')).toEqual([['a', 'b'], ['x, "y"', '1\n2']]);
  });

  it('finds the separator that a spreadsheet used, and drops its byte order mark', () => {
    expect(parseCsv('\uFEFFa;b\n1,5;2')).toEqual([['a', 'b'], ['1,5', '2']]);
    expect(parseCsv('a\tb\n1\t2')).toEqual([['a', 'b'], ['1', '2']]);
  });

  it('leaves empty rows out and keeps empty cells', () => {
    expect(parseCsv('a,b\n\n,2\n,\n')).toEqual([['a', 'b'], ['', '2']]);
  });
});

describe('writeCsv', () => {
  it('comes back as it was', () => {
    const rows = [['name', 'n'], ['a "b", c', '1'], ['two\nlines', '']];
    expect(parseCsv(writeCsv(rows))).toEqual(rows);
  });

  it('makes no formula of a name', () => {
    expect(writeCsv([['=1+1', -5, null]])).toBe("'=1+1,-5,\r\n");
  });
});
