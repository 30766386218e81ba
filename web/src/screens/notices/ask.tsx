import { useEffect, useState } from 'preact/hooks';
import { copyOf, read } from '../../data/copies';
import { withGroup } from '../../data/notice-rules';
import type { NoticeGroup, NoticeSettings } from '../../data/notice-types';
import { choose, SETTINGS } from '../../data/notices';
import { online } from '../../data/person';
import { permission, readHere, turnOn } from '../../data/push';
import { fact, setFact } from '../../data/store';
import { platform } from '../../install';
import { go } from '../../router';
import { Button } from '../../ui/Button';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { refusedText } from './phone';
import { t } from './texts';
import { said } from './words';

/** Kinds that somebody is asked about where they have just become of use. */
export type Asked = Extract<
  NoticeGroup,
  'talk_requests' | 'talk_answers' | 'gathering_changes' | 'staff_requests'
>;

const place = (about: Asked): string => `notices-asked/${about}`;

/** Whether there is something to ask: not yet asked, not chosen already, and a phone that can be told, or could be. */
async function worthAsking(about: Asked): Promise<NoticeSettings | null> {
  if (!online.peek() || (await fact(place(about)))) return null;
  const may = permission();
  const could = may === 'none' && platform.peek() === 'ios';
  if (may === 'denied' || (may === 'none' && !could)) return null;
  const known = (await copyOf<NoticeSettings>(SETTINGS))?.value;
  const here = await readHere();
  if (here && known?.about.includes(about)) return null;
  const fresh = await read<NoticeSettings>(SETTINGS);
  if (!fresh.ok || (here && fresh.value.about.includes(about))) return null;
  return fresh.value;
}

/** Asks once whether to tell this phone; a no is as good as a yes, and it is never asked again. */
export function AskCard({ about }: { readonly about: Asked }) {
  const [settings, setSettings] = useState<NoticeSettings | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    worthAsking(about).then(setSettings, () => undefined);
  }, [about]);
  if (!settings) return null;
  async function over(word: string) {
    await setFact(place(about), true).catch(() => undefined);
    setSettings(null);
    toast(word);
    document.querySelector('h1')?.focus({ preventScroll: true });
  }
  async function yes(now: NoticeSettings) {
    setBusy(true);
    // The browser asks only as an answer to a tap: before anything else is waited for.
    const refused = permission() === 'none' ? 'none' : await turnOn();
    const chosen = await choose((settings) => withGroup(settings, about, true), now);
    setBusy(false);
    if (!chosen.ok) return toast(said(chosen.problem));
    if (refused === null) return over(t('on'));
    await over(refusedText(refused));
    // What a phone needs first is explained there.
    if (refused === 'none') go('/settings/notices');
  }
  return (
    <section class="card card-quiet">
      <p>
        <Ruby text={t(`ask_${about}`)} />
      </p>
      <p class="small">
        <Ruby text={t('words')} />
      </p>
      <div class="buttons">
        <Button busy={busy} label={t('askYes')} onPress={() => yes(settings)} />
        <Button busy={busy} label={t('askNo')} onPress={() => over(t('askLater'))} />
      </div>
    </section>
  );
}
