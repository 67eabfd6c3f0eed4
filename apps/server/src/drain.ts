import type { ServerResponse } from 'node:http';

/** Tells clients to let go of their connections once the server stops (F-30), those with a request under way included. */
export class Drain {
  private readonly underWay = new Set<ServerResponse>();
  private hasBegun = false;

  /** Called with every answer before it is written. */
  follow(response: ServerResponse): void {
    if (this.hasBegun) closeAfter(response);
    this.underWay.add(response);
    response.once('close', () => {
      this.underWay.delete(response);
    });
  }

  /** From now on every answer that is not on its way yet ends its connection. */
  begin(): void {
    this.hasBegun = true;
    for (const response of this.underWay) closeAfter(response);
  }
}

function closeAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
