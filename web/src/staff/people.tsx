import { me } from '../session';
import { Avatar } from '../ui/Avatar';
import { LinkButton } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';
import { Field } from '../ui/Field';
import { Ruby } from '../ui/Ruby';
import { api, type Person } from './api';
import { dateText } from './dates';
import { useDraft } from './draft';
import { allOf, useList } from './load';
import { StaffPage, Tag, WhenReady } from './parts';
import { PersonDetail } from './person';
import { roleName } from './roles';
import { T, w } from './words';

const MANY = 8;

/** People of today first, by name; those who have left at the end. */
function inOrder(people: readonly Person[]): Person[] {
  const byName = new Intl.Collator('ja');
  return [...people].sort(
    (a, b) =>
      Number(a.ended_at !== null) - Number(b.ended_at !== null) || byName.compare(a.nickname, b.nickname),
  );
}

/** Folds what keyboards do differently, so that ﾊﾙ finds ハル. */
const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

function Row({ person, current }: { readonly person: Person; readonly current: boolean }) {
  return (
    <li>
      <a
        class="st-person"
        href={`#/staff/people/${person.person_id}`}
        aria-current={current ? 'true' : undefined}
      >
        <Avatar name={person.nickname} />
        <span class="st-person-text">
          <strong>
            {person.nickname}
            {person.person_id === me.value?.person_id && <Tag k="you" />}
          </strong>
          {person.legal_name && <span>{person.legal_name}</span>}
          <small class="st-facts">
            {person.ended_at ? (
              <T k="ended" words={{ date: dateText(person.ended_at) }} />
            ) : (
              <>
                <span>
                  <Ruby text={person.roles.map(roleName).join('・')} />
                </span>
                <span>
                  {person.devices > 0 ? (
                    <T k="devices" words={{ n: person.devices }} />
                  ) : (
                    <T k="devicesNone" />
                  )}
                </span>
                <span>
                  <T k="joined" words={{ date: dateText(person.joined_at) }} />
                </span>
              </>
            )}
          </small>
        </span>
      </a>
    </li>
  );
}

function List({
  people,
  current,
}: {
  readonly people: readonly Person[];
  readonly current: string | undefined;
}) {
  const find = useDraft('people', { name: '' });
  const wanted = find.values.name;
  const needle = folded(wanted.trim());
  const shown = inOrder(people).filter((person) =>
    [person.nickname, person.legal_name ?? ''].some((name) => folded(name).includes(needle)),
  );
  return (
    <>
      {people.length > MANY && (
        <Field
          label={w('peopleFind')}
          type="search"
          value={wanted}
          onInput={(text) => find.set('name', text)}
        />
      )}
      <p class="hidden" role="status">
        {needle !== '' && shown.length === 0 && <T k="peopleFindNone" />}
      </p>
      {shown.length === 0 && (
        <p class="st-hint" aria-hidden="true">
          <T k="peopleFindNone" />
        </p>
      )}
      <ul class="st-people">
        {shown.map((person) => (
          <Row key={person.person_id} person={person} current={person.person_id === current} />
        ))}
      </ul>
    </>
  );
}

/** The people of the facility, and one of them beside the list (on a phone: instead of it). */
export function People({ id }: { readonly id: string | undefined }) {
  const list = useList('people', () => allOf(api.people));
  return (
    <StaffPage title="peopleTitle" lead={id ? undefined : 'peopleLead'} at="/people">
      <div class={`st-two${id ? ' st-open' : ''}`}>
        <div class="st-first">
          <WhenReady of={list}>
            {(people) =>
              people.length <= 1 ? (
                <>
                  <List people={people} current={id} />
                  <EmptyState text={`${w('peopleEmptyTitle')}。${w('peopleEmptyLead')}`}>
                    <LinkButton href="#/staff/invitations" label={w('peopleEmptyGo')} wide={false} />
                  </EmptyState>
                </>
              ) : (
                <List people={people} current={id} />
              )
            }
          </WhenReady>
        </div>
        <div class="st-second">
          {id ? (
            <PersonDetail key={id} id={id} onChanged={list.reload} />
          ) : (
            <p class="st-hint st-choose">
              <T k="peopleChoose" />
            </p>
          )}
        </div>
      </div>
    </StaffPage>
  );
}
