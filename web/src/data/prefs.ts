/** How the person likes the app. Applied at once, kept on this phone, sent to the account when there is a way. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Body, Me, Preferences, PreferencesPatch } from '../api/types';
import { newId } from './ids';
import { blend, type Entry, type Json } from './outbox';
import { me } from './person';
import { fact, setFact } from './store';
import { commit } from './sync';

/** What applies until somebody chooses otherwise. */
export const defaults: Preferences = {
  text_size: 100,
  theme: 'system',
  contrast: 'normal',
  furigana: false,
  readable_font: false,
  quiet: false,
  hand: 'right',
  mood_scale: 'five',
  mood_look: 'words',
  mood_words: {},
  lookback_rest_until: null,
};

/** Choices made on this phone before anybody signed in; they move into the account at the first sign-in. */
const onThisPhone: Signal<PreferencesPatch> = signal({});

/** The preferences that apply now, signed in or not. */
export const preferences: ReadonlySignal<Preferences> = computed(() => {
  const account = me.value?.preferences ?? {};
  return merged(merged(defaults, account), onThisPhone.value);
});

/** Changes some preferences. */
export async function savePreferences(partial: PreferencesPatch): Promise<void> {
  if (me.peek()) return saveMe({ preferences: partial });
  onThisPhone.value = merged(onThisPhone.peek(), partial);
  await setFact('preferences', onThisPhone.peek());
}

/** Changes nickname, language or preferences of the signed-in person. */
export async function saveMe(patch: Body<'update_me'>): Promise<void> {
  const now = me.peek();
  if (!now) return;
  const entry = {
    id: newId(),
    person: now.person_id,
    kind: 'me' as const,
    object: '/me',
    action: 'edit' as const,
    body: { ...patch },
    base: null,
    at: Date.now(),
  };
  try {
    await commit({ type: 'add', entry });
  } finally {
    // Shown once it is kept, so that a reload never takes back what was on screen; a phone that cannot keep shows it anyway.
    const still = me.peek();
    if (still?.person_id === now.person_id) me.value = merged(still, patch);
  }
}

/** Me as it will be once everything that waits has arrived. */
export function meWith(copy: Me, waiting: readonly Entry[]): Me {
  return waiting
    .filter((e) => e.kind === 'me' && e.state !== 'attention')
    .reduce((sum, e) => merged(sum, e.body), copy);
}

/** Reads the choices that were made on this phone before sign-in. */
export async function readPreferences(): Promise<void> {
  const kept = await fact('preferences');
  if (typeof kept === 'object' && kept) onThisPhone.value = kept;
}

/** Moves them into the account of who has just signed in. */
export async function adoptPreferences(): Promise<void> {
  const chosen = onThisPhone.peek();
  if (Object.keys(chosen).length === 0) return;
  await saveMe({ preferences: chosen });
  onThisPhone.value = {};
  await setFact('preferences', undefined);
}

function merged<T extends object>(value: T, patch: object): T {
  return blend({ ...value } as Json, { ...patch } as Json, false) as T;
}
