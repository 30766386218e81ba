import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client';
import { onChange } from '../../data/changes';
import { LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Ruby } from '../../ui/Ruby';
import { t } from './texts';

/** That somebody asks whether staff may go on, or that staff do; without who and what, until it is opened. */
export function HandoverCard() {
  const [text, setText] = useState<'cardText' | 'cardGoing' | null>(null);
  useEffect(() => {
    const look = () => {
      call('get', '/me/handovers').then((result) => {
        if (!result.ok) return;
        const states = result.value.items.filter((one) => one.about_me).map((one) => one.state);
        const goes = states.includes('agreed') || states.includes('accepted');
        setText(states.includes('proposed') ? 'cardText' : goes ? 'cardGoing' : null);
      });
    };
    look();
    return onChange('my_handovers', look);
  }, []);
  if (!text) return null;
  return (
    <Card title={t('cardTitle')}>
      <p>
        <Ruby text={t(text)} />
      </p>
      <LinkButton href="#/talk/handovers" label={t('cardGo')} />
    </Card>
  );
}
