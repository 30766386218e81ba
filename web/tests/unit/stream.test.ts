import { afterEach, describe, expect, it, vi } from 'vitest';
import { setToken } from '../../src/api/token';
import { eventsIn, follow } from '../../src/data/stream';

describe('the stream of changes', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    vi.useRealTimers();
    setToken(null);
  });

  it('is read in whole events, however it is cut', () => {
    const text =
      'retry: 3000\nid: 4\nevent: hello\ndata: {}\n\nid: 7\nevent: change\ndata: {"topic":"talk_now"}\n\n: \nid: 9\n\n';
    expect(eventsIn(text)).toEqual({
      events: [
        { id: '4', topic: null },
        { id: '7', topic: 'talk_now' },
        { id: '9', topic: null },
      ],
      rest: '',
    });
    expect(eventsIn(text.slice(0, 60))).toMatchObject({
      events: [{ id: '4' }],
      rest: text.slice(0, 60).split('\n\n')[1],
    });
  });

  it('says that everything has to be asked again when too much was missed, and nothing about what it does not know', () => {
    expect(eventsIn('id: 9\nevent: resync\ndata: {}\n\n').events).toEqual([{ id: '9', topic: 'all' }]);
    expect(eventsIn('id: 9\nevent: change\ndata: what\n\n').events).toEqual([{ id: '9', topic: null }]);
    expect(eventsIn('id: 9\nevent: other\ndata: {"topic":"talk_now"}\n\n').events[0]?.topic).toBeNull();
  });

  it('comes back after a break with the id of what it heard last, and ends when it is told to', async () => {
    vi.useFakeTimers();
    // The longest pause: three seconds.
    vi.spyOn(Math, 'random').mockReturnValue(1);
    setToken('here', 300);
    const asked: Record<string, string>[] = [];
    const lines = [
      'id: 4\nevent: hello\ndata: {}\n\nid: 5\nevent: change\ndata: {"topic":"my_',
      'offers"}\n\n',
    ];
    vi.stubGlobal('fetch', async (_path: string, { headers }: { headers: Record<string, string> }) => {
      asked.push(headers);
      const encoder = new TextEncoder();
      const body = new ReadableStream({
        start(to) {
          for (const line of lines) to.enqueue(encoder.encode(line));
          to.close();
        },
      });
      return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
    });
    const heard: string[] = [];

    const end = follow((topic) => heard.push(topic));
    await vi.advanceTimersByTimeAsync(3_500);
    end();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(heard).toEqual(['my_offers', 'my_offers']);
    expect(asked.map((one) => one['Last-Event-ID'])).toEqual([undefined, '5']);
  });
});
