/** The clock of the house. Old phones run fast or slow; whether something still holds must not hang on that. */

/** So much is the way of an answer, and not the clock. */
const NEAR = 30_000;
let ahead = 0;

/** Takes in when an answer was made (`Date`, RFC 9110 §6.6.1). */
export function heardAt(date: string | null, now: number = Date.now()): void {
  const told = Date.parse(date ?? '') - now;
  if (Number.isFinite(told)) ahead = Math.abs(told) < NEAR ? 0 : told;
}

/** Now, as the server last said it. */
export const houseNow = (): number => Date.now() + ahead;
