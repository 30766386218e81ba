/** What the worker shows when something came for somebody, and where a tap on it leads. Pure, so that it can be tested. */

/** All that a locked screen ever says: that there is something, and nothing about it. */
const WORDS = { ja: 'お知らせがあります', en: 'You have a notice' } as const;

/** What is shown, and what open pages hear. */
export interface Shown {
  readonly title: string;
  readonly look: { readonly lang: string; readonly tag: string; readonly silent: boolean };
  /** Where a tap leads, always inside the app. */
  readonly path: string;
  /** How many are unread, for the icon of the app; null when it was not said. */
  readonly count: number | null;
}

const fields = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value ? (value as Record<string, unknown>) : {};

function read(text: string | undefined): Record<string, unknown> {
  try {
    return fields(JSON.parse(text ?? ''));
  } catch {
    return {};
  }
}

/** The page of one notice, or the list when the address is not one of ours. */
export function pathOf(address: unknown, origin: string): string {
  const path = String(address).replace(origin, '').replace(/^\/#/, '');
  return /^\/notices\/[\w-]{1,64}$/.test(path) ? path : '/notices';
}

/** Reads a message. What cannot be read is shown all the same, in the language kept on this phone: silence would be worse. */
export function shownFor(text: string | undefined, language: string | undefined, origin: string): Shown {
  const { notification, app_badge: count } = read(text);
  const { title, lang, navigate, silent } = fields(notification);
  const kept = language?.startsWith('ja') ? 'ja' : 'en';
  const said = typeof title === 'string' && title && (lang === 'ja' || lang === 'en') ? lang : null;
  return {
    title: said ? String(title) : WORDS[kept],
    look: { lang: said ?? kept, tag: 'engawa', silent: silent === true },
    path: pathOf(navigate, origin),
    count: typeof count === 'number' && count >= 0 ? count : null,
  };
}
