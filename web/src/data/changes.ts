/**
 * Where screens hear that something moved at the server. Today they ask at a pace that fits what it is about; a stream of
 * changes calls `tell` for the topics that moved, and `streaming` while it holds, so that asking becomes rare.
 */

/** What can move. */
export type Topic = 'talk_now' | 'my_talk_request' | 'my_offers' | 'my_availability' | 'staff_requests';

/** Seconds between two looks, while the app is in front and behind others; null: not at all. */
const PACE: Readonly<Record<Topic, readonly [front: number, behind: number | null]>> = {
  talk_now: [30, null],
  my_talk_request: [5, 20],
  my_offers: [10, 20],
  my_availability: [30, null],
  staff_requests: [15, 60],
};
/** With a stream, asking is only for what it may have missed. */
const SPARSE = 60;

const listeners = new Map<Topic, Set<() => void>>();
const timers = new Map<Topic, ReturnType<typeof setTimeout>>();
let stream = false;
let watching = false;

/** Calls `fn` whenever the topic may have moved; the answer ends it. The first look is the caller's own. */
export function onChange(topic: Topic, fn: () => void): () => void {
  watch();
  const known = listeners.get(topic) ?? new Set();
  listeners.set(topic, known.add(fn));
  if (known.size === 1) arm(topic);
  return () => {
    known.delete(fn);
    if (known.size === 0) clearTimeout(timers.get(topic));
  };
}

/** A topic moved: the stream says so, or the person did it on this very phone. */
export function tell(topic: Topic): void {
  arm(topic);
  for (const fn of [...(listeners.get(topic) ?? [])]) fn();
}

/** Whether a stream tells of every change. */
export function streaming(on: boolean): void {
  stream = on;
  for (const topic of listeners.keys()) arm(topic);
}

function arm(topic: Topic): void {
  clearTimeout(timers.get(topic));
  if (!listeners.get(topic)?.size) return;
  const [front, behind] = PACE[topic];
  const pace = document.visibilityState === 'visible' ? front : behind;
  if (pace === null) return;
  const wait = stream ? Math.max(pace, SPARSE) : pace;
  timers.set(
    topic,
    setTimeout(() => tell(topic), wait * 1000),
  );
}

/** Coming back to the app or to the network is a reason to look at once. */
function watch(): void {
  if (watching) return;
  watching = true;
  const all = () => {
    for (const topic of listeners.keys()) tell(topic);
  };
  addEventListener('online', all);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') all();
    else for (const topic of listeners.keys()) arm(topic);
  });
}
