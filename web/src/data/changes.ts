/**
 * Where screens hear that something moved at the server. The stream of changes says it within a second; and because a line can be
 * dead without a word, each topic is looked at again at a pace that fits what it is about.
 */
import { follow } from './stream';

/** What can move. */
export type Topic =
  | 'talk_now'
  | 'my_talk_request'
  | 'my_offers'
  | 'my_availability'
  | 'staff_requests'
  | 'my_concerns'
  | 'concerns'
  | 'my_care'
  | 'consultations'
  | 'my_notices'
  | 'hellos'
  | 'my_handovers'
  | 'handovers'
  | 'dashboard'
  | 'shared';

/** Seconds between two looks, while the app is in front and behind others; null: not at all. */
const PACE: Readonly<Record<Topic, readonly [front: number, behind: number | null]>> = {
  talk_now: [30, null],
  my_talk_request: [5, 20],
  my_offers: [10, 20],
  my_availability: [30, null],
  staff_requests: [15, 60],
  my_concerns: [60, null],
  concerns: [30, 60],
  my_care: [60, null],
  consultations: [60, null],
  my_notices: [60, null],
  hellos: [30, 60],
  my_handovers: [60, null],
  handovers: [30, 60],
  dashboard: [30, 60],
  shared: [60, null],
};

const listeners = new Map<Topic, Set<() => void>>();
/** Whoever wants to hear within a second; the others are content with the pace. */
const eager = new Set<() => void>();
const timers = new Map<Topic, ReturnType<typeof setTimeout>>();
let watching = false;
let stream: (() => void) | null = null;

/**
 * Calls `fn` whenever the topic may have moved; the answer ends it. The first look is the caller's own. `calm` is for what
 * everybody has before them all day, such as home: it hears what others listen to, and keeps no line open by itself.
 */
export function onChange(topic: Topic, fn: () => void, calm = false): () => void {
  watch();
  if (!calm) eager.add(fn);
  const known = listeners.get(topic) ?? new Set();
  listeners.set(topic, known.add(fn));
  if (known.size === 1) arm(topic);
  listen();
  return () => {
    known.delete(fn);
    if (![...listeners.values()].some((one) => one.has(fn))) eager.delete(fn);
    if (known.size === 0) clearTimeout(timers.get(topic));
    // The next screen often wants the same: the stream stays until nobody has asked for a moment.
    setTimeout(listen, 1_000);
  };
}

/** A topic moved: the stream says so, or the person did it on this very phone. */
export function tell(topic: Topic): void {
  arm(topic);
  for (const fn of [...(listeners.get(topic) ?? [])]) fn();
}

function all(): void {
  for (const topic of listeners.keys()) tell(topic);
}

/** One stream while somebody wants to hear and the app is in front. */
function listen(): void {
  const wanted = document.visibilityState === 'visible' && eager.size > 0;
  if (wanted)
    stream ??= follow((topic) => {
      if (topic === 'all') all();
      else if (topic in PACE) tell(topic as Topic);
    });
  else {
    stream?.();
    stream = null;
  }
}

function arm(topic: Topic): void {
  clearTimeout(timers.get(topic));
  if (!listeners.get(topic)?.size) return;
  const [front, behind] = PACE[topic];
  const pace = document.visibilityState === 'visible' ? front : behind;
  if (pace === null) return;
  timers.set(
    topic,
    setTimeout(() => tell(topic), pace * 1000),
  );
}

/** Coming back to the app or to the network is a reason to look at once. */
function watch(): void {
  if (watching) return;
  watching = true;
  addEventListener('online', all);
  document.addEventListener('visibilitychange', () => {
    listen();
    if (document.visibilityState === 'visible') all();
    else for (const topic of listeners.keys()) arm(topic);
  });
}
