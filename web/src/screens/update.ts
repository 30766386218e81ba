import { signal } from '@preact/signals';

/** How to take a newer build that is ready; null while there is none. Filled in once the worker is known. */
export const update = signal<(() => void) | null>(null);
