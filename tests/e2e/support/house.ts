import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Front } from './front.ts';
import { totp } from './totp.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const BINARY = process.env.ENGAWA_BIN ?? join(HERE, '../../../target/debug/engawa');
const PATIENCE = 30_000;
const LINK = /https?:\/\/\S+\/#\/\S+/g;

export const ADMIN = { nickname: '山野', login_name: 'yamano', password: 'えんがわで日なたぼっこします' };
export const FACILITY = 'ひなたの家';

interface Call {
  token?: string;
  body?: unknown;
  etag?: string;
  key?: string;
}
export interface Answer {
  status: number;
  etag: string | null;
  // biome-ignore lint: what a server says is not known before it is looked at
  body: any;
}
export interface Card {
  invitation_id: string;
  code: string;
  link: string;
}
export interface Person {
  token: string;
  person_id: string;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** One facility on its own server: the real binary on a free port, with its data in a folder that goes with the test. */
export class House {
  readonly #dir = mkdtempSync(join(tmpdir(), 'engawa-e2e-'));
  readonly #mode: 'serve' | 'demo';
  #child: ChildProcess | null = null;
  #out = '';
  #port = 0;
  admin: Person & { secret: string; codes: string[] } = { token: '', person_id: '', secret: '', codes: [] };

  private constructor(mode: 'serve' | 'demo') {
    this.#mode = mode;
  }

  static async open(mode: 'serve' | 'demo' = 'serve'): Promise<House> {
    const house = new House(mode);
    house.#port = await freePort();
    await house.start();
    return house;
  }

  /** Where people reach it, when something stands in front. */
  front = '';
  /** What stands in front, when it can show a newer build. */
  door: Front | null = null;

  get url(): string {
    return this.front || `http://127.0.0.1:${this.#port}`;
  }

  /** Every link that the server has printed. */
  get links(): string[] {
    return this.#out.match(LINK) ?? [];
  }

  get setupLink(): string {
    return this.links.find((link) => link.includes('/#/setup/')) ?? '';
  }

  async start(): Promise<void> {
    const child = spawn(BINARY, [this.#mode], {
      env: {
        ...process.env,
        ENGAWA_DATA_DIR: join(this.#dir, 'data'),
        ENGAWA_KEY_FILE: join(this.#dir, 'key'),
        ENGAWA_LISTEN: `127.0.0.1:${this.#port}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    child.stdout.on('data', (chunk) => {
      this.#out += chunk;
    });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said = (said + chunk).slice(-2_000);
    });
    const until = Date.now() + 60_000;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the server ended: ${said}`);
      const ready = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
      if (ready?.ok) return;
      if (Date.now() > until) throw new Error(`the server is not ready: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  /** Ends this very process: politely, or at once as when the power goes. */
  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  }

  async close(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.#dir, { recursive: true, force: true });
  }

  async call(method: string, path: string, { token, body, etag, key }: Call = {}): Promise<Answer> {
    const reply = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(etag ? { 'if-match': etag } : {}),
        ...(method === 'POST' ? { 'idempotency-key': key ?? randomUUID() } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      // Without this, an answer that never comes eats the time of the whole test.
      signal: AbortSignal.timeout(PATIENCE),
    });
    const text = await reply.text();
    return { status: reply.status, etag: reply.headers.get('etag'), body: text ? JSON.parse(text) : null };
  }

  async #must(method: string, path: string, call: Call = {}): Promise<Answer> {
    const answer = await this.call(method, path, call);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer;
  }

  /** Sets the facility up, as the first page does. */
  async setUp(): Promise<this> {
    const { secret } = (await this.#must('GET', `/totp_secret?login_name=${ADMIN.login_name}`)).body;
    const { body } = await this.#must('POST', '/setup', {
      body: {
        ...ADMIN,
        setup_token: this.setupLink.split('/').at(-1),
        facility_name: FACILITY,
        totp_secret: secret,
        totp: totp(secret, -1),
        language: 'ja',
      },
    });
    this.admin = {
      token: body.access_token,
      person_id: body.me.person_id,
      secret,
      codes: body.recovery_codes,
    };
    return this;
  }

  async invite(more: { role?: string; label?: string; for_person_id?: string } = {}): Promise<Card> {
    const body = { role: 'member', ...more };
    return (await this.#must('POST', '/invitations', { token: this.admin.token, body })).body;
  }

  /** Lets the seven days of every card pass: the real server has no clock that a test could turn. */
  expireCards(): void {
    this.#turn('UPDATE invitation SET expires_at = created_at - 1');
  }

  /** Lets the short rest after every talk be over. */
  passGap(): void {
    this.#turn('UPDATE talk_meeting SET began_at = began_at - 7200000, ended_at = ended_at - 7200000');
  }

  /** Lets all devices that somebody has until now lie in a drawer for 95 days. */
  forgetDevices(person_id: string): void {
    const id = person_id.replaceAll('-', '');
    this.#turn(`UPDATE session SET rotated_at = rotated_at - 95 * 86400000 WHERE lower(hex(person_id)) = '${id}'`);
  }

  #turn(statement: string): void {
    const script = [
      'import sqlite3, sys',
      'db = sqlite3.connect(sys.argv[1], timeout=10)',
      'db.execute(sys.argv[2])',
      'db.commit()',
    ].join('\n');
    execFileSync('python3', ['-c', script, join(this.#dir, 'data/engawa.sqlite3'), statement]);
  }

  /** A member without a browser. */
  async member(nickname: string): Promise<Person> {
    const { code } = await this.invite();
    const body = { code, nickname, language: 'ja', pledge_version: 1 };
    const signed = (await this.#must('POST', '/invitations/accept', { body })).body;
    return { token: signed.access_token, person_id: signed.me.person_id };
  }

  /** Changes language or preferences of somebody as another device of theirs would. */
  async changeMe(token: string, patch: object): Promise<void> {
    const { etag } = await this.#must('GET', '/me', { token });
    await this.#must('PATCH', '/me', { token, body: patch, etag: etag ?? '' });
  }

  /** All own check-ins that the server holds. */
  // biome-ignore lint: as above
  async checkins(token: string): Promise<any[]> {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const path = `/checkins?from=${day(-50)}&to=${day(3)}&limit=100`;
    return (await this.#must('GET', path, { token })).body.items;
  }
}
