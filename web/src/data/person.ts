/** Who uses this phone now, and whether it can reach the server. Signals that every screen may read. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Me } from '../api/types';

/** The person of this phone as last known, with changes on the way already in; null when nobody is signed in. */
export const me: Signal<Me | null> = signal(null);

/** True while somebody is signed in on this phone, with or without a network. */
export const signedIn: ReadonlySignal<boolean> = computed(() => me.value !== null);

/** What the phone believes about its network. */
export const online: Signal<boolean> = signal(typeof navigator === 'undefined' || navigator.onLine);
