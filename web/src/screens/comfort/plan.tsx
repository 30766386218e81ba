import { plan } from '../../data/comfort';
import { isEmpty, type Level, type Plan } from '../../data/comfort-rules';
import { waiting } from '../../data/sync';
import { plain } from '../../texts/ruby';
import { LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Icon } from '../../ui/Icon';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { useData } from '../use-data';
import { Lines, SignMark, usePeople } from './parts';
import { type Key, t } from './texts';

const LEVELS: readonly Level[] = ['green', 'yellow', 'red'];

/** M16: the plan as calm cards, from this phone; each card is changed on a page of its own. */
export function ComfortPlan() {
  const found = useData(plan, 'comfort');
  const people = usePeople();
  if (!found) return <main class="page" aria-busy="true" />;
  const chosen = people.find((one) => one.person.person_id === found.chosen_person_id);
  const waits = waiting.value.some((entry) => entry.kind === 'comfort_plan');
  return (
    <Page back="/help" title={t('title')} lead={t('lead')}>
      {isEmpty(found) && (
        <Card>
          <EmptyState text={t('empty')} />
          <p>
            <Ruby text={t('empty2')} />
            <br />
            <Ruby text={t('together')} />
          </p>
          <LinkButton kind="primary" href="#/comfort/write/helps" label={t('write')} />
        </Card>
      )}
      <p class="line" role="status">
        {waits && <Ruby text={t('waits')} />}
      </p>
      <Part title="signs" part="signs" filled={LEVELS.some((level) => found.signs[level].length > 0)}>
        {LEVELS.map((level) => (
          <div key={level} class={`cp-sign cp-${level}`}>
            <SignMark level={level} />
            <div>
              <h3>
                <Ruby text={t(level)} />
              </h3>
              <Lines lines={found.signs[level]} />
            </div>
          </div>
        ))}
      </Part>
      <Part title="helps" part="helps" filled={found.helps.length > 0}>
        <Lines lines={found.helps} />
      </Part>
      <Part title="others" part="others" filled={found.wants.length + found.does_not_want.length > 0}>
        <h3>
          <Ruby text={t('wants')} />
        </h3>
        <Lines lines={found.wants} />
        <h3>
          <Ruby text={t('doesNotWant')} />
        </h3>
        <Lines lines={found.does_not_want} />
      </Part>
      <Part title="call" part="call" filled={found.call.length > 0}>
        <Calls plan={found} />
      </Part>
      <Part title="staff" part="staff" filled>
        <h3>
          <Ruby text={t('chosen')} />
        </h3>
        <p>
          <Ruby text={chosen ? t('name', { name: chosen.person.nickname }) : t('chosenNone')} />
        </p>
        <p>
          <Ruby text={t(found.tell_staff ? 'told' : 'notTold')} />
        </p>
        {found.tell_staff && found.for_staff && <p class="said">{found.for_staff}</p>}
      </Part>
      <Card title={t('hello')}>
        <LinkButton href="#/comfort/hello" label={t('helloGo')} />
      </Card>
    </Page>
  );
}

interface PartProps {
  readonly title: Key;
  readonly part: string;
  readonly filled: boolean;
  readonly children: preact.ComponentChildren;
}

function Part({ title, part, filled, children }: PartProps) {
  const verb = t(filled ? 'fix' : 'write');
  return (
    <section class="card card-plain">
      <div class="cp-head">
        <h2>
          <Ruby text={t(title)} />
        </h2>
        <LinkButton
          kind="quiet"
          wide={false}
          href={`#/comfort/write/${part}`}
          label={verb}
          spoken={`${plain(t(title))} ${plain(verb)}`}
        />
      </div>
      {children}
    </section>
  );
}

/** Whom to call, with a number one can tap. */
function Calls({ plan: { call } }: { readonly plan: Plan }) {
  if (call.length === 0) return <Lines lines={[]} />;
  return (
    <ul class="rows">
      {call.map((one) => (
        <li key={`${one.name}${one.number}`}>
          <div>
            <h3 class="own">{one.name}</h3>
            {one.note && <p class="small own">{one.note}</p>}
            {one.number && <p class="number">{one.number}</p>}
          </div>
          {one.number && (
            <LinkButton
              wide={false}
              href={`tel:${one.number.replace(/[^\d#*+]/g, '').replace('#', '%23')}`}
              icon={<Icon name="phone" />}
              label={t('callTo', { name: one.name })}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
