import { useEffect, useRef, useState } from 'preact/hooks';
import { go } from '../router';
import { me } from '../session';
import { Avatar } from '../ui/Avatar';
import { Button, LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { Switch } from '../ui/Choice';
import { Icon } from '../ui/Icon';
import { Ruby } from '../ui/Ruby';
import { toast } from '../ui/Toast';
import { api, type InvitationCard, type Person, type Role } from './api';
import { CardSheet } from './card';
import { dateText } from './dates';
import { sentenceFor, useForm } from './form';
import { useLoad } from './load';
import { FormMessage, WhenReady } from './parts';
import { NamesForm } from './person-names';
import { isAdmin, needsCredentials, ROLES, roleHint, roleName } from './roles';
import { TwoTap } from './twotap';
import { T, w } from './words';

interface PartProps {
  readonly person: Person;
  readonly onChanged: () => void;
}

/** A new card for someone whose device is new or lost. */
function NewCard({ person }: { readonly person: Person }) {
  const [card, setCard] = useState<InvitationCard | null>(null);
  const form = useForm();
  async function make() {
    form.clear();
    const role: Role = person.roles.find((one) => one !== 'member') ?? 'member';
    const body = { role, for_person_id: person.person_id };
    const result = await form.send(body, (key) => api.createInvitation(body, key));
    if (result.ok) setCard(result.value);
    else form.refuse({}, sentenceFor(result.problem));
  }
  return (
    <Card title={w('newCardTitle')}>
      <p>
        <T k="newCardLead" />
      </p>
      <p class="st-hint">
        <T k="newCardNote" />
      </p>
      {!isAdmin.value && needsCredentials(person.roles) ? (
        <p>
          <T k="newCardAdmin" />
        </p>
      ) : card ? (
        <CardSheet card={card} onClose={() => setCard(null)} />
      ) : (
        <Button label={w('newCardGo', { name: person.nickname })} busy={form.busy} onPress={make} />
      )}
      <FormMessage text={form.message} />
    </Card>
  );
}

/** A lost device is stopped in two taps. */
function Devices({ person, onChanged }: PartProps) {
  const form = useForm();
  const own = person.person_id === me.value?.person_id;
  async function stop() {
    const result = await form.send(person.person_id, () => api.stopDevices(person.person_id));
    if (result.ok) {
      toast(w('stopDone'));
      onChanged();
    } else form.refuse({}, sentenceFor(result.problem));
  }
  return (
    <Card title={w('devicesTitle')}>
      <p>
        {person.devices > 0 ? <T k="devicesLead" words={{ n: person.devices }} /> : <T k="devicesLeadNone" />}
      </p>
      {person.devices > 0 && (
        <TwoTap key={person.devices} go="stopGo" ask="stopTitle" yes="stopYes" busy={form.busy} onYes={stop}>
          <ul class="st-points">
            <li>
              <T k="stopWhat" words={{ name: person.nickname }} />
            </li>
            <li>
              <T k="stopKeep" />
            </li>
            <li>
              <T k="stopUnsent" />
            </li>
            <li>
              <T k="stopAgain" />
            </li>
            {own && (
              <li>
                <T k="stopSelf" />
              </li>
            )}
          </ul>
        </TwoTap>
      )}
      <FormMessage text={form.message} />
    </Card>
  );
}

/** Roles change at once and change back the same way. */
function Roles({ person, onChanged }: PartProps) {
  const form = useForm();
  const own = person.person_id === me.value?.person_id;
  const staff = needsCredentials(person.roles);
  /** Staff roles need a password and an app, which come with an invitation; nobody locks themselves out. */
  const offered = (role: Role) => (role === 'staff' || role === 'admin' ? staff && !own : true);
  async function turn(role: Role, on: boolean) {
    if (form.busy) return;
    form.clear();
    const result = await form.send({ role, on }, () =>
      on ? api.grantRole(person.person_id, role) : api.endRole(person.person_id, role),
    );
    if (result.ok) toast(w(on ? 'roleOn' : 'roleOff', { role: roleName(role) }));
    else form.refuse({}, sentenceFor(result.problem));
    onChanged();
  }
  return (
    <Card title={w('rolesTitle')}>
      <p class="st-hint">
        <T k="rolesLead" />
      </p>
      {ROLES.filter((role) => offered(role)).map((role) => (
        <Switch
          key={role}
          label={roleName(role)}
          hint={roleHint(role)}
          on={person.roles.includes(role)}
          onChange={(on) => turn(role, on)}
        />
      ))}
      {(own || !staff) && (
        <p class="st-hint">
          <T k={own ? 'rolesSelf' : 'rolesStaffNote'} />
        </p>
      )}
      <FormMessage text={form.message} />
    </Card>
  );
}

/** Someone leaves the facility. */
function Ending({ person, onChanged }: PartProps) {
  const form = useForm();
  async function end() {
    const result = await form.send(person.person_id, (key) => api.endMembership(person.person_id, key));
    if (result.ok) {
      toast(w('endDone'));
      onChanged();
      go('/staff/people');
    } else form.refuse({}, sentenceFor(result.problem));
  }
  return (
    <Card title={w('endTitle')}>
      <p>
        <T k="endLead" />
      </p>
      <TwoTap
        go="endGo"
        ask="endAsk"
        yes="endYes"
        words={{ name: person.nickname }}
        busy={form.busy}
        onYes={end}
      >
        <ul class="st-points">
          <li>
            <T k="endWhat" />
          </li>
          <li>
            <T k="endBack" />
          </li>
          <li>
            <T k="endTalk" />
          </li>
        </ul>
      </TwoTap>
      <FormMessage text={form.message} />
    </Card>
  );
}

function Heading({ person }: { readonly person: Person }) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => ref.current?.focus({ preventScroll: true }), []);
  return (
    <div class="st-person-head">
      <Avatar name={person.nickname} />
      <div>
        <h2 tabIndex={-1} ref={ref}>
          {person.nickname}
        </h2>
        <p class="st-hint">
          <Ruby
            text={
              person.ended_at
                ? w('ended', { date: dateText(person.ended_at) })
                : w('joined', { date: dateText(person.joined_at) })
            }
          />
        </p>
      </div>
    </div>
  );
}

