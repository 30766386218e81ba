import { saveWin, undoSaveWin } from '../data';
import { area } from '../texts';
import { app } from '../texts/ja/app';
import { today } from '../texts/ja/today';
import { plain } from '../texts/ruby';
import { LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { oneTap } from '../ui/one-tap';
import { Ruby } from '../ui/Ruby';
import { toast } from '../ui/Toast';

const t = area('today', today);
const a = area('app', app);

type Suggestion = Extract<keyof typeof today, `suggest${string}`>;
type WinKind = 'tried' | 'managed' | 'did_not_work' | 'rested';

/** Small things of a day, each one tap away. */
export const SUGGESTIONS: readonly Suggestion[] = [
  'suggestWake',
  'suggestGreet',
  'suggestEat',
  'suggestHere',
  'suggestOut',
  'suggestTidy',
  'suggestAsk',
  'suggestRest',
];

/** Keeps a win and says so, with ten seconds to take it back. */
export function keepWin(kind: WinKind, text: string, draft?: string): Promise<void> {
  return oneTap(`win ${text}`, async () => {
    const win = await saveWin({ kind, text }, draft);
    toast(t('winSaved', { text }), {
      label: a('undo'),
      run: async () => {
        await undoSaveWin(win.win_id);
        toast(t('undone'));
      },
    });
  });
}

/** Chips that save what they say. */
export function Suggestions({ count }: { readonly count: number }) {
  return (
    <ul class="chips">
      {SUGGESTIONS.slice(0, count).map((key) => (
        <li key={key}>
          <button
            type="button"
            class="chip chip-warm chip-tap"
            onClick={() => keepWin(key === 'suggestRest' ? 'rested' : 'managed', plain(t(key)))}
          >
            <Ruby text={t(key)} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** On home: was there something small. */
export function WinCard() {
  return (
    <Card title={t('winAsk')}>
      <Suggestions count={4} />
      <LinkButton kind="quiet" href="#/wins" label={t('winMore')} />
    </Card>
  );
}
