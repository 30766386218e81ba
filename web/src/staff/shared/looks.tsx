import { useEffect } from 'preact/hooks';
import { onChange } from '../../data/changes';
import type { Look } from '../../data/sharing-types';
import { LookLines } from '../../screens/sharing/worry';
import { me } from '../../session';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { toast } from '../../ui/Toast';
import { sentenceFor, useForm } from '../form';
import { allOf, useLoad } from '../load';
import { About, FormMessage, StaffPage, WhenReady } from '../parts';
import { looking } from './api';
import { w } from './words';

/** Every look in need, newest first: why, and who else looked at it afterwards. Everybody who works here reads the same list. */
export function LooksPage() {
  const of = useLoad('looks', () => allOf(looking.looks));
  useEffect(() => onChange('shared', of.reload), [of.reload]);
  return (
    <StaffPage title="shLooks" lead="shLooksLead" at="/shared" back="/staff/shared">
      <div class="st-measure care-stack">
        <WhenReady of={of}>
          {(looks) => (
            <>
              {looks.length === 0 && <EmptyState text={w('shLooksNone')} />}
              {looks.map((one) => (
                <One key={one.break_glass_id} one={one} again={of.reload} />
              ))}
            </>
          )}
        </WhenReady>
      </div>
    </StaffPage>
  );
}

function One({ one, again }: { readonly one: Look; readonly again: () => void }) {
  const form = useForm();
  const mine = one.opened_by.person_id === me.value?.person_id;
  const open = one.closed_at === null && Date.parse(one.until) > Date.now();
  async function review() {
    const result = await form.send(one.break_glass_id, (key) => looking.review(one.break_glass_id, key));
    if (!result.ok) return void form.refuse({}, sentenceFor(result.problem));
    toast(w('shReviewed'));
    again();
  }
  return (
    <Card title={w('shWho', { name: one.person.nickname })}>
      <LookLines one={one} />
      <FormMessage text={form.message} />
      {!mine && one.reviewed_at === null && (
        <Button
          icon={<About name={one.person.nickname} />}
          busy={form.busy}
          label={w('shReview')}
          onPress={review}
        />
      )}
      {mine && open && (
        <LinkButton href={`#/staff/shared/look/${one.person.person_id}`} label={w('shLookBack')} />
      )}
    </Card>
  );
}
