import { useState } from 'preact/hooks';
import { call } from '../../api/client';
import { tell } from '../../data/changes';
import { area } from '../../texts';
import { app } from '../../texts/ja/app';
import { Button } from '../../ui/Button';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { problemText } from '../problem';
import { t } from './texts';

const a = area('app', app);

/** They may meet again; says what kept it from being so. */
export async function unblock(person_id: string): Promise<string | null> {
  const result = await call('delete', '/me/blocks/{person_id}', { params: { person_id } });
  tell('talk_now');
  return result.ok ? null : problemText(result.problem);
}

/** The quiet way not to meet somebody, from either side; the other one never hears of it. */
export function NotMeet({ id, name }: { readonly id: string; readonly name: string }) {
  const [note, setNote] = useState('');
  async function block() {
    const result = await call('put', '/me/blocks/{person_id}', { params: { person_id: id } });
    if (!result.ok) return setNote(problemText(result.problem));
    tell('talk_now');
    location.hash = '/talk';
    toast(t('blocked', { name }), {
      label: a('undo'),
      run: async () => toast((await unblock(id)) ?? t('unblocked')),
    });
  }
  return (
    <>
      <p class="small">
        <Ruby text={t('blockNote')} />
      </p>
      <Button kind="quiet" label={t('block')} onPress={block} />
      {note && (
        <p role="alert" class="line">
          <Ruby text={note} />
        </p>
      )}
    </>
  );
}
