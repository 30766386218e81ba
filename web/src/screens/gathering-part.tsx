import { preferences } from '../data';
import { keyOf, type Occurrence } from '../data/gatherings';
import type { Detail } from '../data/occurrence';
import {
  type Attended,
  type Mode,
  markAttended,
  type Part,
  type Reflection,
  reflect,
  takePart,
  withdraw,
} from '../data/participations';
import { area } from '../texts';
import { plans } from '../texts/ja/plans';
import { Button, LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { Chips, Choice, Switch } from '../ui/Choice';
import { Ruby } from '../ui/Ruby';
import { toast } from '../ui/Toast';
import { t } from './gathering-texts';

const p = area('plans', plans);

const MODES: readonly Mode[] = ['talk', 'listen', 'drop_in', 'online', 'undecided'];

interface Props {
  readonly one: Occurrence;
  readonly detail: Detail | null;
  readonly part: Part;
}

/** How to take part: one tap, every way as good as any other, changed or taken back at any time. */
export function TakePart({ one, detail, part }: Props) {
  const place = keyOf(one);
  const modes = MODES.filter((mode) => mode !== 'online' || one.online || part.mode === mode);
  const say = async (mode: Mode, shown: boolean) => {
    await takePart(place, mode, shown);
    navigator.vibrate?.(10);
    toast(t('saved', { mode: p(mode) }));
  };
  const mode = part.mode;
  return (
    <>
      <Card title={t('how')}>
        <Choice
          legendHidden
          legend={t('how')}
          options={modes.map((one) => ({
            value: one,
            label: p(one),
            ...(preferences.value.quiet ? {} : { hint: t(`${one}Hint`) }),
          }))}
          value={mode}
          onChoose={(chosen) => say(chosen, part.shown)}
        />
        <Standing part={part} full={detail?.full === true} />
        <p class="line">
          <Ruby text={t('partly')} />
          <br />
          <Ruby text={t('change')} />
        </p>
        {mode && (
          <>
            <Switch
              label={t('show')}
              hint={t('showHint')}
              on={part.shown}
              onChange={(shown) => say(mode, shown)}
            />
            <Button
              kind="quiet"
              label={t('withdraw')}
              onPress={async () => {
                await withdraw(place);
                toast(t('withdrawn'));
              }}
            />
          </>
        )}
      </Card>
      {detail && (detail.others_at_least || detail.shown.length > 0) && (
        <div>
          {detail.others_at_least && (
            <p class="line">
              <Ruby text={t('others', { n: detail.others_at_least })} />
            </p>
          )}
          {detail.shown.length > 0 && (
            <p class="line">
              <Ruby text={t('shown', { names: detail.shown.join(t('comma')) })} />
            </p>
          )}
        </div>
      )}
    </>
  );
}

/** Whether there is a seat and whether the answer has left the phone, said once and calmly. */
function Standing({ part, full }: { readonly part: Part; readonly full: boolean }) {
  const asks = part.mode && part.mode !== 'undecided';
  const seat = part.seat === 'waiting' || (asks && full && !part.seat) ? 'full' : null;
  const key = seat ?? (!asks && full ? 'fullBefore' : null);
  return (
    <>
      {key && (
        <p>
          <Ruby text={t(key)} />
        </p>
      )}
      <Unsent part={part} />
    </>
  );
}

function Unsent({ part }: { readonly part: Part }) {
  if (part.sync === 'saved') return null;
  return (
    <>
      <p class="asof">
        <Ruby text={t(part.sync === 'waiting' ? 'unsent' : 'attention')} />
      </p>
      {part.sync === 'attention' && <LinkButton kind="quiet" wide={false} href="#/tray" label={t('look')} />}
    </>
  );
}

const ATTENDED: readonly Attended[] = ['came', 'partly', 'absent'];
const CHIPS: readonly Reflection[] = [
  'glad_i_came',
  'could_listen',
  'could_speak',
  'felt_safe',
  'tired',
  'want_again',
  'rest_next_time',
];

interface AfterProps {
  readonly place: string;
  readonly part: Part;
  readonly chips: readonly Reflection[];
}

/** Afterwards: the own mark and up to three words. Nothing of it has to be. */
export function Afterwards({ place, part, chips }: AfterProps) {
  const words = new Map(CHIPS.map((chip) => [t(chip), chip]));
  return (
    <>
      <Card title={t('attendedAsk')}>
        <Choice
          legendHidden
          legend={t('attendedAsk')}
          options={ATTENDED.map((value) => ({ value, label: t(value === 'partly' ? 'partlyCame' : value) }))}
          value={part.attended}
          onChoose={async (attended) => {
            await markAttended(place, attended);
            toast(t('kept'));
          }}
        />
        <p class="line">
          <Ruby text={t('afterNote')} />
        </p>
        {part.confirmed && (
          <p class="line">
            <Ruby
              text={t('confirmed', { what: t(part.confirmed === 'partly' ? 'partlyCame' : part.confirmed) })}
            />
          </p>
        )}
        <Unsent part={part} />
      </Card>
      <Card>
        <Chips
          legend={t('reflect')}
          options={[...words.keys()]}
          chosen={chips.map((chip) => t(chip))}
          onChange={async (chosen) => {
            const next = chosen.flatMap((word) => words.get(word) ?? []);
            if (next.length > 3) return toast(t('enough'));
            await reflect(place, next);
          }}
        />
        <p class="line">
          <Ruby text={t('reflectNote')} />
        </p>
      </Card>
    </>
  );
}
