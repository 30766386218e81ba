import { type Signal, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call, type Result } from '../../api/client';
import { isRecord } from '../../api/problem';
import type { Answer, Body } from '../../api/types';
import { type Heard, isSilence, look, offers, rereadOffers } from '../../data/asking';
import { onChange, tell } from '../../data/changes';
import { me } from '../../data/person';

export type Availability = Answer<'get_my_availability'>;
export type NewAvailability = Body<'set_availability'>;
export type Lease = NonNullable<Availability['lease']>;

const mine: Signal<Heard<Availability | null>> = signal({ value: null, heard: null, away: false });
let whose: string | undefined;
/** Counts questions and answers: one that was asked for before what is shown came late, and is passed over. */
let turn = 0;

async function reread(): Promise<void> {
  const person = me.peek()?.person_id;
  if (person !== whose) mine.value = { value: null, heard: null, away: false };
  whose = person;
  turn += 1;
  const asked = turn;
  const reply = await look('/me/availability');
  if (me.peek()?.person_id !== person || asked !== turn) return;
  if (reply.ok && isRecord(reply.value))
    mine.value = { value: reply.value as unknown as Availability, heard: Date.now(), away: false };
  else mine.value = { ...mine.peek(), away: isSilence(reply) };
}

/** Whether one listens now, and what stands in the way. */
export function useAvailability(): Heard<Availability | null> {
  useEffect(() => {
    void reread();
    return onChange('my_availability', reread);
  }, []);
  return mine.value;
}

/** What one is asked, looked at again and again. */
export function useOffers() {
  useEffect(() => {
    void rereadOffers();
    return onChange('my_offers', rereadOffers);
  }, []);
  return offers.value;
}

/** Says until when one listens. */
export async function listen(body: NewAvailability): Promise<Result<Availability>> {
  const result = await call('put', '/me/availability', { body });
  turn += 1;
  if (result.ok) mine.value = { value: result.value, heard: Date.now(), away: false };
  tell('my_availability');
  return result;
}

/** Back to resting. */
export async function stopListening(): Promise<Result<undefined>> {
  const result = await call('delete', '/me/availability');
  tell('my_availability');
  tell('my_offers');
  return result;
}
