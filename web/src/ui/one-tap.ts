/** The longest a shaky finger takes to tap twice, in milliseconds. */
const TWICE = 350;

const underWay = new Set<string>();

/** Does what a tap asks for, once: another tap while it is under way, or just after it, is the same shaky finger. */
export async function oneTap(what: string, act: () => Promise<void>): Promise<void> {
  if (underWay.has(what)) return;
  underWay.add(what);
  await act().finally(() => setTimeout(() => underWay.delete(what), TWICE));
}
