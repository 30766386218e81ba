import { preferences } from '../data/prefs';
import { area } from '../texts';
import { app } from '../texts/ja/app';
import type { Mood } from '../ui/MoodMark';

const t = area('app', app);

/** The words of the five moods as this person calls them. */
export function moodWords(): Record<Mood, string> {
  const { mood_words: own, mood_scale: scale } = preferences.value;
  const word = (mood: Mood, given: string) => own[String(mood) as keyof typeof own] || given;
  return {
    5: word(5, t('mood5')),
    4: word(4, t('mood4')),
    3: word(3, t('mood3')),
    2: word(2, t(scale === 'three' ? 'moodThree2' : 'mood2')),
    1: word(1, t('mood1')),
  };
}

/** The lowest mood of the scale in use: after it one quiet line shows where people are. */
export function isHard(mood: number): boolean {
  return mood === 1 || (mood === 2 && preferences.value.mood_scale === 'three');
}

/** A mood of the server, which is an integer from 1 to 5. */
export function asMood(mood: number): Mood {
  return Math.min(5, Math.max(1, Math.round(mood))) as Mood;
}
