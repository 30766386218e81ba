/** Days and moments as the person lives them: the calendar of the phone, not of the server. */

const two = (n: number): string => String(n).padStart(2, '0');

/** The day on the phone's calendar, `YYYY-MM-DD`. */
export function localDate(at: Date = new Date()): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The moment with the phone's own offset (RFC 3339), so that "evening" stays evening after a journey. */
export function moment(at: Date = new Date()): string {
  const offset = -at.getTimezoneOffset();
  const size = Math.abs(offset);
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return `${localDate(at)}T${clock}.${String(at.getMilliseconds()).padStart(3, '0')}${zone}`;
}

/** First and last day of a month given as `YYYY-MM`. */
export function monthRange(month: string): { from: string; to: string } {
  const [year, index] = month.split('-').map(Number);
  const days = new Date(year ?? 1970, index ?? 1, 0).getDate();
  return { from: `${month}-01`, to: `${month}-${two(days)}` };
}
