import { describe, expect, it } from 'vitest';
import { chooseLanguage, localeFor } from '.';
import { en } from './en';
import { es } from './es';
import { pt } from './pt';

type Tree = { [key: string]: unknown };

/** Every text by its path; functions are called with their own places. */
function texts(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const here = `${path}.${key}`;
    if (typeof value === 'string') return [[here, value]];
    if (typeof value === 'function') return [[here, String((value as (...args: unknown[]) => string)(...Array.from({ length: value.length }, (_, i) => i + 2)))]];
    return texts(value as Tree, here);
  });
}

describe.each([['pt', pt], ['es', es]] as const)('the words of %s', (_, words) => {
  const own = new Map(texts(words));

  it('say nothing less than the English ones: every number and name has its place', () => {
    for (const [path, english] of texts(en)) {
      const text = own.get(path) ?? '';
      expect(text.trim(), path).not.toBe('');
      for (const given of english.match(/\d+/g) ?? []) expect(text, path).toContain(given);
    }
  });

  it('are not the English ones', () => {
    const same = texts(en).filter(([path, english]) => english.length > 18 && own.get(path) === english);
    expect(same).toEqual([]);
  });
});

describe('the language', () => {
  it('is the chosen one, else the first of the browser that there is, else English', () => {
    expect(chooseLanguage('es', ['pt-BR'])).toBe('es');
    expect(chooseLanguage(null, ['de-DE', 'pt-BR', 'en'])).toBe('pt');
    expect(chooseLanguage('xx', ['de'])).toBe('en');
  });

  it('keeps the viewer’s own way to write numbers where the browser has one', () => {
    expect(localeFor('pt', ['en-US', 'pt-BR'])).toBe('pt-BR');
    expect(localeFor('pt', ['en-US'])).toBe('pt-PT');
    expect(localeFor('en', ['en-US'])).toBe('en-US');
  });
});
