/**
 * A whole little world for the outbox: a phone with two tabs that may die at any point, a network that loses, doubles and
 * delays, a model server, and a person who goes on writing all the while. A tape of numbers decides everything, so that a
 * failing schedule can be repeated and shrunk. When the tape is used up, everything goes well.
 */
import type { Reply, Sending } from '../../../src/api/http';
import { grounded } from '../../../src/data/base';
import { type Copy, flush, type Port } from '../../../src/data/flush';
import { reduce } from '../../../src/data/journey';
import type { Draft, Entry, Happening, Json } from '../../../src/data/outbox';
import { ModelServer, problem, refusedMark, silence } from './server';

/** The durable part of a phone: it survives the tabs. */
export interface Disk {
  apply(happening: Happening, copy?: Copy): Promise<readonly Entry[]>;
}

/** A disk in memory, by the same rules as the store. */
export class MemoryDisk implements Disk {
  entries: readonly Entry[] = [];
  readonly rows = new Map<string, { value: Json; etag: string | null }>();

  constructor(private readonly reducer: typeof reduce = reduce) {}

  async apply(happening: Happening, copy?: Copy): Promise<readonly Entry[]> {
    const whole: Happening =
      happening.type === 'add'
        ? { ...happening, entry: grounded(happening.entry, this.rows.get(happening.entry.object)) }
        : happening;
    this.entries = this.reducer(this.entries, whole);
    if (copy?.value) this.rows.set(copy.entry.object, { value: copy.value, etag: copy.etag });
    else if (copy && happening.type === 'done') this.rows.delete(copy.entry.object);
    return this.entries;
  }
}

export interface Rules {
  /** Another phone changes things too, so that true conflicts arise. */
  elsewhere?: boolean;
  /** Both tabs send at the same time, as where Web Locks are missing. */
  noLocks?: boolean;
}

class Killed extends Error {}

export class World {
  readonly server = new ModelServer();
  readonly expected = new Map<string, Json>();
  readonly removed = new Set<string>();
  now = 1_000_000;
  readonly mishaps = new Map<string, number>();
  private position = 0;
  private serial = 0;
  private late: { method: string; path: string; sending: Sending }[] = [];

  constructor(
    readonly disk: Disk,
    private readonly tape: readonly number[],
    private readonly rules: Rules = {},
    private readonly run: typeof flush = flush,
  ) {}

  /** Lives through the tape, then lets everything calm down. Answers what is left in the outbox. */
  async live(): Promise<readonly Entry[]> {
    while (this.position < this.tape.length) {
      await this.personActs(this.choose(8));
      if (this.choose(3) > 0) await this.tabsSend();
      this.now += [0, 500, 3_000, 11_000, 120_000][this.choose(5)] ?? 0;
      this.deliverLate();
    }
    return this.calmDown();
  }

  /** No more mishaps: sends until nothing waits. Refused texts are corrected by the person. */
  private async calmDown(): Promise<readonly Entry[]> {
    for (let round = 0; round < 400; round++) {
      const back = await this.sendFrom();
      if (back === null) {
        const entries = await this.disk.apply({ type: 'begin', now: this.now });
        const refused = entries.find((e) => e.state === 'attention' && !e.theirs);
        if (!refused) {
          for (const { method, path, sending } of this.late) this.server.handle(method, path, sending);
          return entries;
        }
        await this.edit(refused.object, this.nextNote(false));
      }
      this.now = Math.max(this.now, typeof back === 'number' ? back : 0);
    }
    throw new Error('stuck: something still waits after 400 rounds without any mishap');
  }

  private choose(options: number): number {
    const value = this.tape[this.position++];
    return value === undefined ? 0 : value % options;
  }

  private nextNote(mayBeRefused: boolean): string {
    this.serial += 1;
    return `${this.serial}${mayBeRefused && this.choose(12) === 11 ? refusedMark : ''}`;
  }

