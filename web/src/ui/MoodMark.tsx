/** 1 とてもつらい … 5 とてもよい. */
export type Mood = 1 | 2 | 3 | 4 | 5;

/** How a mood is drawn: quiet arcs, the sun over a horizon, or the weather. */
export type MoodLook = 'words' | 'shapes' | 'weather';

const CLOUD = 'M17 31a5 5 0 0 1 0-10 7 7 0 0 1 13-2 6 6 0 0 1 1 12z';

const DRAWN: Record<MoodLook, Record<Mood, string>> = {
  words: {
    5: 'M15 20a9 9 0 0 0 18 0',
    4: 'M15 22c4 4.5 14 4.5 18 0',
    3: 'M15 24h18',
    2: 'M15 27c4-4.5 14-4.5 18 0',
    1: 'M15 30a9 9 0 0 1 18 0',
  },
  shapes: {
    5: 'M17 18a7 7 0 1 0 14 0 7 7 0 1 0-14 0M11 35h26',
    4: 'M17 23a7 7 0 1 0 14 0 7 7 0 1 0-14 0M11 32h26',
    3: 'M16 28a8 8 0 0 1 16 0M11 28h26',
    2: 'M18 27c2-5 10-5 12 0M11 27h26',
    1: 'M16 21a8 8 0 0 0 16 0M11 21h26',
  },
  weather: {
    5: 'M18 24a6 6 0 1 0 12 0 6 6 0 1 0-12 0M24 10v4M24 34v4M10 24h4M34 24h4M14 14l3 3M31 31l3 3M34 14l-3 3M14 34l3-3',
    4: 'M20 33a4 4 0 0 1 0-8 6 6 0 0 1 11-1 4.5 4.5 0 0 1 1 9zM13 25a6 6 0 0 1 10-6M17 10v3M8 19h3M11 13l2 2',
    3: CLOUD,
    2: 'M17 27a5 5 0 0 1 0-10 7 7 0 0 1 13-2 6 6 0 0 1 1 12zM24 31v4',
    1: 'M17 25a5 5 0 0 1 0-10 7 7 0 0 1 13-2 6 6 0 0 1 1 12zM18 30l-2 5M25 30l-2 5M32 30l-2 5',
  },
};

interface Props {
  readonly mood: Mood;
  readonly look?: MoodLook;
}

/** The drawn sign of a mood on its colour; the word always stands beside it or is spoken for it. */
export function MoodMark({ mood, look = 'words' }: Props) {
  return (
    <svg class={`mood-mark mood-${mood}`} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <circle cx="24" cy="24" r="23" />
      <path d={DRAWN[look][mood]} />
    </svg>
  );
}
