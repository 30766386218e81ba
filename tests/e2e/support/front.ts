import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';

/** One request as the server sees it, with what the browser says it is for, and the status of the answer. */
export interface Asked {
  path: string;
  /** `Sec-Fetch-Dest`: document, script, style, image …; empty for what scripts and the service worker ask. */
  dest: string;
  status: number;
}

/** A door in front of a server that sees what is asked, and can serve the next build of the service worker as a release would. */
export class Front {
  readonly asked: Asked[] = [];
  /** What the next build appends to the worker's script; empty means: the same build. */
  next = '';
  /** What a request has to wait for before it goes on, as on a slow line. */
  before: (asked: Asked) => Promise<void> | null = () => null;
  /** True for a request that gets lost: its connection ends without an answer. */
  loses: (asked: Asked) => boolean = () => false;
  readonly #target: string;
  readonly #server: Server;

  private constructor(target: string) {
    this.#target = target;
    this.#server = createServer((from, to) => void this.#pass(from, to));
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  static async before(target: string): Promise<Front> {
    const front = new Front(target);
    await new Promise<void>((resolve) => front.#server.listen(0, '127.0.0.1', resolve));
    return front;
  }

  async #pass(from: IncomingMessage, to: ServerResponse): Promise<void> {
    const asked: Asked = { path: from.url ?? '', dest: String(from.headers['sec-fetch-dest'] ?? ''), status: 0 };
    this.asked.push(asked);
    await this.before(asked);
    if (this.loses(asked)) to.destroy();
    else this.#onward(asked, from, to);
  }

  #onward(asked: Asked, from: IncomingMessage, to: ServerResponse): void {
    const worker = from.url === '/sw.js';
    const headers = { ...from.headers };
    if (worker) {
      delete headers['if-none-match'];
      delete headers['accept-encoding'];
    }
    // A connection of its own for each request: one that was kept may be closed by the server at the moment it is used again.
    const options = { method: from.method, headers, agent: false };
    const onward = request(`${this.#target}${from.url}`, options, (answer) => {
      asked.status = answer.statusCode ?? 0;
      const kept = { ...answer.headers };
      delete kept.connection;
      if (worker) {
        delete kept['content-length'];
        delete kept.etag;
      }
      to.writeHead(answer.statusCode ?? 502, kept);
      answer.on('error', () => to.destroy());
      answer.on('data', (chunk) => to.write(chunk));
      answer.on('end', () => to.end(worker ? this.next : undefined));
    });
    onward.on('error', () => to.destroy());
    from.pipe(onward);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
