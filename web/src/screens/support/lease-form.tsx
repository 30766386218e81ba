import { useEffect, useState } from 'preact/hooks';
import { houseNow } from '../../api/clock';
import type { Problem } from '../../api/problem';
import { support } from '../../texts/ja/support';
import { plain } from '../../texts/ruby';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Chips, Choice } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { fieldProblem, problemText } from '../problem';
import { t as talk } from '../talk/texts';
import { TopicPick, useTopics } from '../talk/topics';
import { MODES, type Style, styleWord, type TalkMode } from '../talk/words';
import { useDraft } from '../use-draft';
import { t } from './texts';
import { type Availability, type Lease, listen } from './use-availability';

const LENGTHS = [30, 60, 120, 240] as const;
type Length = (typeof LENGTHS)[number];

interface Form {
  length: Length;
  modes: TalkMode[];
  style: Style;
  topics: string[];
  place: string;
  link: string;
}

/** How it was the last time: nobody has to say it twice. */
function startOf(last: Lease | null): Form {
  const minutes = last ? (Date.parse(last.until) - Date.parse(last.since)) / 60_000 : 60;
  const length = LENGTHS.reduce((best, one) =>
    Math.abs(one - minutes) < Math.abs(best - minutes) ? one : best,
  );
  return {
    length,
    modes: last?.modes ?? ['in_person'],
    style: last?.style ?? 'listen',
    topics: last?.topics ?? [],
    place: last?.place ?? '',
    link: last?.link ?? '',
  };
}

/** Several of the ways to talk. */
export function ModePick({
  modes,
  onChange,
}: {
  readonly modes: readonly TalkMode[];
  readonly onChange: (modes: TalkMode[]) => void;
}) {
  const word = (mode: TalkMode) => plain(talk(mode));
  return (
    <Chips
      legend={t('modes')}
      options={MODES.map(word)}
      chosen={modes.map(word)}
      onChange={(words) => onChange(MODES.filter((mode) => words.includes(word(mode))))}
    />
  );
}

/** S2: until when one listens, and how. One tap when it is like the last time. */
export function LeaseForm({
  now,
  planned,
  listens,
}: {
  readonly now: Availability;
  readonly planned: PlannedNow | null;
  /** Grows when somebody finds it hard and would rather only listen. */
  readonly listens: number;
}) {
  const draft = useDraft<Form>('listening', startOf(now.last));
  const topics = useTopics();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (listens > 0 && draft.value) draft.set({ ...draft.value, style: 'listen' });
  }, [listens]);
  if (!draft.value) return null;
  const form = draft.value;
  const set = (part: Partial<Form>) => {
    setProblem(null);
    draft.set({ ...form, ...part });
  };
  const online = form.modes.includes('online');
  const missing = online && !form.link.trim() ? t('linkNeeded') : null;

  async function send(until: Date, modes: TalkMode[], style: Style, from?: PlannedNow) {
    const [place, link] = [from?.place ?? form.place, from?.link ?? form.link];
    setBusy(true);
    const result = await listen({
      until: until.toISOString(),
      modes,
      style: now.listen_only ? 'listen' : style,
      topics: form.topics,
      place: modes.includes('in_person') ? place.trim() || null : null,
      link: modes.includes('online') ? link.trim() || null : null,
    });
    setBusy(false);
    if (!result.ok) return setProblem(result.problem);
    draft.drop();
    navigator.vibrate?.(10);
    toast(t('isOn'));
  }
  const note = problem && !problem.errors?.length ? said(problem) : fieldProblem(problem, '/until');
  return (
    <>
      {planned && (
        <Card>
          <p>
            <Ruby text={t('planNow')} />
          </p>
          <Button
            kind="primary"
            busy={busy}
            label={t('onPlan', { t: planned.word })}
            onPress={() => send(planned.until, planned.modes, planned.style, planned)}
          />
        </Card>
      )}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && form.modes.length > 0 && !missing)
            void send(new Date(houseNow() + form.length * 60_000), form.modes, form.style);
        }}
      >
        <Card>
          <Choice
            layout="row"
            legend={t('until')}
            options={LENGTHS.map((value) => ({ value, label: t(`d${value}`) }))}
            value={form.length}
            onChoose={(length) => set({ length })}
          />
          <ModePick modes={form.modes} onChange={(modes) => set({ modes })} />
          {form.modes.length === 0 && (
            <p class="problem">
              <Ruby text={t('modeNeeded')} />
            </p>
          )}
          {form.modes.includes('in_person') && (
            <Field
              label={t('placeLabel')}
              hint={t('placeHint')}
              value={form.place}
              maxLength={80}
              problem={fieldProblem(problem, '/place')}
              onInput={(place) => set({ place })}
            />
          )}
          {online && (
            <Field
              latin
              type="url"
              inputMode="url"
              label={t('linkLabel')}
              hint={t('linkHint')}
              value={form.link}
              maxLength={300}
              problem={fieldProblem(problem, '/link') ?? missing}
              onInput={(link) => set({ link })}
            />
          )}
          {now.listen_only ? (
            <p>
              <Ruby text={t('listenFixed')} />
            </p>
          ) : (
            <Choice
              layout="row"
              legend={t('style')}
              options={(['talk', 'listen'] as const).map((value) => ({ value, label: styleWord(value) }))}
              value={form.style}
              onChoose={(style) => set({ style })}
            />
          )}
          {topics && (
            <details class="talk-more">
              <summary>
                <span>
                  <Ruby text={t('more')} />
                </span>
              </summary>
              <div>
                <TopicPick
                  legend={t('topics')}
                  all={topics.topics}
                  chosen={form.topics}
                  onChange={(chosen) => set({ topics: chosen })}
                />
              </div>
            </details>
          )}
          <Button
            submit
            kind={planned ? 'second' : 'primary'}
            busy={busy}
            label={t('on', { d: t(`d${form.length}`) })}
          />
          <p class="small">
            <Ruby text={t('auto')} />
          </p>
          <p role="status" class="line">
            {note && <Ruby text={note} />}
          </p>
        </Card>
      </form>
    </>
  );
}

/** A planned stretch of the week that goes on now. */
export interface PlannedNow {
  readonly until: Date;
  readonly word: string;
  readonly modes: TalkMode[];
  readonly style: Style;
  /** Where and in which room, as the plan says. */
  readonly place?: string | null | undefined;
  readonly link?: string | null | undefined;
}

const isKey = (key: string): key is keyof typeof support => key in support;

function said(problem: Problem): string {
  if (problem.type === 'enough-for-now') {
    const key = `limit_${problem.reason}`;
    return t(isKey(key) ? key : 'limit_day_full');
  }
  return problem.type === 'offline' ? `${t('away')}${t('awayNote')}` : problemText(problem);
}
