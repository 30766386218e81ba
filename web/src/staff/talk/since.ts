import { w } from './words';

/** How long somebody has been waiting, in words. */
export function sinceText(since: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(since)) / 60_000);
  if (minutes < 1) return w('tkJust');
  if (minutes < 60) return w('tkMinutes', { n: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? w('tkHours', { n: hours }) : w('tkDays', { n: Math.floor(hours / 24) });
}
