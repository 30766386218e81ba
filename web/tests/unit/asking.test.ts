/** Answers that overtake each other: what is shown is what was asked for last. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { anna, FakeApi } from './sim/api';
import { closeTabs, Phone } from './sim/phone';

describe('what one is asked', () => {
  let asking: typeof import('../../src/data/asking');
  const waiting: ((body: object) => void)[] = [];

  beforeEach(async () => {
    const api = new FakeApi();
    const phone = new Phone(api);
    api.cookie = anna;
    const tab = await phone.openTab();
    asking = await import('../../src/data/asking');
    await tab.session.start();
    vi.stubGlobal(
      'fetch',
      () => new Promise<Response>((done) => waiting.push((body) => done(Response.json(body)))),
    );
  });
  afterEach(async () => {
    vi.unstubAllGlobals();
    waiting.length = 0;
    await closeTabs();
  });

  const answered = async (n: number, body: object) => {
    await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(n));
    waiting[n]?.(body);
  };

  it('is not put back by an answer that came late', async () => {
    const looks = [asking.rereadOffers()];
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    looks.push(asking.rereadOffers());
    await answered(1, { items: [{ offer_id: 'new' }] });
    await looks[1];
    await answered(0, { items: [] });
    await Promise.all(looks);
    expect(asking.offers.value.value).toEqual([{ offer_id: 'new' }]);
  });

  it('nor is what an operation has just answered', async () => {
    const look = asking.rereadRequest();
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    asking.takeRequest({ talk_request_id: 'a', stage: 'searching' } as never);
    await answered(0, { talk_request: null });
    await look;
    expect(asking.request.value.value).toMatchObject({ stage: 'searching' });
  });

  it('nor is the number of unread notices', async () => {
    const { rereadUnread, unread } = await import('../../src/data/unread');
    const looks = [rereadUnread(), rereadUnread()];
    await answered(1, { items: [], unread: 2 });
    await answered(0, { items: [], unread: 0 });
    await Promise.all(looks);
    expect(unread.value).toBe(2);
  });
});
