import type { cards } from '../../texts/ja/cards';

type Key = keyof typeof cards;

/** One thing to say, when, and why. `after` names the practice in the design notes that it puts into our own words. */
export interface Phrase {
  readonly id: Extract<Key, `b${number}`>;
  readonly after: readonly number[];
}

/** Two minutes about listening: a scene, and choices that explain. No choice is counted anywhere. */
export interface Lesson {
  readonly id: Extract<Key, `l${number}`>;
  readonly choices: readonly ('a' | 'b' | 'c')[];
  readonly after: readonly number[];
}

/**
 * Where the content comes from: the practices of two Japanese articles about peer support, as numbered in the design notes
 * (rows 53–76), and the house's own rule that a life is for professionals. Facts and aims are theirs, every sentence is ours.
 */
export const SOURCE = {
  practices: '53–76',
  /** When somebody last read every card against them. */
  checked: '2026-11-22',
} as const;

/** Words that keep a line. */
export const PHRASES: readonly Phrase[] = [
  { id: 'b1', after: [53, 61] },
  { id: 'b2', after: [69, 76] },
  { id: 'b3', after: [53] },
  { id: 'b4', after: [53] },
  { id: 'b5', after: [53, 7] },
  { id: 'b6', after: [55, 56, 61] },
  { id: 'b7', after: [70] },
  { id: 'b8', after: [61, 70] },
  { id: 'b9', after: [56] },
  { id: 'b10', after: [53, 55] },
];

/** Lessons in listening. */
export const LESSONS: readonly Lesson[] = [
  { id: 'l1', choices: ['a', 'b', 'c'], after: [66, 67] },
  { id: 'l2', choices: ['a', 'b'], after: [66] },
  { id: 'l3', choices: ['a', 'b', 'c'], after: [67, 71] },
  { id: 'l4', choices: ['a', 'b', 'c'], after: [66] },
  { id: 'l5', choices: ['a', 'b', 'c'], after: [53, 56] },
  { id: 'l6', choices: ['a', 'b', 'c'], after: [61, 76] },
  { id: 'l7', choices: ['a', 'b'], after: [70] },
];
