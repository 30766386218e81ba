const PATHS = {
  today: 'M4 11.5 12 4l8 7.5V20h-5.5v-5.5h-5V20H4z',
  talk: 'M4 5h12v9H8l-4 3.5zM9 17h7l4 3V9h-1.5',
  plans: 'M4 6h16v14H4zM4 10h16M8.5 3.5V8M15.5 3.5V8',
  lookback: 'M6 4h12v16H6zM9.5 8.5h5M9.5 12h5M9.5 15.5h3',
  help: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM6 6l3.5 3.5M14.5 14.5 18 18M18 6l-3.5 3.5M9.5 14.5 6 18',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4',
  back: 'M14.5 5 8 12l6.5 7',
  forward: 'M9.5 5 16 12l-6.5 7',
  phone:
    'M6 4h3.5l1.5 4.5-2 1.5a10 10 0 0 0 5 5l1.5-2L20 14.5V18a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2z',
} as const;

/** Name of a drawn icon. */
export type IconName = keyof typeof PATHS;

/** A line icon beside a word; never the only sign of meaning. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
