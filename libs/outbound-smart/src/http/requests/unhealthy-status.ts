import type { IncomingMessage } from 'node:http';

const STATUS = Symbol('UnhealthyStatus');
type Message = IncomingMessage & { [STATUS]?: number };

/** Remembers on the incoming message which HTTP status its module tells balancers while the database does not answer. */
export function attachUnhealthyStatus(message: IncomingMessage, status: number): void {
  (message as Message)[STATUS] = status;
}

/** What {@link attachUnhealthyStatus} remembered; 503 where nothing was. */
export function unhealthyStatusOf(message: IncomingMessage): number {
  return (message as Message)[STATUS] ?? 503;
}
