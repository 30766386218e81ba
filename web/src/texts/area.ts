import { signal } from '@preact/signals';
import type { Language } from '../api/types';
import { fill, language, type Texts, type Values } from './index';

/** How long a screen waits for its language before it is shown in Japanese. */
const PATIENCE = 1_500;

/**
 * The texts of an area that is loaded when it is opened: `const t = lazyArea(talk, { en: () => …, easy: () => … })`. The Japanese
 * texts travel with its screens; the other languages come one at a time, to those who read them. `t.ready()` waits for the one
 * on screen.
 */
export function lazyArea<T extends Record<string, string>>(
  ja: T,
  load: { readonly en: () => Promise<Texts<T>>; readonly easy: () => Promise<Texts<T>> },
) {
  const loaded = signal<{ readonly language: Language; readonly texts: Texts<T> } | null>(null);
  let asked: Language = 'ja';
  let coming: Promise<void> = Promise.resolve();
  function ask(now: Language): Promise<void> {
    if (now === 'ja' || asked === now) return coming;
    asked = now;
    coming = (now === 'en' ? load.en() : load.easy()).then(
      (texts) => {
        loaded.value = { language: now, texts };
      },
      () => {
        asked = 'ja';
      },
    );
    return coming;
  }
  function t(key: keyof T, values?: Values): string {
    const now = language.value;
    void ask(now);
    const texts: Texts<T> = loaded.value?.language === now ? loaded.value.texts : ja;
    return fill(texts[key], values);
  }
  const ready = () =>
    Promise.race([ask(language.peek()), new Promise<void>((resolve) => setTimeout(resolve, PATIENCE))]);
  return Object.assign(t, { ready });
}
