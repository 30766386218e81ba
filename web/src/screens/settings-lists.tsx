import { useState } from 'preact/hooks';
import type { PersonalItem } from '../api/types';
import { items, setItems, setWords, words } from '../data';
import { newId } from '../data/ids';
import { area } from '../texts';
import { app } from '../texts/ja/app';
import { settings } from '../texts/ja/settings';
import { plain } from '../texts/ruby';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { Choice } from '../ui/Choice';
import { EmptyState } from '../ui/EmptyState';
import { Field } from '../ui/Field';
import { Ruby } from '../ui/Ruby';
import { toast } from '../ui/Toast';
import { letters } from './letters';
import { useData } from './use-data';
import { useDraft } from './use-draft';

const t = area('settings', settings);
const a = area('app', app);

const WORDS = { count: 12, letters: 12 } as const;
const ITEMS = { count: 6, letters: 20 } as const;

/** Own words to choose from when writing. */
export function OwnWords() {
  const list = useData(words, 'words');
  const draft = useDraft('new-word', { word: '' });
  const [problem, setProblem] = useState<string | null>(null);
  if (!list || !draft.value) return null;
  const { word } = draft.value;

  function add(now: string[]) {
    const tidy = word.trim();
    if (!tidy) return;
    if (letters(tidy) > WORDS.letters) return setProblem(t('wordLong'));
    if (now.includes(tidy)) return setProblem(t('wordTwice'));
    setWords([...now, tidy]);
    draft.set({ word: '' });
    draft.drop();
  }

  return (
    <>
      <Card>
        {list.length === 0 && <EmptyState text={t('wordsEmpty')} />}
        <ul class="rows">
          {list.map((own) => (
            <Row key={own} label={own} onRemove={() => takeAway(list, (rest) => setWords(rest), own)} />
          ))}
        </ul>
      </Card>
      <Card>
        {list.length >= WORDS.count ? (
          <p>
            <Ruby text={t('wordsFull')} />
          </p>
        ) : (
          <form
            class="form"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              add(list);
            }}
          >
            <Field
              label={t('wordNew')}
              value={word}
              problem={problem}
              onInput={(next) => {
                setProblem(null);
                draft.set({ word: next });
              }}
            />
            <Button submit kind="primary" label={t('wordAdd')} />
          </form>
        )}
      </Card>
    </>
  );
}

const KINDS = ['scale4', 'yes_no', 'clock', 'count'] as const;

/** Own items that come up with each check-in. */
export function OwnItems() {
  const list = useData(items, 'items');
  const draft = useDraft<{ label: string; kind: PersonalItem['kind'] }>('new-item', {
    label: '',
    kind: 'scale4',
  });
  const [problem, setProblem] = useState<string | null>(null);
  if (!list || !draft.value) return null;
  const form = draft.value;

  function add(now: PersonalItem[]) {
    const label = form.label.trim();
    if (!label) return;
    if (letters(label) > ITEMS.letters) return setProblem(t('itemLong'));
    setItems([...now, { item_id: newId(), label, kind: form.kind }]);
    draft.set({ label: '', kind: 'scale4' });
    draft.drop();
  }

  return (
    <>
      <Card>
        {list.length === 0 && <EmptyState text={t('itemsEmpty')} />}
        <ul class="rows">
          {list.map((item) => (
            <Row
              key={item.item_id}
              label={item.label}
              hint={t(item.kind)}
              onRemove={() => takeAway(list, (rest) => setItems(rest), item)}
            />
          ))}
        </ul>
      </Card>
      <Card>
        {list.length >= ITEMS.count ? (
          <p>
            <Ruby text={t('itemsFull')} />
          </p>
        ) : (
          <form
            class="form"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              add(list);
            }}
          >
            <Field
              label={t('itemNew')}
              hint={t('itemHint')}
              value={form.label}
              problem={problem}
              onInput={(label) => {
                setProblem(null);
                draft.set({ ...form, label });
              }}
            />
            <Choice
              legend={t('itemKind')}
              options={KINDS.map((kind) => ({ value: kind, label: t(kind) }))}
              value={form.kind}
              onChoose={(kind) => draft.set({ ...form, kind })}
            />
            <Button submit kind="primary" label={t('wordAdd')} />
          </form>
        )}
      </Card>
    </>
  );
}

/** Takes one out and offers to put the list back as it was. */
function takeAway<T>(list: readonly T[], keep: (list: T[]) => Promise<void>, gone: T): void {
  keep(list.filter((one) => one !== gone));
  toast(t('removed'), { label: a('undo'), run: () => keep([...list]) });
}

interface RowProps {
  readonly label: string;
  readonly hint?: string;
  readonly onRemove: () => void;
}

function Row({ label, hint, onRemove }: RowProps) {
  return (
    <li>
      <div>
        <p class="own">{label}</p>
        {hint && (
          <p class="small">
            <Ruby text={hint} />
          </p>
        )}
      </div>
      <Button
        kind="quiet"
        wide={false}
        label={t('wordRemove')}
        spoken={plain(t('wordRemoveSpoken', { word: label }))}
        onPress={onRemove}
      />
    </li>
  );
}
