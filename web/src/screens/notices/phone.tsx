import { useEffect, useState } from 'preact/hooks';
import { localDate } from '../../data/dates';
import { endedAlone, wasStopped } from '../../data/notice-rules';
import type { Phone, Phones } from '../../data/notice-types';
import {
  forgetHere,
  here,
  permission,
  type Refused,
  readHere,
  SUBSCRIPTIONS,
  stop,
  turnOff,
  turnOn,
} from '../../data/push';
import { platform, platformOf } from '../../install';
import { dayText } from '../../texts/dates';
import { plain } from '../../texts/ruby';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { InstallGuide } from '../install-guide';
import { type Shown, useCopy } from '../use-copy';
import { t } from './texts';
import { Trial } from './trial';
import { carrierWord, said } from './words';

/** Why this phone is not told, in words that help. */
export function refusedText(refused: Refused): string {
  if (typeof refused === 'object') return said(refused);
  return t(`off_${refused}`);
}

/** One thing with this phone, with what became of it in words. */
function useDoing(again: () => void) {
  const [busy, setBusy] = useState(false);
  async function run(what: () => Promise<Refused | null>, done: string) {
    setBusy(true);
    const refused = await what();
    setBusy(false);
    toast(refused === null ? done : refusedText(refused));
    again();
  }
  return { busy, run };
}

/** When the way to this phone has ended by itself: one tap to renew it. */
export function Lost({ ended, again }: { readonly ended?: boolean; readonly again?: () => void }) {
  const doing = useDoing(again ?? (() => undefined));
  useEffect(() => {
    void readHere();
  }, []);
  if (!here.value?.lost && !ended) return null;
  return (
    <section class="card notice-lost" role="status">
      <h2>
        <Ruby text={t('lost')} />
      </h2>
      <p>
        <Ruby text={t('lostNote')} />
      </p>
      <Button
        kind="primary"
        busy={doing.busy}
        label={t('renew')}
        onPress={() => doing.run(() => turnOn(true), t('on'))}
      />
    </section>
  );
}

/** All phones that are told, as the server knows them. */
export const usePhones = () => useCopy<Phones>(SUBSCRIPTIONS);

interface PhoneProps {
  readonly of: Shown<Phones>;
  /** Nothing is chosen yet. */
  readonly nothing: boolean;
}

/** This phone: whether it is told, and a try. */
export function ThisPhone({ of, nothing }: PhoneProps) {
  const known = here.value;
  useEffect(() => {
    void readHere();
  }, []);
  const mine = mineOf(of);
  const ended = mine !== undefined && endedAlone(mine);
  const stopped = mine !== undefined && wasStopped(mine);
  useEffect(() => {
    if (stopped) void forgetHere();
  }, [stopped]);
  return (
    <>
      <Lost ended={ended} again={of.reload} />
      {known && !known.lost && !ended ? (
        <Told
          key={known.id}
          id={known.id}
          service={mine?.service ?? ''}
          nothing={nothing}
          again={of.reload}
        />
      ) : (
        !known && <Untold again={of.reload} />
      )}
    </>
  );
}

const mineOf = ({ value }: Shown<Phones>) =>
  value?.items.find((one) => one.subscription_id === here.value?.id);

interface ToldProps {
  readonly id: string;
  readonly service: string;
  readonly nothing: boolean;
  readonly again: () => Promise<void>;
}

function Told({ id, service, nothing, again }: ToldProps) {
  const doing = useDoing(again);
  return (
    <Card title={t('phone')}>
      <p class="sign sign-on">
        <Ruby text={t('on')} />
      </p>
      {nothing && (
        <p class="small">
          <Ruby text={t('onNothing')} />
        </p>
      )}
      <Trial id={id} who={carrierWord(service)} again={again} />
      <Button
        kind="quiet"
        busy={doing.busy}
        label={t('turnOff')}
        onPress={() => doing.run(turnOff, t('turnedOff'))}
      />
    </Card>
  );
}

/** A phone that is not told: turned on with a tap, or what stands in the way. */
function Untold({ again }: { readonly again: () => Promise<void> }) {
  const doing = useDoing(again);
  const may = permission();
  const where = platform.value;
  if (may === 'denied') return <Denied />;
  if (may === 'none') {
    const first = where === 'ios' ? 'iosFirst' : where === 'in-app' ? 'inAppFirst' : 'off_none';
    return (
      <>
        <Card title={t('phone')}>
          <p>
            <Ruby text={t(first)} />
          </p>
          <p class="small">
            <Ruby text={t('lostNote')} />
          </p>
        </Card>
        {first !== 'off_none' && <InstallGuide />}
      </>
    );
  }
  return (
    <Card title={t('phone')}>
      <p class="sign">
        <Ruby text={t('off')} />
      </p>
      <Button
        kind="primary"
        busy={doing.busy}
        label={t('turnOn')}
        onPress={() => doing.run(turnOn, t('on'))}
      />
      <p class="small">
        <Ruby text={t('offHint')} />
      </p>
    </Card>
  );
}

/** The way out of a no, in the words of this phone. */
function Denied() {
  const by = platformOf(navigator.userAgent, navigator.maxTouchPoints);
  const where =
    by === 'android' && platform.value === 'installed' ? 'installed' : by === 'in-app' ? 'android' : by;
  return (
    <Card title={t('phone')}>
      <p>
        <Ruby text={t('off_denied')} />
      </p>
      <ol class="numbered">
        {([1, 2] as const).map((step) => (
          <li key={step}>
            <p>
              <Ruby text={t(`way_${where}${step}`)} />
            </p>
          </li>
        ))}
      </ol>
      <p class="small">
        <Ruby text={t('wayAgain')} />
      </p>
    </Card>
  );
}

/** The others, each stopped with one tap. */
export function OtherPhones({ of }: { readonly of: Shown<Phones> }) {
  const [busy, setBusy] = useState(false);
  const mine = mineOf(of);
  const all = of.value?.items.filter((one) => one !== mine && one.state === 'active') ?? [];
  if (all.length === 0) return null;
  async function end(one: Phone) {
    setBusy(true);
    const result = await stop(one.subscription_id);
    setBusy(false);
    toast(result.ok ? t('stopped') : said(result.problem));
    await of.reload();
  }
  return (
    <Card title={t('others')}>
      <ul class="rows">
        {all.map((one) => {
          const since = t('since', { d: dayText(localDate(new Date(one.made_at))) });
          return (
            <li key={one.subscription_id}>
              <div>
                <h3>
                  <Ruby text={carrierWord(one.service)} />
                </h3>
                <p class="small">
                  <Ruby text={since} />
                  {one.trouble && (
                    <>
                      <br />
                      <Ruby text={t('troubled')} />
                    </>
                  )}
                </p>
              </div>
              <Button
                wide={false}
                busy={busy}
                label={t('stop')}
                spoken={plain(`${carrierWord(one.service)} ${since} ${t('stop')}`)}
                onPress={() => end(one)}
              />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
