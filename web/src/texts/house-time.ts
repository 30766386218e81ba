import { houseTime } from '../data/zone';
import { hourText } from './dates';

/** 「12時3分」, "12:03", on the facility's clock. */
export function houseTimeText(at: string | number): string {
  const [hour = 0, minute = 0] = houseTime(at).slice(11).split(':').map(Number);
  return hourText(hour, minute);
}
