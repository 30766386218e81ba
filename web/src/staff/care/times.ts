/** The times that staff offer: pure, on the facility's clock. */
import { fromHouse, houseDay } from '../../data/zone';

/** Three rows of a day and a time, as texts. */
export type Times = Readonly<Record<`${'day' | 'time'}${1 | 2 | 3}`, string>>;

const DAY = 86_400_000;

/** Tomorrow at two, or after a weekend: something to begin with. */
export function firstTimes(now: Date): Times {
  let at = now.getTime() + DAY;
  while ([0, 6].includes(new Date(`${houseDay(at)}T00:00:00Z`).getUTCDay())) at += DAY;
  return { day1: houseDay(at), time1: '14:00', day2: '', time2: '', day3: '', time3: '' };
}

/** What is offered, and what is wrong beside which row. A row that was left empty is no row. */
export function timesOf(
  values: Times,
  rows: readonly (1 | 2 | 3)[],
  now: number,
): {
  readonly times: string[];
  readonly wrong: Readonly<Record<string, 'scNeedTime' | 'scTimePast' | 'scTimeTwice'>>;
} {
  const times: string[] = [];
  const wrong: Record<string, 'scNeedTime' | 'scTimePast' | 'scTimeTwice'> = {};
  for (const n of rows) {
    const [day, time] = [values[`day${n}`], values[`time${n}`]];
    if (n > 1 && !day && !time) continue;
    const at = fromHouse(day, time);
    if (!at) wrong[`day${n}`] = 'scNeedTime';
    else if (Date.parse(at) <= now) wrong[`day${n}`] = 'scTimePast';
    else if (times.includes(at)) wrong[`day${n}`] = 'scTimeTwice';
    else times.push(at);
  }
  return { times, wrong };
}
