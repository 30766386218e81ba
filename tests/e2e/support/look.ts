import type { Page } from '@playwright/test';
import axeCore from 'axe-core';
import { within } from './steps.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds, one line for each rule and place. The window is as tall as the page, so that the fixed tab bar covers
 * nothing that a finger could scroll free. Where names are known to be right, a second look asks about colours only.
 */
export async function axe(page: Page, only?: 'colours'): Promise<string[]> {
  const root = page.locator('html');
  const readings = !only && (await root.getAttribute('data-furigana')) === 'on';
  if (!readings) return run(page, only);
  // A reading is seen but never part of a spoken name, which axe cannot know: names are judged without, colours with it.
  await page.evaluate(() => {
    const hidden = new CSSStyleSheet();
    hidden.replaceSync('rt { display: none !important; }');
    document.adoptedStyleSheets = [hidden];
  });
  const found = await run(page);
  await page.evaluate(() => {
    document.adoptedStyleSheets = [];
  });
  return [...found, ...(await run(page, 'colours'))];
}

async function run(page: Page, only?: 'colours'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
  const looked = page.evaluate(
    async ({ tags, rules }) => {
      const options = rules
        ? { runOnly: { type: 'rule', values: rules } }
        : { runOnly: { type: 'tag', values: tags } };
      // biome-ignore lint: axe is put into the page above
      const { violations } = await (window as any).axe.run(document, { ...options, resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }: { id: string; nodes: { target: string[]; failureSummary: string }[] }) =>
        nodes.map(({ target, failureSummary }) => {
          const why = failureSummary?.split('\n').slice(1).join(' ').trim().slice(0, 160);
          return `axe ${id}: ${target.join(' ')} (${why})`;
        }),
      );
    },
    { tags: TAGS, rules: only ? ['color-contrast', 'link-in-text-block'] : null },
  );
  return within(60, 'axe has looked at the screen', looked);
}

/** What our own rules find: targets of 48 px, readings that screen readers skip, no page wider than the screen. */
export async function ownRules(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.className} "${(element.textContent || element.getAttribute('aria-label') || '').slice(0, 24)}"`;
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) {
      const wide = [...document.querySelectorAll('main *, nav *')].filter(
        (element) => element.getBoundingClientRect().right > root.clientWidth + 1,
      );
      found.push(`sideways ${root.scrollWidth} > ${root.clientWidth}: ${wide.slice(0, 3).map(nameOf).join(' | ')}`);
    }
    const controls = 'a[href], button, input, select, textarea, summary, [role="button"]';
    for (const control of document.querySelectorAll<HTMLElement>(controls)) {
      const target = control.closest('label') ?? control;
      const style = getComputedStyle(target);
      const box = target.getBoundingClientRect();
      const unseen = style.visibility === 'hidden' || box.width === 0 || box.bottom <= 0 || control.closest('.skip');
      const inText = control.tagName === 'A' && style.display === 'inline';
      if (unseen || inText) continue;
      // Seven days have to fit beside each other on the narrowest phone: there a cell may be narrower, never lower.
      const least = target.matches('.month-cell') ? Math.min(48, Math.floor((innerWidth - 48) / 7) - 4) : 48;
      if (box.height < 47.5 || box.width < least - 0.5) {
        found.push(`target ${Math.round(box.width)}×${Math.round(box.height)}: ${nameOf(target)}`);
      }
    }
    // A short word in a title or on a button is never cut in two.
    for (const label of document.querySelectorAll<HTMLElement>('main h1, main h2, main h3, main .button, nav a')) {
      const letters: { letter: string; top: number }[] = [];
      const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement?.closest('rt, .hidden')) continue;
        for (const [at, letter] of [...(node.textContent ?? '')].entries()) {
          const range = document.createRange();
          range.setStart(node, Math.min(at, node.textContent?.length ?? 0));
          range.setEnd(node, Math.min(at + 1, node.textContent?.length ?? 0));
          letters.push({ letter, top: range.getBoundingClientRect().top });
        }
      }
      const high = Number.parseFloat(getComputedStyle(label).fontSize);
      let word: typeof letters = [];
      for (const next of [...letters, { letter: ' ', top: 0 }]) {
        if (!/[\u200b\s、。・「」（）()]/.test(next.letter)) {
          word.push(next);
          continue;
        }
        const [first, last] = [word[0], word.at(-1)];
        if (first && last && word.length <= 4 && last.top - first.top > high) {
          found.push(`cut word ${word.map(({ letter }) => letter).join('')}: ${nameOf(label)}`);
        }
        word = [];
      }
    }
    for (const reading of document.querySelectorAll('rt')) {
      if (reading.getAttribute('aria-hidden') !== 'true') found.push(`a reading is spoken: ${reading.textContent}`);
    }
    return [...new Set(found)];
  });
}
