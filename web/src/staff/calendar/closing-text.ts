import { WEEKDAYS } from './rule';
import type { NewClosingDays } from './types';

/** A closing period while it is being written. */
export type Row = NewClosingDays['days'][number];

const MARK = '\t';

/** Rows as one text of a form, so that a draft and a conflict see them whole. */
export const textOfRows = (rows: readonly Row[]): string =>
  rows.map(({ from, to, name }) => [from, to, name.replace(/[\n\t]/g, ' ')].join(MARK)).join('\n');

export const rowsIn = (text: string): Row[] =>
  text === ''
    ? []
    : text.split('\n').map((line) => {
        const [from = '', to = '', name = ''] = line.split(MARK);
        return { from, to, name };
      });

export const closingText = (closing: NewClosingDays): { weekdays: string; days: string } => ({
  weekdays: WEEKDAYS.filter((day) => closing.closed_weekdays.includes(day)).join(' '),
  days: textOfRows(closing.days),
});

export const closingIn = (text: { weekdays: string; days: string }): NewClosingDays => ({
  closed_weekdays: WEEKDAYS.filter((day) => text.weekdays.split(' ').includes(day)),
  days: rowsIn(text.days).map((row) => ({ ...row, name: row.name.trim() })),
});
