import { createServer, request, type Server } from 'node:http';

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
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  static async before(target: string): Promise<Front> {
    const server = createServer((from, to) => {
      const worker = from.url === '/sw.js';
      const headers = { ...from.headers };
      if (worker) {
        delete headers['if-none-match'];
        delete headers['accept-encoding'];
      }
      const asked: Asked = { path: from.url ?? '', dest: String(from.headers['sec-fetch-dest'] ?? ''), status: 0 };
      front.asked.push(asked);
      const onward = request(`${target}${from.url}`, { method: from.method, headers }, (answer) => {
        asked.status = answer.statusCode ?? 0;
        const kept = { ...answer.headers };
        if (worker) {
          delete kept['content-length'];
          delete kept.etag;
        }
        to.writeHead(answer.statusCode ?? 502, kept);
        answer.on('data', (chunk) => to.write(chunk));
        answer.on('end', () => to.end(worker ? front.next : undefined));
      });
      onward.on('error', () => to.destroy());
      from.pipe(onward);
    });
    const front = new Front(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return front;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
