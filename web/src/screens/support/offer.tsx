import { useEffect, useState } from 'preact/hooks';
import { command, type Offer } from '../../data/asking';
import { plain } from '../../texts/ruby';
import { Avatar } from '../../ui/Avatar';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { problemText } from '../problem';
import { t as talk } from '../talk/texts';
import { t } from './texts';

const seen = new Set<string>();

const SENTENCES: Readonly<Record<string, 'closed' | 'alreadyTalking' | 'away'>> = {
  'offer-closed': 'closed',
  'not-found': 'closed',
  'already-talking': 'alreadyTalking',
  offline: 'away',
};

/** S3: somebody would like to talk. Answers of the same weight, and none is needed. */
export function OfferCard({ one }: { readonly one: Offer }) {
  const [busy, setBusy] = useState(false);
  const { offer_id: id } = one;
  useEffect(() => {
    if (seen.has(id)) return;
    seen.add(id);
    void command(`/offers/${id}/sight`);
  }, [id]);
  async function answer(how: 'acceptance' | 'pass', minutes?: number) {
    if (busy) return;
    setBusy(true);
    const refused = await command(
      `/offers/${id}/${how}`,
      minutes === undefined ? undefined : { in_minutes: minutes },
    );
    setBusy(false);
    const sentence = refused && SENTENCES[refused.type];
    if (refused) toast(sentence ? t(sentence) : problemText(refused));
    else if (how === 'pass') toast(t('passed'));
    else location.hash = '/support';
  }
  return (
    <Card title={t('req')}>
      <p class="person">
        <Avatar name={one.asker.nickname} />
        <span>
          <strong>{one.asker.nickname}</strong>
          <small>
            <Ruby text={talk(one.mode)} />
          </small>
        </span>
      </p>
      <p class="pinned">
        <Ruby text={talk(one.wish)} />
      </p>
      {one.often && (
        <p class="small">
          <Ruby text={t('often')} />
          <br />
          <Ruby text={t('often2')} />
        </p>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would announce its legend before every button */}
      <div class="stack" role="group" aria-label={plain(t('req'))}>
        <Button busy={busy} label={t('yesNow')} onPress={() => answer('acceptance', 0)} />
        {one.in_ten_minutes && (
          <Button busy={busy} label={t('yesSoon')} onPress={() => answer('acceptance', 10)} />
        )}
        <Button busy={busy} label={t('pass')} onPress={() => answer('pass')} />
      </div>
      <p class="small">
        <Ruby text={t('noReason')} />
        <br />
        <Ruby text={t('noAnswer')} />
      </p>
    </Card>
  );
}
