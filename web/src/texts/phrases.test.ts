import { describe, expect, it } from 'vitest';
import { withPhrases } from '../../build/phrases';

const broken = (text: string) => withPhrases(text).replaceAll('\u200b', '|');

describe('phrases', () => {
  it('break between phrases and never inside our words', () => {
    expect(broken('すこしつらい')).toBe('すこし|つらい');
    expect(broken('{name}さん、こんにちは')).toBe('{name}さん、|こんにちは');
    expect(broken('消えたい、死にたい気持ちのとき')).toBe('消えたい、|死にたい|気持ちの|とき');
  });

  it('keep furigana and values whole', () => {
    expect(broken('いまの{気分|きぶん}は?').replaceAll('|', '')).toBe('いまの{気分きぶん}は?');
    expect(withPhrases('いまの{気分|きぶん}は?')).toContain('{気分|きぶん}');
  });

  it('leave English alone', () => {
    expect(withPhrases('Hello, {name}')).toBe('Hello, {name}');
  });
});
