import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server } from './server';

/** A line between client and server that delays, lets requests overtake each other, and breaks when it is told to. */
export class RoughLine {
  private readonly open = new Set<ServerResponse>();
  private readonly agent = new Agent({ keepAlive: true });
  private number = 0;

  private constructor(
    private readonly target: URL,
    private readonly listener = createServer((from, to) => void this.pass(from, to)),
  ) {}

  static async to(server: Server): Promise<RoughLine> {
    const line = new RoughLine(new URL(server.url));
    await new Promise<void>((done) => line.listener.listen(0, '127.0.0.1', done));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.listener.address() as AddressInfo).port}`;
  }

  /** Every request that is on its way ends in the middle. */
  cut(): void {
    for (const answer of this.open) answer.destroy();
    this.listener.closeAllConnections();
  }

  close(): void {
    this.cut();
    this.agent.destroy();
    this.listener.close();
  }

  /** Every third request waits a little, so that later ones arrive before it. */
  private pass(from: IncomingMessage, to: ServerResponse): void {
    this.open.add(to);
    to.on('close', () => this.open.delete(to));
    const late = this.number++ % 3 === 0 ? 15 : 0;
    setTimeout(() => this.forward(from, to), late);
  }

  private forward(from: IncomingMessage, to: ServerResponse): void {
    const on = request(
      {
        agent: this.agent,
        host: this.target.hostname,
        port: this.target.port,
        method: from.method,
        path: from.url,
        headers: from.headers,
      },
      (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(to);
        answer.on('error', () => to.destroy());
      },
    );
    on.on('error', () => to.destroy());
    to.on('close', () => on.destroy());
    from.pipe(on);
  }
}
