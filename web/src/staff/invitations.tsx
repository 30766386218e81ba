import { useState } from 'preact/hooks';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { Choice } from '../ui/Choice';
import { EmptyState } from '../ui/EmptyState';
import { Field } from '../ui/Field';
import { Ruby } from '../ui/Ruby';
import { toast } from '../ui/Toast';
import { api, type Invitation, type InvitationCard, type Role } from './api';
import { CardSheet } from './card';
import { dateText } from './dates';
import { useDraft } from './draft';
import { type FieldRule, fieldErrorsOf, sentenceFor, useForm } from './form';
import { allOf, useLoad } from './load';
import { FormMessage, StaffPage, Tag, WhenReady } from './parts';
import { isAdmin, needsCredentials, ROLES, roleHint, roleName } from './roles';
import { TwoTap } from './twotap';
import { T, w } from './words';

const LABEL_MAX = 40;
const RULES: Readonly<Record<string, FieldRule>> = {
  '/label': { field: 'label' },
  '/role': { field: 'role' },
};

/** Makes one invitation; the card is shown in its place until it is closed. */
function NewInvitation({ onChanged }: { readonly onChanged: () => void }) {
  const draft = useDraft('invitation', { label: '', role: 'member' });
  const [card, setCard] = useState<InvitationCard | null>(null);
  const form = useForm();
  const { label } = draft.values;
  const offered = ROLES.filter((role) => isAdmin.value || !needsCredentials([role]));
  const role = offered.find((one) => one === draft.values.role) ?? 'member';

  async function submit(event: Event) {
    event.preventDefault();
    if (form.busy) return;
    const long = [...label.trim()].length > LABEL_MAX;
    if (form.refuse(long ? { label: w('fTooLong', { limit: LABEL_MAX }) } : {})) return;
    const body = { role, label: label.trim() || null };
    const result = await form.send(body, (key) => api.createInvitation(body, key));
    if (result.ok) {
      draft.clear();
      setCard(result.value);
      onChanged();
      return;
    }
    const errors = fieldErrorsOf(result.problem, RULES);
    form.refuse(errors, errors.label ? null : sentenceFor(result.problem));
  }

  if (card) {
    return (
      <Card title={w('inviteNew')}>
        <CardSheet card={card} onClose={() => setCard(null)} />
      </Card>
    );
  }
  return (
    <form ref={form.ref} noValidate onSubmit={submit}>
      <Card title={w('inviteNew')}>
        <Choice<Role>
          legend={w('inviteWho')}
          value={role}
          onChoose={(chosen) => draft.set('role', chosen)}
          options={offered.map((value) => ({ value, label: roleName(value), hint: roleHint(value) }))}
        />
        <Field
          label={w('inviteLabel')}
          hint={w('inviteLabelHint')}
          value={label}
          onInput={(text) => draft.set('label', text)}
          problem={form.errors.label}
        />
        <FormMessage text={form.message} />
        <Button kind="primary" submit busy={form.busy} label={w('inviteGo')} />
      </Card>
    </form>
  );
}

const STATES = {
  open: 'inviteState_open',
  used: 'inviteState_used',
  revoked: 'inviteState_revoked',
  expired: 'inviteState_expired',
} as const;

/** What staff call an invitation: their reminder, or whose new card it is. */
function nameOf(invitation: Invitation): string {
  if (invitation.label) return invitation.label;
  return invitation.nickname ? w('inviteFor', { name: invitation.nickname }) : w('inviteNoLabel');
}

function Row({ invitation, onChanged }: { readonly invitation: Invitation; readonly onChanged: () => void }) {
  const form = useForm();
  const { state } = invitation;
  async function revoke() {
    const result = await form.send(invitation.invitation_id, () =>
      api.revokeInvitation(invitation.invitation_id),
    );
    if (result.ok) {
      toast(w('revoked'));
      onChanged();
    } else form.refuse({}, sentenceFor(result.problem));
  }
  return (
    <li class="st-line">
      <div class="st-line-text">
        <strong>
          <Ruby text={nameOf(invitation)} />
        </strong>
        <span class="st-tags">
          <Tag k={STATES[state]} tone={state === 'open' ? 'calm' : 'past'} />
          <small>
            <Ruby text={roleName(invitation.role)} />
            {state === 'open' && (
              <>
                {' / '}
                <T k="inviteUntil" words={{ date: dateText(invitation.expires_at) }} />
              </>
            )}
            {state === 'used' && invitation.used_at && (
              <>
                {' / '}
                <T k="inviteUsedOn" words={{ date: dateText(invitation.used_at) }} />
              </>
            )}
          </small>
        </span>
        <FormMessage text={form.message} />
      </div>
      {state === 'open' && (
        <TwoTap
          go="revoke"
          narrow
          about={nameOf(invitation)}
          ask="revokeSure"
          yes="revokeYes"
          busy={form.busy}
          onYes={revoke}
        />
      )}
    </li>
  );
}

/** Invitations: a new one, its card, and the ones so far with their state. */
export function Invitations() {
  const list = useLoad('invitations', () => allOf(api.invitations));
  return (
    <StaffPage title="invitationsTitle" lead="invitationsLead" at="/invitations">
      <div class="st-two">
        <div class="st-first">
          <NewInvitation onChanged={list.reload} />
        </div>
        <div class="st-second">
          <Card title={w('inviteListTitle')}>
            <WhenReady of={list}>
              {(invitations) =>
                invitations.length === 0 ? (
                  <EmptyState text={`${w('inviteEmptyTitle')}。${w('inviteEmptyLead')}`} />
                ) : (
                  <ul class="st-lines">
                    {invitations.map((invitation) => (
                      <Row key={invitation.invitation_id} invitation={invitation} onChanged={list.reload} />
                    ))}
                  </ul>
                )
              }
            </WhenReady>
          </Card>
        </div>
      </div>
    </StaffPage>
  );
}
