import { en, type Words } from './en';

/** The language of the app: one dictionary at a time, the others fetched when they are chosen. */
export type Language = 'en' | 'pt' | 'es';

export const LANGUAGES: { code: Language; name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'pt', name: 'Português' },
  { code: 'es', name: 'Español' },
];

const KEY = 'retailorleans.language';
const FALLBACK_LOCALE: Record<Language, string> = { en: 'en-GB', pt: 'pt-PT', es: 'es-ES' };

let current: Words = en;
let language: Language = 'en';
let tag = localeFor('en', browserLanguages());
const listeners = new Set<() => void>();

export function words(): Words {
  return current;
}

export function currentLanguage(): Language {
  return language;
}

/** The BCP 47 tag by which numbers, dates and names are written: the viewer's own variant of the app's language. */
export function locale(): string {
  return tag;
}

/** The viewer's variant of a language (en-US of en), else a plain one. */
export function localeFor(wanted: Language, preferred: readonly string[]): string {
  return preferred.find((one) => one.toLowerCase().split('-')[0] === wanted) ?? FALLBACK_LOCALE[wanted];
}

/** What was chosen on this device, else the first language of the browser that there is, else English. */
export function chooseLanguage(stored: string | null, preferred: readonly string[]): Language {
  for (const one of [stored, ...preferred]) {
    const code = one?.toLowerCase().split('-')[0];
    const known = LANGUAGES.find((l) => l.code === code);
    if (known) return known.code;
  }
  return 'en';
}

export function startLanguage(): Promise<void> {
  return speak(chooseLanguage(localStorage.getItem(KEY), browserLanguages()));
}

/** Changes the language here and now, and for later visits. */
export async function setLanguage(wanted: Language): Promise<void> {
  localStorage.setItem(KEY, wanted);
  await speak(wanted);
}

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function speak(wanted: Language): Promise<void> {
  current = await load(wanted);
  language = wanted;
  tag = localeFor(wanted, browserLanguages());
  if (typeof document !== 'undefined') document.documentElement.lang = wanted;
  listeners.forEach((listener) => listener());
}

async function load(wanted: Language): Promise<Words> {
  switch (wanted) {
    case 'en':
      return en;
    case 'pt':
      return (await import('./pt')).pt;
    case 'es':
      return (await import('./es')).es;
  }
}

function browserLanguages(): readonly string[] {
  return typeof navigator === 'undefined' ? [] : (navigator.languages ?? []);
}
