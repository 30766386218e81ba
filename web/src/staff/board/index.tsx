import { Board } from './board';
import { Everybody } from './everybody';
import { ready } from './words';

/** With their texts in the language of the reader. */
export const open = () => ready().then(() => ({ Board, Everybody }));
