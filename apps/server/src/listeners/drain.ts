import type { ServerResponse } from 'node:http';

/** The answers under way of one module: tells clients to let go of their connections once it stops (F-30), and when the last one is written. */
export class Drain {
  private readonly underWay = new Set<ServerResponse>();
  private readonly waiting: (() => void)[] = [];
  private hasBegun = false;

  /** Called with every answer before it is written. */
  follow(response: ServerResponse): void {
    if (this.hasBegun) closeAfter(response);
    this.underWay.add(response);
    response.once('close', () => {
      this.underWay.delete(response);
      if (this.underWay.size === 0) for (const done of this.waiting.splice(0)) done();
    });
  }

  /** From now on every answer that is not on its way yet ends its connection. */
  begin(): void {
    this.hasBegun = true;
    for (const response of this.underWay) closeAfter(response);
  }

  /** Resolves when no answer is under way. */
  async isOver(): Promise<void> {
    if (this.underWay.size > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}

function closeAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
