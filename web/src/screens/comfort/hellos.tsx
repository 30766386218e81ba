import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client';
import type { Problem } from '../../api/problem';
import { onChange, tell } from '../../data/changes';
import type { DueHello, OpenedHello } from '../../data/comfort';
import { houseDay } from '../../data/zone';
import { dayText } from '../../texts/dates';
import { houseTimeText } from '../../texts/house-time';
import { plain } from '../../texts/ruby';
import { Avatar } from '../../ui/Avatar';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { problemText } from '../problem';
import { useKey } from '../use-key';
import { t } from './texts';

/** To whom to say hello: who, why, and since when. The person's own words are opened one by one, and they hear of it. */
export function Hellos() {
  const [list, setList] = useState<readonly DueHello[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function load() {
    const result = await call('get', '/hellos', {});
    setProblem(result.ok ? null : result.problem);
    if (result.ok) setList(result.value.items);
  }
  useEffect(() => {
    void load();
    return onChange('hellos', () => void load());
  }, []);
  return (
    <>
      <p role="status" class="line">
        {problem && <Ruby text={problemText(problem)} />}
      </p>
      {list?.length === 0 && (
        <Card>
          <EmptyState text={t('hellosEmpty')} />
        </Card>
      )}
      {list?.map((one) => (
        <One key={one.hello_id} one={one} again={load} />
      ))}
    </>
  );
}

interface Props {
  readonly one: DueHello;
  readonly again: () => Promise<void>;
}

function One({ one, again }: Props) {
  const [opened, setOpened] = useState<OpenedHello | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const key = useKey();
  const name = one.person.nickname;
  const params = { hello_id: one.hello_id };

  async function open() {
    const result = await call('get', '/hellos/{hello_id}', { params });
    setProblem(result.ok ? null : result.problem);
    if (result.ok) setOpened(result.value);
    return result.ok ? result.value : null;
  }
  async function say() {
    if (busy) return;
    setBusy(true);
    const result = await call('post', '/hellos/{hello_id}/closing', { params, key: key.for(one.hello_id) });
    setBusy(false);
    if (result.ok) toast(plain(t('said')));
    else if (result.problem.type === 'hello-closed') {
      const by = (await open())?.closing?.by?.nickname;
      toast(plain(by ? t('first', { name: by }) : t('over')));
    } else {
      key.refused(result.problem);
      return setProblem(result.problem);
    }
    tell('hellos');
    await again();
  }

  const day = houseDay(one.raised_at);
  return (
    <Card>
      <div class="person">
        <Avatar name={name} />
        <div>
          <h2>{name}</h2>
          <small>
            <Ruby text={t('since', { day: dayText(day), time: houseTimeText(one.raised_at) })} />
          </small>
        </div>
      </div>
      <p>
        <Ruby text={t(`because_${one.reason}`)} />
      </p>
      {one.for_me && (
        <p class="chips">
          <span class="chip chip-amber">
            <Ruby text={t('forYou')} />
          </span>
        </p>
      )}
      {opened?.how && <p class="said">{opened.how}</p>}
      {opened && !opened.how && (
        <p class="line">
          <Ruby text={t('noHow')} />
        </p>
      )}
      {!opened && (
        <div class="cp-open">
          <Button label={t('openHow')} onPress={open} />
          <p class="small">
            <Ruby text={t('openNote')} />
          </p>
        </div>
      )}
      <Button kind="primary" busy={busy} label={t('say')} onPress={say} />
      <p role="alert" class="problem">
        {problem && <Ruby text={problemText(problem)} />}
      </p>
    </Card>
  );
}
