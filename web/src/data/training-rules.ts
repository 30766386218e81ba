/** What a certificate and the fields of a training may be: pure, so that every case can be tested. */
import type { Capacity, ListingRule, NewTraining, Stage, TrainingKind } from './care-types';

/** The largest certificate, in bytes. */
export const LARGEST_FILE = 5 * 1024 * 1024;

const text = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.slice(from, to));

/** What stands in the way of a file, judged by its beginning and not by its name. */
export function fileProblem(begin: Uint8Array, size: number): 'fileEmpty' | 'fileLarge' | 'fileKind' | null {
  if (size === 0) return 'fileEmpty';
  if (size > LARGEST_FILE) return 'fileLarge';
  const jpeg = begin[0] === 0xff && begin[1] === 0xd8 && begin[2] === 0xff;
  const png = begin[0] === 0x89 && text(begin, 1, 4) === 'PNG';
  const webp = text(begin, 0, 4) === 'RIFF' && text(begin, 8, 12) === 'WEBP';
  return jpeg || png || webp || text(begin, 0, 5) === '%PDF-' ? null : 'fileKind';
}

/** Hours of a training as somebody types them: halves, at most 200; null when it is none. */
export function hoursOf(typed: string): number | null {
  const value = Number(typed.normalize('NFKC').replace(',', '.').trim() || Number.NaN);
  return Number.isFinite(value) && value >= 0 && value <= 200 && Number.isInteger(value * 2) ? value : null;
}

/** The kinds of training, in the order of the way. */
export const TRAINING_KINDS: readonly TrainingKind[] = [
  'basic',
  'advanced',
  'follow_up',
  'in_house',
  'visit',
  'external',
];

/** A training as somebody writes it. */
export interface TrainingForm {
  kind: TrainingKind;
  title: string;
  held_on: string;
  hours: string;
  expires_on: string;
}

/** What stands in the way of each field; empty when it can be sent. */
export function wrongInTraining(
  form: TrainingForm,
  today: string,
): {
  title?: 'needTitle';
  held_on?: 'needDay' | 'dayAhead';
  hours?: 'needHoursOk';
  expires_on?: 'expiresAfter';
} {
  const day = /^\d{4}-\d\d-\d\d$/;
  return {
    ...(form.title.trim() ? {} : { title: 'needTitle' as const }),
    ...(!day.test(form.held_on)
      ? { held_on: 'needDay' as const }
      : form.held_on > today
        ? { held_on: 'dayAhead' as const }
        : {}),
    ...(hoursOf(form.hours) === null ? { hours: 'needHoursOk' as const } : {}),
    ...(form.expires_on && form.expires_on <= form.held_on ? { expires_on: 'expiresAfter' as const } : {}),
  };
}

/** What is sent of it; call only when nothing is wrong. */
export function trainingOf(form: TrainingForm): NewTraining {
  return {
    kind: form.kind,
    title: form.title.trim(),
    held_on: form.held_on,
    hours: hoursOf(form.hours) ?? 0,
    expires_on: form.expires_on || null,
  };
}

/** What of the rule is still missing, with its hours. */
export const missingOf = (
  rule: Pick<ListingRule, 'needed'>,
  missing: readonly TrainingKind[],
): ListingRule['needed'][number][] => rule.needed.filter((one) => missing.includes(one.kind));

/** A supporter who rests until they come back is on leave; the ledger itself does not know of it. */
export const shownStage = (stage: Stage, rests: Pick<Capacity, 'resting' | 'resting_until'> | null): Stage =>
  stage === 'supporter' && rests?.resting && !rests.resting_until ? 'paused' : stage;
