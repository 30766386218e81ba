import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pieces, plain } from './ruby';

const FOLDERS = ['ja', 'easy', 'en'] as const;

/** Words that this house does not say, in any language. */
const NEVER =
  /がんば|頑張|失敗|エラー|無効|不正|連続|途切れ|サボ|異常|患者|症状|リスク|スコア|判定|危険度|断られ|拒否|対応不可|至急|必ず|しなければ|[!！]/;
const NEVER_ENGLISH =
  /\b(fail(ed|ure)?|error|invalid|illegal|denied|patient|symptom|risk|score|abnormal)\b|!/i;
/** The one sentence that may name what the app is not. */
const ALLOWED = new Map([['join.notMedical', /診断|治療|diagnose|treat/]]);
const MEDICAL = /診断|治療|diagnos|treat/i;
const LONGEST = 30;

type Text = { readonly name: string; readonly text: string };

async function textsOf(folder: string): Promise<Text[]> {
  const names = readdirSync(new URL(folder, import.meta.url)).filter((name) => name !== 'index.ts');
  const areas = await Promise.all(
    names.map(async (name) => {
      const module = (await import(`./${folder}/${name.replace('.ts', '')}.ts`)) as Record<
        string,
        Record<string, string>
      >;
      const texts = Object.values(module)[0] ?? {};
      return Object.entries(texts).map(([key, text]) => ({
        name: `${name.replace('.ts', '')}.${key}`,
        text,
      }));
    }),
  );
  return areas.flat();
}

function sentences(text: string): string[] {
  return plain(text)
    .replace(/\{\w+\}/g, '')
    .split(/[。?？]/)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}

describe.each(FOLDERS)('texts in %s', (folder) => {
  it('say nothing that hurts', async () => {
    for (const { name, text } of await textsOf(folder)) {
      expect(`${name}: ${plain(text)}`).not.toMatch(folder === 'en' ? NEVER_ENGLISH : NEVER);
      if (!ALLOWED.has(name)) expect(`${name}: ${plain(text)}`).not.toMatch(MEDICAL);
    }
  });

  it('leave nothing empty', async () => {
    for (const { name, text } of await textsOf(folder)) expect(text.trim(), name).not.toBe('');
  });

  if (folder !== 'en')
    it(`keep each sentence within ${LONGEST} letters`, async () => {
      for (const { name, text } of await textsOf(folder)) {
        for (const sentence of sentences(text)) {
          expect([...sentence].length, `${name}: ${sentence}`).toBeLessThanOrEqual(LONGEST);
        }
      }
    });
});

describe('the three languages', () => {
  it('put the same values in the same texts', async () => {
    const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
    const [ja = [], easy = [], en = []] = await Promise.all(FOLDERS.map(textsOf));
    for (const { name, text } of ja) {
      for (const other of [easy, en]) {
        const same = other.find((one) => one.name === name);
        expect(same, name).toBeDefined();
        expect(places(same?.text ?? ''), name).toEqual(places(text));
      }
    }
  });
});

describe('easy Japanese', () => {
  it('gives every kanji a reading, except in long foreign words', async () => {
    for (const { name, text } of await textsOf('easy')) {
      const bare = pieces(text)
        .filter((piece) => typeof piece === 'string')
        .join('');
      expect(`${name}: ${bare}`).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it('has only kana as readings', async () => {
    for (const { name, text } of await textsOf('easy')) {
      for (const piece of pieces(text)) {
        if (typeof piece !== 'string') expect(piece.reading, name).toMatch(/^[ぁ-んァ-ヶー]+$/);
      }
    }
  });
});

describe('the build', () => {
  it('shows emergency numbers even without scripts', () => {
    const page = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');
    expect(page).toMatch(/<noscript>[\s\S]*tel:119[\s\S]*tel:110[\s\S]*<\/noscript>/);
  });
});
