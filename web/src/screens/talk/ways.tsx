import { helpResources } from '../../data/help';
import type { Resource, Staff } from '../../data/talk-rules';
import { LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Icon } from '../../ui/Icon';
import { Ruby } from '../../ui/Ruby';
import { Rows } from '../help';
import { useData } from '../use-data';
import { t } from './texts';
import { type Ladder, useLadder } from './use-ladder';
import { AsOf, momentText } from './words';

/** Numbers on this page before the whole list. */
const FEW = 4;

/** A telephone number as a link dials it. */
export const tel = (number: string): string => `tel:${number.replace(/[^\d#*+]/g, '').replace('#', '%23')}`;

/** Staff: whether they are there, where, and how to say it without a voice. */
export function StaffCard({ staff }: { readonly staff: Staff | null }) {
  return (
    <Card id="staff" title={t('staff')}>
      <p>
        <Ruby text={staffText(staff)} />
        {staff?.place && (
          <>
            <br />
            <Ruby text={t('staffPlace', { place: staff.place })} />
          </>
        )}
      </p>
      {staff?.phone && (
        <LinkButton href={tel(staff.phone)} icon={<Icon name="phone" />} label={t('staffCall')} />
      )}
      <p class="small">
        <Ruby text={t('staffShow')} />
      </p>
      <p class="show">
        <Ruby text={t('staffCard')} />
      </p>
    </Card>
  );
}

function staffText(staff: Staff | null): string {
  if (staff?.here && staff.until) return t('staffUntil', { t: momentText(staff.until) });
  if (staff?.from) return t('staffFrom', { t: momentText(staff.from) });
  return t('staffUnknown');
}

/** Places with a door, and telephones and chats: of the ladder, or what this phone has of its own. */
export function Lines({
  places,
  helplines,
}: {
  readonly places: readonly Resource[];
  readonly helplines: readonly Resource[];
}) {
  const own = useData(helpResources, 'help');
  const kept = helplines.length === 0;
  const rows = kept ? (own?.items ?? []) : helplines;
  const lines = rows.filter(
    (row) =>
      !row.hidden &&
      (row.kind === 'phone' || row.kind === 'chat') &&
      (row.region === 'JP' || rows.length <= FEW),
  );
  return (
    <>
      {places.length > 0 && (
        <Card title={t('places')}>
          <Rows rows={places} />
        </Card>
      )}
      <Card id="lines" title={t('lines')}>
        <Rows rows={lines.slice(0, FEW)} />
        {kept && own && !own.asOf && (
          <p class="small">
            <Ruby text={t('builtIn')} />
          </p>
        )}
        <LinkButton kind="help-second" href="#/help" label={t('linesAll')} />
      </Card>
    </>
  );
}

/** Everything but peers, below whatever one waits for. Going there does not lose the place. */
export const OtherWays = () => <Ways found={useLadder('crisis')} />;

/** The same, for a screen that knows them already. */
export function Ways({ found }: { readonly found: Ladder }) {
  return (
    <>
      <StaffCard staff={found.staff} />
      <Lines places={found.places} helplines={found.helplines} />
      <AsOf at={found.asOf} />
    </>
  );
}
