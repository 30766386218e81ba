import './css/plot.css';

/** One point of the line: a week, the middle of its moods (1 to 5) and how many entries it has. */
export interface WeekPoint {
  readonly label: string;
  readonly value: number;
  readonly count: number;
}

interface Props {
  readonly weeks: readonly WeekPoint[];
  /** Words at the upper and lower edge. */
  readonly high: string;
  readonly low: string;
}

const WIDTH = 320;
const HEIGHT = 120;
const SIDE = 24;

const x = (index: number, count: number) => SIDE + (index * (WIDTH - 2 * SIDE)) / Math.max(1, count - 1);
const y = (value: number) => 16 + ((5 - value) / 4) * (HEIGHT - 32);

/** A soft line through a few weeks. Decorative for screen readers: the table beside it says the same in words. */
export function Plot({ weeks, high, low }: Props) {
  const points = weeks.map((week, index) => [x(index, weeks.length), y(week.value)] as const);
  const line = points
    .map(([px, py], index) => {
      const before = points[index - 1];
      if (!before) return `M${px} ${py.toFixed(1)}`;
      const middle = (before[0] + px) / 2;
      return `C${middle} ${before[1].toFixed(1)} ${middle} ${py.toFixed(1)} ${px} ${py.toFixed(1)}`;
    })
    .join('');
  return (
    <div class="plot" aria-hidden="true">
      <p>{high}</p>
      <svg aria-hidden="true" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} focusable="false">
        <path class="plot-rule" d={`M0 ${y(3)}H${WIDTH}`} />
        <path class="plot-line" d={line} />
        {points.map(([px, py]) => (
          <circle key={px} cx={px} cy={py} r="5" />
        ))}
      </svg>
      <p>{low}</p>
    </div>
  );
}
