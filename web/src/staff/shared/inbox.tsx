import { go } from '../../router';
import { EntryView, SharedList } from '../../screens/sharing/shown';
import { LinkButton } from '../../ui/Button';
import { api } from '../api';
import { useLoad } from '../load';
import { StaffPage } from '../parts';
import { w } from './words';

/** T9 見せてもらった記録: what waits for a 「見たよ」, the longest wait first. No mood stands in the list. */
export function InboxPage() {
  return (
    <StaffPage title="shTitle" lead="shLead" at="/shared">
      <div class="st-measure care-stack">
        <SharedList way="/staff/shared/entry/" />
        <LinkButton kind="quiet" href="#/staff/shared/looks" label={w('shLooks')} />
      </div>
    </StaffPage>
  );
}

/** One entry. It can be answered at once. */
export function EntryPage({ id }: { readonly id: string }) {
  return (
    <StaffPage title="shTitle" at="/shared" back="/staff/shared">
      <div class="st-measure care-stack">
        <EntryView id={id} all="/staff/shared/of/" after={() => go('/staff/shared', { replace: true })} />
      </div>
    </StaffPage>
  );
}

/** Everything that one person shows, and what else can be done for them. */
export function OfPage({ person }: { readonly person: string }) {
  const of = useLoad(`person ${person}`, () => api.person(person));
  const name = of.state === 'ready' ? of.value.nickname : '';
  return (
    <StaffPage title="shTitle" lead="shLead" at="/shared" back="/staff/shared">
      <div class="st-measure care-stack">
        <h2>{name}</h2>
        <SharedList person={person} way="/staff/shared/entry/" />
        <LinkButton href={`#/staff/shared/trend/${person}`} label={w('shTrendGo')} />
        <LinkButton href={`#/staff/shared/paper/${person}`} label={w('shPaperGo')} />
        <LinkButton kind="quiet" href={`#/staff/shared/look/${person}`} label={w('shLookGo')} />
      </div>
    </StaffPage>
  );
}