/** One person: names, a new card, devices, and for an admin roles and leaving. Never a mood, never an entry. */
export function PersonDetail({ id, onChanged }: { readonly id: string; readonly onChanged: () => void }) {
  const loaded = useLoad(`person ${id}`, () => api.person(id));
  function changed() {
    loaded.reload();
    onChanged();
  }
  return (
    <>
      <a class="back st-narrow" href="#/staff/people">
        <Icon name="back" />
        <T k="backToList" />
      </a>
      <WhenReady of={loaded}>
        {(person, etag) => (
          <>
            <Heading person={person} />
            {person.ended_at === null && (
              <>
                <NamesForm
                  key={person.version}
                  person={person}
                  etag={etag}
                  onSaved={(saved, tag) => {
                    loaded.put(saved, tag);
                    onChanged();
                  }}
                />
                {person.roles.includes('member') && person.person_id !== me.value?.person_id && (
                  <Card title={w('diaryTitle')}>
                    <p>
                      <T k="diaryLead" />
                    </p>
                    <LinkButton href={`#/staff/shared/of/${person.person_id}`} label={w('diaryGo')} />
                  </Card>
                )}
                <NewCard person={person} />
                <Devices person={person} onChanged={changed} />
                {isAdmin.value && <Roles person={person} onChanged={changed} />}
                {isAdmin.value && person.person_id !== me.value?.person_id && (
                  <Ending person={person} onChanged={changed} />
                )}
              </>
            )}
          </>
        )}
      </WhenReady>
    </>
  );
}
