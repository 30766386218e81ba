/** A part of the app that is loaded when it is opened. */
export interface Area {
  /** Names its script and its line in the budget. */
  readonly name: string;
  /** Its source files: a regular expression over their paths. */
  readonly files: string;
  /** Its texts: `src/texts/{ja,easy,en}/<texts>.ts`. The Japanese ones are in its script, each other language is one file more. */
  readonly texts: string;
  /** What it may weigh, in KB after brotli: its script and the largest of its other languages. */
  readonly limit: number;
  /** Never in a member's download. */
  readonly staff?: true;
}

/**
 * Every area. A line here makes the script, takes its texts out of the catalogs that everybody loads, and holds it to its limit.
 * The calendar's 16 are the 14 that it had and 2 for its other languages, which are gone from the 8 of "one language more".
 */
export const AREAS: readonly Area[] = [
  { name: 'calendar', files: 'src/screens/(gathering|feeds)', texts: 'gatherings', limit: 16 },
  { name: 'talk', files: 'src/(screens|data)/talk', texts: 'talk', limit: 15 },
  { name: 'handover', files: 'src/screens/handover/', texts: 'handover', limit: 6 },
  { name: 'concern', files: 'src/screens/concern/', texts: 'concern', limit: 5 },
  { name: 'comfort', files: 'src/(screens/comfort/|data/comfort)', texts: 'comfort', limit: 14 },
  { name: 'support', files: 'src/screens/support/', texts: 'support', limit: 10 },
  { name: 'care', files: 'src/(screens/care/|data/care)', texts: 'care', limit: 14 },
  { name: 'cards', files: 'src/screens/cards/', texts: 'cards', limit: 8 },
  { name: 'training', files: 'src/(screens|data)/training', texts: 'training', limit: 8 },
  {
    name: 'notices',
    files: 'src/(screens/notices/|data/(notice|push))',
    texts: 'notices',
    limit: 12,
  },
  { name: 'own', files: 'src/screens/own/', texts: 'own', limit: 8 },
  { name: 'sharing', files: 'src/(screens/sharing/|data/sharing)', texts: 'sharing', limit: 11 },
  {
    name: 'staff',
    files: 'src/staff/(?!board/|calendar/|talk/|care/|shared/|trail/|wall/)',
    texts: 'staff',
    limit: 24,
    staff: true,
  },
  {
    name: 'staff-talk',
    files: 'src/staff/talk/',
    texts: 'talk-staff',
    limit: 10,
    staff: true,
  },
  { name: 'staff-board', files: 'src/staff/board/', texts: 'board-staff', limit: 7, staff: true },
  {
    name: 'staff-care',
    files: 'src/staff/care/',
    texts: 'care-staff',
    limit: 8,
    staff: true,
  },
  { name: 'staff-wall', files: 'src/staff/wall/', texts: 'wall-staff', limit: 4, staff: true },
  {
    name: 'staff-shared',
    files: 'src/staff/shared/',
    texts: 'shared-staff',
    limit: 8,
    staff: true,
  },
  {
    name: 'staff-trail',
    files: 'src/staff/trail/',
    texts: 'trail-staff',
    limit: 5,
    staff: true,
  },
  {
    name: 'staff-calendar',
    files: 'src/staff/calendar/',
    texts: 'calendar-staff',
    limit: 24,
    staff: true,
  },
];

/** What goes into the script of an area. */
export const scriptOf = ({ files, texts }: Area): RegExp =>
  new RegExp(`${files}|src/texts/ja/${texts}\\.ts$`);

/** The texts of an area in other languages. */
export const catalogOf = ({ texts }: Area): RegExp => new RegExp(`src/texts/(easy|en)/${texts}\\.ts$`);
