import { useEffect, useRef, useState } from 'preact/hooks';
import { me } from '../session';
import { fill, language } from '../texts';
import { plain } from '../texts/ruby';
import { Button } from '../ui/Button';
import { Choice } from '../ui/Choice';
import { Ruby } from '../ui/Ruby';
import type { InvitationCard } from './api';
import { CopyButton } from './copy';
import { dateText } from './dates';
import { Qr } from './qr';
import { PrintSheet } from './sheet';
import { japanese, others, type StaffTexts, T, w } from './words';

type CardLanguage = 'ja' | 'ja-x-easy' | 'en';
/** The words of the card, which may be in another language than the screen. */
function useCardTexts(wanted: CardLanguage): { texts: StaffTexts; of: CardLanguage } {
  const [loaded, setLoaded] = useState<{ texts: StaffTexts; of: CardLanguage }>({
    texts: japanese,
    of: 'ja',
  });
  useEffect(() => {
    let current = true;
    const texts = wanted === 'ja' ? Promise.resolve(japanese) : wanted === 'en' ? others.en() : others.easy();
    texts.then(
      (found) => current && setLoaded({ texts: found, of: wanted }),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [wanted]);
  return loaded;
}

interface PaperProps {
  readonly card: InvitationCard;
  readonly texts: StaffTexts;
  readonly of: CardLanguage;
}

/** The card itself: a QR, a code to type, three short sentences and the day it ends. Black on white, as on paper. */
function CardPaper({ card, texts, of }: PaperProps) {
  const forStaff = card.role === 'staff' || card.role === 'admin';
  const lines: (keyof StaffTexts)[] = ['cardLine1', 'cardLine2', forStaff ? 'cardLine3Staff' : 'cardLine3'];
  const title = card.for_person_id ? texts.cardTitleAgain : texts.cardTitle;
  return (
    <div class="st-card" lang={of === 'en' ? 'en' : 'ja'}>
      <p class="st-card-title">
        <Ruby text={fill(title, { facility: me.value?.facility_name ?? '' })} />
      </p>
      {card.nickname && <p class="st-card-name">{card.nickname}</p>}
      <Qr qr={card.qr} label={plain(texts.cardQr)} />
      <ol>
        {lines.map((line) => (
          <li key={line}>
            <Ruby text={texts[line]} />
          </li>
        ))}
      </ol>
      <p class="st-card-code">
        <span>
          <Ruby text={texts.cardCode} />
        </span>
        <code translate={false}>{card.code}</code>
      </p>
      <p class="st-card-small">
        <Ruby text={texts.cardAddress} />
        {': '}
        <span translate={false}>{new URL(card.link, location.href).host}/#/join</span>
      </p>
      <p class="st-card-small">
        <Ruby text={fill(texts.cardUntil, { date: dateText(card.expires_at, of) })} />
      </p>
    </div>
  );
}

/** A fresh invitation: seen as it will be printed, printed on A6, copied. Its code and QR are gone when it is closed. */
export function CardSheet({
  card,
  onClose,
}: {
  readonly card: InvitationCard;
  readonly onClose: () => void;
}) {
  const [wanted, setWanted] = useState<CardLanguage>(language.value);
  const { texts, of } = useCardTexts(wanted);
  const made = useRef<HTMLParagraphElement>(null);
  useEffect(() => made.current?.focus(), []);
  return (
    <div class="st-made">
      <p class="st-arrived" role="status" tabIndex={-1} ref={made}>
        <strong>
          <T k="inviteMade" />
        </strong>
      </p>
      <p>
        <T k="inviteOnce" />
      </p>
      <Choice<CardLanguage>
        legend={w('cardLanguage')}
        layout="row"
        value={wanted}
        onChoose={setWanted}
        options={[
          { value: 'ja', label: w('cardJa') },
          { value: 'ja-x-easy', label: w('cardEasy') },
          { value: 'en', label: w('cardEn') },
        ]}
      />
      <figure class="st-preview" aria-label={plain(w('cardPreview'))}>
        <CardPaper card={card} texts={texts} of={of} />
      </figure>
      <Button kind="primary" label={w('cardPrint')} onPress={() => print()} />
      <p class="st-hint">
        <T k="cardSize" />
      </p>
      <div class="st-row">
        <CopyButton text={card.code} label="cardCopyCode" />
        <CopyButton text={card.link} label="cardCopyLink" />
      </div>
      <Button kind="quiet" label={w(card.for_person_id ? 'close' : 'inviteAnother')} onPress={onClose} />
      <PrintSheet kind="card">
        <CardPaper card={card} texts={texts} of={of} />
      </PrintSheet>
    </div>
  );
}
