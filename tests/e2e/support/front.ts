import { createServer, request, type Server } from 'node:http';

/** A door in front of a server that can serve the next build of the service worker, as a new release would. */
export class Front {
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
      const onward = request(`${target}${from.url}`, { method: from.method, headers }, (answer) => {
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
