/** What may be shown of a ladder, and what becomes of asking: pure, because a lie here would cost somebody's trust. */
import type { Reply } from '../api/http';
import type { Problem } from '../api/problem';
import type { Answer } from '../api/types';
import type { TalkRequest } from './asking';

export type TalkNow = Answer<'get_talk_now'>;
export type Rung = TalkNow['rungs'][number];
type Kind = Rung['kind'];
type Of<K extends Kind> = Extract<Rung, { kind: K }>;
export type Listening = Of<'now'>['supporters'][number];
export type Planning = Of<'soon'>['supporters'][number];
export type Staff = Omit<Of<'staff'>, 'kind'>;
export type Resource = Of<'helplines'>['resources'][number];

/** A ladder as it may be shown at this moment. */
export interface Shown {
  readonly now: readonly Listening[];
  readonly soon: readonly Planning[];
  readonly later: readonly Planning[];
  /** Null when the facility has not said when its staff are there. */
  readonly staff: Staff | null;
  readonly places: readonly Resource[];
  readonly helplines: readonly Resource[];
  readonly asOf: string | null;
}

const nobody: Shown = { now: [], soon: [], later: [], staff: null, places: [], helplines: [], asOf: null };

/**
 * What a copy still says at a later time. Whoever's time has passed is not shown; staff whose hours have begun or ended since
 * are neither here nor away, because the copy cannot know.
 */
export function shown(copy: TalkNow | null, now: number): Shown {
  if (!copy) return nobody;
  const after = (at: string | null) => at !== null && Date.parse(at) > now;
  const one = <K extends Kind>(kind: K) => copy.rungs.find((rung): rung is Of<K> => rung.kind === kind);
  const staff = one('staff');
  return {
    now: (one('now')?.supporters ?? []).filter((person) => after(person.until)),
    soon: (one('soon')?.supporters ?? []).filter((person) => after(person.until)),
    later: (one('later_today')?.supporters ?? []).filter((person) => after(person.until)),
    staff: staff
      ? {
          here: staff.here && after(staff.until),
          until: after(staff.until) ? staff.until : null,
          from: !staff.here && after(staff.from) ? staff.from : null,
          place: staff.place,
          phone: staff.phone,
        }
      : null,
    places: one('places')?.resources ?? [],
    helplines: one('helplines')?.resources ?? [],
    asOf: copy.as_of,
  };
}

/** When to look again, in milliseconds from now: when the ladder says so, never sooner than five seconds, never later than a minute. */
export function lookAgainIn(copy: TalkNow | null, now: number): number {
  const until = copy ? Date.parse(copy.fresh_until) - now : 0;
  return Math.min(60_000, Math.max(5_000, Number.isFinite(until) ? until : 0));
}

/** How long the server may take to say that it has the wish. */
export const HEARD_WITHIN = 10_000;

/** How far asking has come. `key` makes the same wish, sent again, one wish. */
export type Asking =
  | { readonly step: 'writing' }
  | { readonly step: 'sending'; readonly body: string; readonly key: string; readonly since: number }
  | { readonly step: 'unheard'; readonly body: string; readonly key: string }
  | { readonly step: 'kept'; readonly request: TalkRequest }
  | { readonly step: 'refused'; readonly problem: Problem };

export type AskingEvent =
  | {
      readonly type: 'send';
      readonly body: string;
      readonly key: string;
      readonly at: number;
      readonly online: boolean;
    }
  | { readonly type: 'tick'; readonly at: number }
  | {
      readonly type: 'answer';
      readonly key: string;
      readonly reply: Pick<Reply, 'ok' | 'status' | 'value' | 'problem'>;
    }
  | { readonly type: 'change' };

/**
 * Nothing waits on the phone: a wish is with the server, or the phone says within ten seconds that it does not know. An answer
 * that comes after that is still the truth, and is taken.
 */
export function asking(state: Asking, event: AskingEvent): Asking {
  switch (event.type) {
    case 'send': {
      if (state.step === 'sending' || state.step === 'kept') return state;
      const again = state.step === 'unheard' && state.body === event.body;
      const key = again ? state.key : event.key;
      if (!event.online) return { step: 'unheard', body: event.body, key };
      return { step: 'sending', body: event.body, key, since: event.at };
    }
    case 'tick':
      if (state.step !== 'sending' || event.at - state.since < HEARD_WITHIN) return state;
      return { step: 'unheard', body: state.body, key: state.key };
    case 'answer': {
      if ((state.step !== 'sending' && state.step !== 'unheard') || state.key !== event.key) return state;
      const { ok, status, value, problem } = event.reply;
      if (ok) return { step: 'kept', request: value as TalkRequest };
      if (status === 0 || status >= 500) return { step: 'unheard', body: state.body, key: state.key };
      return { step: 'refused', problem };
    }
    case 'change':
      return state.step === 'refused' ? { step: 'writing' } : state;
  }
}
