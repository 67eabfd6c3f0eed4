import type { IncomingMessage } from 'node:http';
import type { AdminWebInstance } from './admin-web-instance.js';

const INSTANCE = Symbol('AdminWebInstance');
type ConsoleMessage = IncomingMessage & { [INSTANCE]?: AdminWebInstance };

/** Remembers on the incoming message which ADMIN_WEB module its listener and context path belong to. */
export function attachAdminWeb(message: IncomingMessage, instance: AdminWebInstance): void {
  (message as ConsoleMessage)[INSTANCE] = instance;
}

/** The ADMIN_WEB module that a message came in for; `undefined` when it came in for another module. */
export function adminWebOf(message: IncomingMessage): AdminWebInstance | undefined {
  return (message as ConsoleMessage)[INSTANCE];
}
