import { useState } from 'preact/hooks';
import type { Result } from '../../api/client';
import type { Training } from '../../data/care-types';
import { me } from '../../data/person';
import { removeCertificate, removeTraining } from '../../data/training';
import { keepCertificate, openCertificate, wrongWith } from '../../data/training-files';
import { dayDate, format } from '../../texts/dates';
import { plain } from '../../texts/ruby';
import { Button } from '../../ui/Button';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { problemText } from '../problem';
import { t } from './texts';

const TYPES = 'image/jpeg,image/png,image/webp,application/pdf';

interface Props {
  readonly person: string;
  readonly one: Training;
  readonly again: () => void;
}

/** A day with its year: trainings are looked at for a long time. */
export const dayWithYear = (day: string): string =>
  format(dayDate(day), { year: 'numeric', month: 'long', day: 'numeric' });

const said = ({ problem }: Extract<Result<unknown>, { ok: false }>): string =>
  problem.type === 'offline' ? `${t('away')}${t('awayNote')}` : problemText(problem);

/** One line of the ledger: what, when, how long, until when, and its certificate. */
export function TrainingRow({ person, one, again }: Props) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  async function run(what: Promise<Result<unknown>>, done: string) {
    setBusy(true);
    const result = await what;
    setBusy(false);
    if (!result.ok) return toast(said(result));
    setAsking(false);
    if (done) toast(done);
    again();
  }
  const spoken = (word: string) => plain(`${one.title} ${word}`);
  const ends = one.expiry && one.expiry !== 'fine' ? one.expiry : null;
  const { training_id: id } = one;
  return (
    <li>
      <div>
        <h3 class="own">{one.title}</h3>
        <p class="small">
          <Ruby text={t(`kind_${one.kind}`)} />
          <br />
          <Ruby text={t('ledgerLine', { d: dayWithYear(one.held_on), n: one.hours })} />
          {one.by_staff && one.recorded_at && person === me.value?.person_id && (
            <>
              <br />
              <Ruby text={t('byStaff')} />
            </>
          )}
        </p>
        {one.expires_on && (
          <p class={ends ? 'care-soft care-word' : 'small'}>
            <Ruby text={ends === 'over' ? t('exp_over') : t('validTo', { d: dayWithYear(one.expires_on) })} />
            {ends && ends !== 'over' && (
              <>
                <br />
                <Ruby text={t(`exp_${ends}`)} />
              </>
            )}
          </p>
        )}
      </div>
      <div class="stack care-doing">
        {one.certificate ? (
          <>
            <Button
              busy={busy}
              label={t('fileOpen')}
              spoken={spoken(t('fileOpen'))}
              onPress={() => run(openCertificate(person, id, nameOf(one)), '')}
            />
            <Button
              kind="quiet"
              busy={busy}
              label={t('fileRemove')}
              spoken={spoken(t('fileRemove'))}
              onPress={() => run(removeCertificate(person, id), t('fileGone'))}
            />
          </>
        ) : (
          <Attach person={person} one={one} again={again} />
        )}
        {asking ? (
          <>
            <p role="status">
              <Ruby text={t('trainRemoveAsk')} />
            </p>
            <Button
              busy={busy}
              label={t('trainRemove')}
              spoken={spoken(t('trainRemove'))}
              onPress={() => run(removeTraining(person, id), t('trainRemoved'))}
            />
            <Button kind="quiet" label={t('trainKeep')} onPress={() => setAsking(false)} />
          </>
        ) : (
          <Button
            kind="quiet"
            label={t('trainRemove')}
            spoken={spoken(t('trainRemove'))}
            onPress={() => setAsking(true)}
          />
        )}
      </div>
    </li>
  );
}

function nameOf({ title, certificate }: Training): string {
  const end = certificate?.media_type.split('/').pop() ?? 'bin';
  return `${title}.${end === 'jpeg' ? 'jpg' : end}`;
}

/** Chooses a file; what cannot be kept is said before anything is sent. */
function Attach({ person, one, again }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function send(file: File) {
    const wrong = await wrongWith(file);
    setProblem(wrong && t(wrong));
    if (wrong) return;
    setBusy(true);
    const result = await keepCertificate(person, one.training_id, file);
    setBusy(false);
    if (result.ok) {
      toast(t('fileKept'));
      return again();
    }
    const { status } = result.problem;
    const kind = status === 415 || status === 422;
    setProblem(kind ? t('fileKind') : status === 413 ? t('fileLarge') : said(result));
  }
  const label = plain(`${one.title} ${t('fileAdd')}`);
  return (
    <div>
      <label class="care-file">
        <span class="button button-second wide" aria-hidden="true">
          <span>
            <Ruby text={t(busy ? 'fileSending' : 'fileAdd')} />
          </span>
        </span>
        <input
          type="file"
          accept={TYPES}
          aria-label={label}
          aria-invalid={problem ? true : undefined}
          disabled={busy}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = '';
            if (file) void send(file);
          }}
        />
      </label>
      <p class={problem ? 'problem' : 'small'} aria-live="polite">
        <Ruby text={problem ?? t('fileHint')} />
      </p>
    </div>
  );
}
