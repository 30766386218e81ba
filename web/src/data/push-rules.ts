/** Keys and abilities of a phone, read with suspicion. Pure. */

/** What a subscription hands over for the server to seal messages with. */
export interface Keys {
  readonly p256dh: string;
  readonly auth: string;
}

/** Whether this phone knows all that it takes. */
export function canPush(phone: object): boolean {
  const knows = (name: string) => name in phone;
  return (
    knows('PushManager') &&
    knows('Notification') &&
    'serviceWorker' in ((phone as { navigator?: object }).navigator ?? {})
  );
}

/** The bytes of a key in base64url; null when it is no point of the curve (65 bytes that begin with 4). */
export function keyFrom(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
    return bytes.length === 65 && bytes[0] === 4 ? bytes : null;
  } catch {
    return null;
  }
}

/** Whether a subscription was made with this key; one whose key is not told counts as made with it. */
export function sameKey(known: ArrayBuffer | null, wanted: Uint8Array): boolean {
  if (!known) return true;
  const bytes = new Uint8Array(known);
  return bytes.length === wanted.length && bytes.every((byte, at) => byte === wanted[at]);
}

/** The keys of a subscription; null when the browser made none, and so nothing could be sealed. */
export function keysOf({ keys }: PushSubscriptionJSON): Keys | null {
  const { p256dh, auth } = keys ?? {};
  const bare = (key: string) => key.replaceAll('=', '');
  return p256dh && auth ? { p256dh: bare(p256dh), auth: bare(auth) } : null;
}