  private async personActs(act: number): Promise<void> {
    const alive = [...this.expected.keys()];
    const object = alive[this.choose(Math.max(alive.length, 1))];
    if (act <= 1 || !object) {
      const id = `/checkins/${this.expected.size + this.removed.size + 1}-${this.serial}`;
      const body = { mood: 1 + this.choose(5), note: this.nextNote(true) };
      this.expected.set(id, body);
      await this.add(id, 'create', body);
    } else if (act <= 4) {
      await this.edit(object, this.nextNote(true));
    } else if (act === 5) {
      this.removed.add(object);
      await this.add(object, 'remove', {});
      if (this.choose(2) === 0) {
        const entries = await this.disk.apply({ type: 'undo', object, now: this.now });
        if (!entries.some((e) => e.object === object && e.action === 'remove')) this.removed.delete(object);
      }
      if (this.removed.has(object)) this.expected.delete(object);
    } else if (act === 6 && this.rules.elsewhere) {
      this.server.changeElsewhere(object, `elsewhere ${this.nextNote(false)}`);
    } else if (act === 7) {
      await this.disk.apply({ type: 'hurry' });
    }
  }

  private async edit(object: string, note: string): Promise<void> {
    this.expected.set(object, { ...this.expected.get(object), note });
    await this.add(object, 'edit', { note });
  }

  private async add(object: string, action: Draft['action'], body: Json): Promise<void> {
    this.serial += 1;
    const entry: Draft = {
      ...{ id: `e${this.serial}`, person: 'p', kind: 'checkins', object, action, body, base: null },
      ...{ at: this.now, ...(action === 'remove' ? { notBefore: this.now + 10_000 } : {}) },
    };
    await this.disk.apply({ type: 'add', entry });
  }

  private async tabsSend(): Promise<void> {
    if (this.rules.noLocks) await Promise.all([this.sendFrom(), this.sendFrom()]);
    else await this.sendFrom();
  }

  /** One round of one tab, which may be killed under way; the lock is then free for the next one. */
  private async sendFrom(): Promise<number | null | 'signIn'> {
    try {
      return await this.run(this.tab());
    } catch (error) {
      if (error instanceof Killed) return 'signIn';
      throw error;
    }
  }

  private tab(): Port {
    let dead = false;
    const mayDie = (): void => {
      if (dead || this.choose(25) === 24) {
        if (!dead) this.note('killed');
        dead = true;
        throw new Killed();
      }
    };
    return {
      apply: async (happening, copy) => {
        mayDie();
        const entries = await this.disk.apply(happening, copy);
        mayDie();
        return entries;
      },
      send: async (method, path, sending) => {
        if (this.choose(6) === 5) await this.personActs(this.choose(8));
        this.deliverLate();
        const reply = this.network(method, path, sending);
        await Promise.resolve();
        mayDie();
        return reply;
      },
      now: () => this.now,
      random: () => this.choose(100) / 100,
    };
  }

  private network(method: string, path: string, sending: Sending): Reply {
    const arrive = (): Reply => this.server.handle(method, path, sending);
    switch (this.choose(14)) {
      case 5:
        this.note('request lost');
        return silence;
      case 6:
        this.note('answer lost');
        arrive();
        return silence;
      case 7:
        this.note('doubled');
        arrive();
        return arrive();
      case 8:
        this.note('arrives late');
        this.late.push({ method, path, sending });
        return arrive();
      case 9: // it seems lost, is sent again, and then arrives after all
        this.note('arrives late');
        this.late.push({ method, path, sending });
        return silence;
      case 10:
        this.note('500');
        return problem(500, 'internal');
      case 11: // it was done, but the server failed before it could say so
        this.note('503');
        arrive();
        return problem(503, 'unavailable', 2_000);
      case 12:
        this.note('429');
        return problem(429, 'too-many-requests', 30_000);
      case 13: // and it could not be renewed
        this.note('token over');
        return problem(401, 'session-ended');
      default:
        return arrive();
    }
  }

  private note(mishap: string): void {
    this.mishaps.set(mishap, (this.mishaps.get(mishap) ?? 0) + 1);
  }

  private deliverLate(): void {
    if (this.late.length === 0 || this.choose(3) !== 2) return;
    const [request] = this.late.splice(this.choose(this.late.length), 1);
    if (request) this.server.handle(request.method, request.path, request.sending);
  }
}
