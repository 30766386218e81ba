import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../../api/problem';
import { localDate } from '../../data/dates';
import { preview, show } from '../../data/sharing';
import { isLastDay, USUAL_DAYS } from '../../data/sharing-rules';
import type { NewAudience, Preview, ShareRequest, Shows } from '../../data/sharing-types';
import { go } from '../../router';
import { addDays } from '../../texts/calendar';
import { shortDay } from '../../texts/dates';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { useKey } from '../use-key';
import { t } from './texts';
import { Thing } from './thing';
import { namesText, saidOf, whatText } from './words';

interface Props {
  readonly shows: Shows;
  readonly entry: string | null;
  readonly to: NewAudience;
  readonly back: string;
}

type Span = 'week' | 'month' | 'day';

/** Last: exactly what they will see and everybody by name, until when; then it is shown. */
export function Confirm({ shows, entry, to, back }: Props) {
  const today = localDate();
  const [span, setSpan] = useState<Span>('week');
  const [day, setDay] = useState(addDays(today, USUAL_DAYS));
  const [since, setSince] = useState(0);
  const [found, setFound] = useState<Preview | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  // What the preview is of: nothing is shown that was not seen here before.
  const [seen, setSeen] = useState('');
  const [busy, setBusy] = useState(false);
  const key = useKey();
  const until = span === 'day' ? day : addDays(today, span === 'week' ? USUAL_DAYS : 30);
  const legal = isLastDay(until, today);
  const standing = entry === null && shows !== 'comfort_plan';
  const body: ShareRequest = {
    ...{ shows, checkin_id: entry, to, until },
    from: standing ? addDays(today, -since) : null,
  };
  const asked = JSON.stringify(body);
  useEffect(() => {
    let here = true;
    if (legal)
      preview(JSON.parse(asked) as ShareRequest).then((result) => {
        if (!here) return;
        setProblem(result.ok ? null : result.problem);
        if (result.ok) {
          setFound(result.value);
          setSeen(asked);
        }
      });
    return () => {
      here = false;
    };
  }, [asked, legal]);

  async function send() {
    if (busy || !legal || seen !== asked) return;
    setBusy(true);
    const result = await show(body, key.for(body));
    setBusy(false);
    if (!result.ok) {
      key.refused(result.problem);
      return setProblem(result.problem);
    }
    toast(t('shown'));
    go('/sharing', { replace: true });
  }

  const what = whatText({ shows, checkin_id: entry });
  return (
    <Page back={back} title={t('previewTitle')}>
      {found && (
        <Card>
          <p>
            <strong>
              <Ruby text={namesText(found.to)} />
            </strong>
            <br />
            <Ruby text={t('previewState', { date: shortDay(found.until), what })} />
            <br />
            <Ruby text={t('previewEnd')} />
          </p>
          <Seen of={found} shows={shows} standing={standing} />
        </Card>
      )}
      <div role="status">
        {problem && (
          <section class="card card-quiet">
            <p>
              <Ruby text={refusal(problem)} />
            </p>
            <LinkButton href="#/sharing" label={t('doorHome')} />
          </section>
        )}
      </div>
      {found && legal && (
        <Button kind="primary" busy={busy || seen !== asked} label={t('show')} onPress={send} />
      )}
      {found && (
        <Card>
          <Choice
            layout="row"
            legend={t('untilLegend')}
            options={[
              { value: 'week', label: t('untilWeek') },
              { value: 'month', label: t('untilMonth') },
              { value: 'day', label: t('untilDay') },
            ]}
            value={span}
            onChoose={setSpan}
          />
          {span === 'day' && (
            <Field
              label={t('untilField')}
              type="date"
              value={day}
              problem={legal ? null : t('untilWrong')}
              onInput={setDay}
            />
          )}
          {standing && (
            <Choice
              layout="row"
              legend={t('fromLegend')}
              options={[
                { value: 0, label: t('fromToday') },
                { value: 7, label: t('fromWeek') },
                { value: 30, label: t('fromMonth') },
              ]}
              value={since}
              onChoose={setSince}
            />
          )}
        </Card>
      )}
    </Page>
  );
}

function refusal(problem: Problem): string {
  if (problem.type === 'too-many-of-them') return t('many');
  if (problem.type === 'not-found' || problem.errors?.some(({ pointer }) => pointer.startsWith('/to')))
    return t('gone');
  return saidOf(problem);
}

function Seen({
  of,
  shows,
  standing,
}: {
  readonly of: Preview;
  readonly shows: Shows;
  readonly standing: boolean;
}) {
  if (shows === 'comfort_plan')
    return (
      <p>
        <Ruby text={t('previewPlan')} />
      </p>
    );
  return (
    <>
      {of.entries.map((one) => (
        <div class="said" key={`${one.checkin?.occurred_at ?? one.win?.local_date}${one.win?.text ?? ''}`}>
          <Thing of={one} />
        </div>
      ))}
      {standing && (
        <p class="line">
          <Ruby
            text={of.entries.length === 0 ? t('previewNone') : of.more ? t('previewMore') : t('previewNew')}
          />
        </p>
      )}
    </>
  );
}
