import { type Mood, type MoodLook, MoodMark } from './MoodMark';
import { Ruby } from './Ruby';

interface Props {
  /** Spoken name of the group. */
  readonly label: string;
  readonly words: Readonly<Record<Mood, string>>;
  readonly scale: 'five' | 'three';
  readonly look: MoodLook;
  readonly value?: Mood | null;
  readonly onChoose: (mood: Mood) => void;
}

const FIVE: readonly Mood[] = [5, 4, 3, 2, 1];
const THREE: readonly Mood[] = [4, 3, 2];

/** Moods that a scale offers; a kept mood outside of it still shows. */
export function moodsOf(scale: 'five' | 'three', kept?: Mood | null): readonly Mood[] {
  if (scale === 'five') return FIVE;
  return kept && !THREE.includes(kept) ? FIVE.filter((mood) => mood === kept || THREE.includes(mood)) : THREE;
}

/** One tap says how it is. A row while there is room for the words, a list when letters are large. */
export function MoodPicker({ label, words, scale, look, value, onChoose }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would announce its legend before every button
    <div class="moods" role="group" aria-label={label}>
      {moodsOf(scale, value).map((mood) => (
        <button
          key={mood}
          type="button"
          aria-pressed={value === undefined ? undefined : value === mood}
          onClick={() => onChoose(mood)}
        >
          <MoodMark mood={mood} look={look} />
          <span>
            <Ruby text={words[mood]} />
          </span>
        </button>
      ))}
    </div>
  );
}
