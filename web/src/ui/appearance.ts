import { effect } from '@preact/signals';
import { preferences } from '../data/prefs';
import { quietly } from '../quietly';

/** Puts the person's choices on the page at once, and keeps them for boot.js so that the next start does not flash. */
export function startAppearance(): void {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const like = preferences.value;
    const look: Record<string, string> = {
      'data-text': String(like.text_size),
      'data-furigana': like.furigana ? 'on' : 'off',
      'data-contrast': like.contrast,
      'data-quiet': like.quiet ? 'on' : 'off',
      'data-hand': like.hand,
      'data-font': like.readable_font ? 'readable' : 'system',
    };
    if (like.theme === 'system') root.removeAttribute('data-theme');
    else look['data-theme'] = like.theme;
    for (const [name, value] of Object.entries(look)) root.setAttribute(name, value);
    const isDark = like.theme === 'dark' || (like.theme === 'system' && dark.matches);
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]'))
      meta.content = isDark ? '#111919' : '#fcf9f3';
    quietly(() => localStorage.setItem('engawa.look', JSON.stringify(look)));
  };
  dark.addEventListener('change', apply);
  effect(apply);
}
