import { signal } from '@preact/signals';
import type { Language } from '../api/types';
import { quietly } from '../quietly';
import type * as Ja from './ja';

/** The same keys as the Japanese text, in another language. A missing key does not compile. */
export type Texts<T> = { readonly [K in keyof T]: string };

/** All areas of one language. */
export type Catalog = { readonly [A in keyof typeof Ja]: Texts<(typeof Ja)[A]> };

/** Values put into `{name}` places of a text. */
export type Values = Readonly<Record<string, string | number>>;

/** The language on screen; set by {@link showLanguage}, read by every text. */
export const language = signal<Language>('ja');

/** The language of this phone while nobody is signed in: chosen before, or what the phone itself speaks. */
export const deviceLanguage = signal<Language>(ownLanguage());

function ownLanguage(): Language {
  if (typeof navigator === 'undefined') return 'ja';
  const kept = quietly(() => localStorage.getItem('engawa.language'));
  if (kept === 'ja' || kept === 'ja-x-easy' || kept === 'en') return kept;
  return navigator.language.startsWith('ja') ? 'ja' : 'en';
}

/** Keeps the language for the next start of this phone. */
export function keepLanguage(chosen: Language): void {
  deviceLanguage.value = chosen;
  quietly(() => localStorage.setItem('engawa.language', chosen));
}

const other = signal<Catalog | null>(null);

/** Loads a language and then shows it; a language that cannot be loaded (offline) leaves the screen as it was. */
export async function showLanguage(wanted: Language): Promise<void> {
  try {
    const catalog =
      wanted === 'en' ? await import('./en') : wanted === 'ja-x-easy' ? await import('./easy') : null;
    other.value = catalog;
    language.value = wanted;
    document.documentElement.lang = wanted === 'en' ? 'en' : 'ja';
  } catch {
    // Not on this phone yet: Japanese stays, the next start tries again.
  }
}

/** Puts values into the `{name}` places of a text. Whoever is called by other words than a name (they end with U+2060) has no さん. */
export function fill(text: string, values?: Values): string {
  return values
    ? text
        .replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
        .replaceAll('\u2060さん', '\u2060')
    : text;
}

/**
 * The texts of one area: `const t = area('today', today)` with the Japanese texts, which travel with the screen.
 * `t('greet', { name })` gives a raw text that may hold furigana: show it with `<Ruby>`, or `plain()` it.
 */
export function area<A extends keyof Catalog>(name: A, ja: Catalog[A]) {
  return (key: keyof Catalog[A], values?: Values): string =>
    fill(((other.value?.[name] ?? ja) as Record<PropertyKey, string>)[key] ?? '', values);
}
