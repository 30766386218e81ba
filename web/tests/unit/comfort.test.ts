/** わたしの安心メモ on the phone: what may be typed, what a ticked sign leads to, and a plan that two phones write. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  choicesOf,
  isEmpty,
  isNumber,
  leadsTo,
  linesOf,
  linesProblem,
  numberOf,
  type Plan,
  planOf,
  ruleOf,
  type Sign,
  withLevel,
} from '../../src/data/comfort-rules';
import { joinPlans, planText } from '../../src/data/plan-words';
import { isRed } from '../../src/data/red';
import { letters } from '../../src/screens/letters';
import { anna, FakeApi } from './sim/api';
import { closeTabs, Phone, soon, type Tab } from './sim/phone';

const signs = { green: ['散歩'], yellow: ['返事がおっくう'], red: ['眠れない', '声がつらい'] };
const mine: Plan = planOf({
  signs,
  helps: ['お茶'],
  tell_staff: true,
  for_staff: 'となりに',
  made_with: 'staff',
});
const red: Sign = { level: 'red', words: '眠れない' };
const yellow: Sign = { level: 'yellow', words: '返事がおっくう' };

describe('a copy of whatever age', () => {
  it('is a plan, and nobody is told by what is missing', () => {
    for (const strange of [{}, { signs: 3, helps: null, call: [1] }, { tell_staff: 'yes', for_staff: 4 }]) {
      const plan = planOf(strange as Record<string, unknown>);
      expect(isEmpty(plan)).toBe(true);
      expect(plan.tell_staff).toBe(false);
      expect(ruleOf(strange as Record<string, unknown>).after_days).toBeNull();
    }
    expect(isEmpty(mine)).toBe(false);
  });
});

describe('what is typed', () => {
  it('is one thing a line, each once', () => {
    expect(linesOf(' お茶 \n\n散歩\nお茶\n')).toEqual(['お茶', '散歩']);
    expect(linesProblem('あ'.repeat(60), 60, letters)).toBeNull();
    expect(linesProblem('あ'.repeat(61), 60, letters)).toBe('tooLong');
    expect(linesProblem('1\n2\n3\n4\n5\n6\n7\n8\n9', 60, letters)).toBe('tooMany');
  });

  it('may be a number in wide digits', () => {
    expect(numberOf('０６ー１２３４')).toBe('06-1234');
    expect([isNumber('０６ー１２３４'), isNumber('夜8時'), isNumber('')]).toEqual([true, false, true]);
  });
});

describe('a ticked sign', () => {
  it('leads with red to staff and help, whatever else is ticked', () => {
    expect(leadsTo([])).toBe('nothing');
    expect(leadsTo([yellow])).toBe('yellow');
    expect(leadsTo([yellow, red])).toBe('red');
  });

  it('keeps peers away for half a day, or until a better mood is said', () => {
    const at = (hour: number) => Date.UTC(2026, 10, 24, hour);
    const said = (hour: number, mood: number, ...signs: Sign[]) => ({
      mood,
      signs,
      occurred_at: new Date(at(hour)).toISOString(),
    });
    const holds = (now: number, ...all: ReturnType<typeof said>[]) => isRed(all, at(now));

    expect(holds(9)).toBe(false);
    expect(holds(9, said(8, 1, yellow))).toBe(false);
    expect(holds(9, said(8, 1, red))).toBe(true);
    expect(holds(19, said(8, 1, red))).toBe(true);
    expect(holds(20, said(8, 1, red)), 'after twelve hours').toBe(false);
    expect(holds(10, said(8, 2, red), said(9, 1)), 'the same or worse, in one tap').toBe(true);
    expect(holds(10, said(8, 2, red), said(9, 3)), 'better').toBe(false);
    expect(holds(11, said(8, 1, red), said(9, 3), said(10, 2, red)), 'again').toBe(true);
    expect(holds(10, said(7, 4), said(8, 1, red)), 'what was before does not count').toBe(true);
  });

  it('stays to be seen when the plan has it no more', () => {
    const gone: Sign = { level: 'yellow', words: '前のことば' };
    expect(choicesOf(mine, [gone, red])).toEqual([yellow, red, { level: 'red', words: '声がつらい' }, gone]);
  });

  it('is changed without the other level', () => {
    expect(withLevel([yellow, red], 'red', [])).toEqual([yellow]);
    expect(withLevel([red], 'yellow', ['返事がおっくう'])).toEqual([red, yellow]);
    expect(withLevel([], 'red', [...'123456789'])).toHaveLength(8);
  });
});

describe('two versions of a plan', () => {
  it('are joined without losing a line or telling anybody more', () => {
    const theirs = {
      ...planOf({ signs: { yellow: ['夜ふかし'] }, helps: ['お茶', '音楽'], for_staff: 'お茶を' }),
    };
    const both = joinPlans({ ...theirs }, { ...mine, tell_staff: false });
    expect(both).toMatchObject({
      signs: { ...signs, yellow: ['返事がおっくう', '夜ふかし'] },
      helps: ['お茶', '音楽'],
      tell_staff: false,
      for_staff: 'となりに',
    });
    expect(planText(both)).toContain('夜ふかし');
  });
});

describe('a plan on the phone', () => {
  let api: FakeApi;
  let tab: Tab;

  beforeEach(async () => {
    vi.useRealTimers();
    api = new FakeApi();
    api.cookie = anna;
    tab = await new Phone(api).openTab();
    await tab.session.start();
  });
  afterEach(closeTabs);

  it('is written without a network, read at once, and arrives', async () => {
    api.down = true;
    await tab.comfort.setPlan(mine, 'comfort/helps');
    expect(await tab.comfort.plan()).toEqual(mine);
    expect(api.plan.version).toBe(0);
    api.down = false;
    dispatchEvent(new Event('online'));
    await soon(() => tab.data.unsent.value === 0);
    expect(api.plan).toMatchObject({ helps: ['お茶'], tell_staff: true, version: 1 });
  });

  it('that changed elsewhere is not written over; both can be kept', async () => {
    await tab.comfort.setPlan(mine, 'comfort/helps');
    await soon(() => tab.data.unsent.value === 0);
    api.plan = { ...api.plan, helps: ['音楽'], version: 2 };
    await tab.comfort.setPlan({ ...mine, helps: ['お茶', '散歩'] }, 'comfort/helps');
    await soon(() => tab.data.tray.value.length === 1);
    expect(api.plan.helps).toEqual(['音楽']);
    const [entry] = tab.data.tray.value;
    expect(entry).toMatchObject({ kind: 'comfort_plan', conflict: true });
    await tab.data.keepBoth(entry?.id ?? '');
    await soon(() => tab.data.tray.value.length === 0 && tab.data.unsent.value === 0);
    expect(api.plan).toMatchObject({ helps: ['お茶', '散歩', '音楽'], version: 3 });
  });
});
