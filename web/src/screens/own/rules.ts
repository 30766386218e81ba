/** What the kinds of the server are called together on the pages about erasing. Pure. */

/** A kind and how many there are. */
export interface Counted {
  readonly what: string;
  readonly count: number;
}

const GOES = {
  p_me: ['me', 'notice_settings', 'roles'],
  p_checkins: ['checkins'],
  p_wins: ['wins'],
  p_lists: ['own_words', 'own_questions'],
  p_gatherings: ['participations', 'invited_to'],
  p_calendar: ['calendar_feeds', 'signals'],
  p_talks: ['talks_asked_for', 'talks_planned', 'supporter_card', 'listening_hours', 'not_matched_with'],
  p_handovers: ['handovers'],
  p_concerns: ['concerns', 'concerns_open'],
  p_care: ['limits', 'selfcare_logs', 'consultations', 'consultations_open'],
  p_training: ['trainings', 'certificates', 'employment'],
  p_notices: ['notices'],
  p_looks: ['who_looked'],
  p_ways: ['sign_in', 'devices', 'phones'],
} as const;

const STAYS = {
  s_me: ['me'],
  s_gatherings: ['participations'],
  s_talks: ['talks_asked_for', 'talks_taken', 'talks_held', 'talks_asked_of_me'],
  s_concerns: ['concerns'],
  s_care: ['consultations'],
  s_other: ['gatherings_proposed', 'cards'],
} as const;

export type Goes = keyof typeof GOES;
export type Stays = keyof typeof STAYS;

function summed<K extends string>(
  kinds: Readonly<Record<K, readonly string[]>>,
  found: readonly Counted[],
): readonly { readonly kind: K; readonly count: number }[] {
  const counts = new Map(found.map((one) => [one.what, one.count]));
  return (Object.keys(kinds) as K[])
    .map((kind) => ({ kind, count: kinds[kind].reduce((sum, what) => sum + (counts.get(what) ?? 0), 0) }))
    .filter((one) => one.count > 0);
}

/** What goes. What is left of deleted things, secrets and the way of a message are not worth a line. */
export const goesOf = (found: readonly Counted[]) => summed<Goes>(GOES, found);

/** What stays without a name. */
export const staysOf = (found: readonly Counted[]) => summed<Stays>(STAYS, found);
