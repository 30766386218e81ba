/** How many notices wait unread: for the sign on home and on the icon of the app. Small, because home asks for it. */
import { effect, type Signal, signal } from '@preact/signals';
import { authorized } from '../api/authorized';
import { isRecord } from '../api/problem';
import { me } from './person';

/** Unread notices as last heard. */
export const unread: Signal<number> = signal(0);

let whose: string | undefined;
effect(() => {
  const person = me.value?.person_id;
  if (person !== whose) takeUnread(0);
  whose = person;
});

/** Takes in a count, and puts it on the icon of the app where phones can. */
export function takeUnread(count: number): void {
  unread.value = count;
  const phone = typeof navigator === 'undefined' ? null : navigator;
  const shown = count > 0 ? phone?.setAppBadge?.(count) : phone?.clearAppBadge?.();
  shown?.catch(() => undefined);
}

let asked = 0;

/** Asks how many there are. An answer that comes after a newer question is passed over. */
export async function rereadUnread(): Promise<void> {
  const person = me.peek()?.person_id;
  if (!person) return;
  const turn = ++asked;
  const { ok, value } = await authorized('get', '/me/notices?limit=1', {});
  if (
    ok &&
    isRecord(value) &&
    typeof value.unread === 'number' &&
    turn === asked &&
    me.peek()?.person_id === person
  )
    takeUnread(value.unread);
}
