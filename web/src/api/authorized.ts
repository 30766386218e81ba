/** Requests in the name of the person of this phone. Apart from the typed client, because the outbox needs only this. */
import { exchange, type Reply, type Sending } from './http';
import { renew, setToken, token } from './token';

/** Sends with the token of this tab; on 401 gets a new one and sends once more. */
export async function authorized(method: string, path: string, sending: Sending): Promise<Reply> {
  if (!token()) await renew();
  const used = token();
  const reply = await exchange(method, path, { ...sending, token: used });
  if (!used || reply.status !== 401 || !ended.has(reply.problem.type)) return reply;
  if (token() === used) setToken(null);
  return (await renew()) ? exchange(method, path, { ...sending, token: token() }) : reply;
}

/** The 401s that speak of the token, not of a wrong password or code. */
const ended = new Set(['unauthenticated', 'session-ended']);
