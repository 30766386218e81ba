import type { ComponentChildren } from 'preact';
import type { Problem } from '../api/client';
import { plain } from '../texts/ruby';
import { Button } from '../ui/Button';
import { Page } from '../ui/Page';
import { Ruby } from '../ui/Ruby';
import { sentenceFor } from './form';
import type { Loaded } from './load';
import { type StaffKey, T, w } from './words';

const PLACES: readonly { readonly at: string; readonly k: StaffKey }[] = [
  { at: '', k: 'navHome' },
  { at: '/requests', k: 'navRequests' },
  { at: '/hellos', k: 'navHellos' },
  { at: '/handovers', k: 'navHandovers' },
  { at: '/concerns', k: 'navConcerns' },
  { at: '/shared', k: 'navShared' },
  { at: '/supporters', k: 'navSupporters' },
  { at: '/care', k: 'navCare' },
  { at: '/consultations', k: 'navConsultations' },
  { at: '/everybody', k: 'navEverybody' },
  { at: '/calendar', k: 'navCalendar' },
  { at: '/people', k: 'navPeople' },
  { at: '/invitations', k: 'navInvitations' },
  { at: '/help', k: 'navHelp' },
  { at: '/facility', k: 'navFacility' },
];

interface StaffPageProps {
  readonly title: StaffKey;
  readonly lead?: StaffKey;
  /** Which place of the staff menu this is: '', '/people' … */
  readonly at: string;
  /** Where "back" leads, for a page below another one. */
  readonly back?: string;
  readonly children?: ComponentChildren;
}

/** A staff screen: the title, the menu of the staff pages (home has its doors instead), and the screen itself on the whole width of a desk. */
export function StaffPage({ title, lead, at, back, children }: StaffPageProps) {
  return (
    <Page wide title={w(title)} lead={lead && w(lead)} back={back}>
      {at !== '' && (
        <nav class="st-nav" aria-label={plain(w('nav'))}>
          {PLACES.map((place) => (
            <a key={place.at} href={`#/staff${place.at}`} aria-current={place.at === at ? 'page' : undefined}>
              <T k={place.k} />
            </a>
          ))}
        </nav>
      )}
      {children}
    </Page>
  );
}

/** One sentence about the whole form, above its button. */
export function FormMessage({ text }: { readonly text: string | null }) {
  return (
    <div role="alert" class="st-alert">
      {text && (
        <p class="st-message" data-form-message tabIndex={-1}>
          <Ruby text={text} />
        </p>
      )}
    </div>
  );
}

/**
 * What a button of a row is about, read before its word by a screen reader: 「よりそいホットライン かくす」.
 * Goes where a button has its icon.
 */
export function About({ name }: { readonly name: string }) {
  return <span class="hidden">{`${plain(name)} `}</span>;
}

/** A short word about a state, on a soft ground: the word carries the meaning, the colour only helps. */
export function Tag({
  k,
  tone = 'calm',
}: {
  readonly k: StaffKey;
  readonly tone?: 'calm' | 'care' | 'past';
}) {
  return (
    <span class={`st-tag st-tag-${tone}`}>
      <T k={k} />
    </span>
  );
}

/** Something went wrong while reading: what it was and the way to try again. */
export function Refused({ problem, retry }: { readonly problem: Problem; readonly retry: () => void }) {
  const offline = problem.type === 'offline';
  return (
    <div class="empty" role="alert">
      {offline ? (
        <>
          <p>
            <strong>
              <T k="offlineTitle" />
            </strong>
          </p>
          <p>
            <T k="offlineLead" />
          </p>
        </>
      ) : (
        <p>
          <Ruby text={sentenceFor(problem)} />
        </p>
      )}
      <Button label={w('retry')} onPress={retry} wide={false} />
    </div>
  );
}

interface WhenReadyProps<T> {
  readonly of: Loaded<T> & { reload: () => void };
  readonly children: (value: T, etag: string | null) => ComponentChildren;
}

/** Shows a fetched thing, or honestly that it is on its way or could not be had. */
export function WhenReady<T>({ of, children }: WhenReadyProps<T>) {
  if (of.state === 'loading') {
    return (
      <p class="st-hint" role="status">
        <T k="loading" />
      </p>
    );
  }
  if (of.state === 'problem') return <Refused problem={of.problem} retry={of.reload} />;
  return <>{children(of.value, of.etag)}</>;
}
