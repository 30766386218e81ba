import { HandoverCard } from './card';
import { Mine } from './mine';
import { Propose } from './propose';
import { t } from './texts';

/** Everything under つなぐ: asking somebody (`/talk/handover/…`), and what is asked and what became of it (`/talk/handovers`). */
function Handovers({ parts }: { readonly parts: readonly string[] }) {
  const [, place, person] = parts;
  return place === 'handover' && person ? <Propose key={person} person={person} /> : <Mine />;
}

/** With their texts in the language of the reader. */
export const open = () => t.ready().then(() => Handovers);

/** On 話す: that there is a question. */
export const openCard = () => t.ready().then(() => HandoverCard);
