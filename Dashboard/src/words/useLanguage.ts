import { useSyncExternalStore } from 'react';
import { currentLanguage, onLanguage, type Language } from '.';

/** Components below are keyed by it: a new language draws them anew. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, currentLanguage);
}
