import type { IncomingMessage } from 'node:http';
import type { AdminJsonInstance } from './admin-json-instance.js';

const INSTANCE = Symbol('AdminJsonInstance');
type AdminMessage = IncomingMessage & { [INSTANCE]?: AdminJsonInstance };

/** Remembers on the incoming message which ADMIN_JSON module its listener and context path belong to. */
export function attachAdminJson(message: IncomingMessage, instance: AdminJsonInstance): void {
  (message as AdminMessage)[INSTANCE] = instance;
}

/** The ADMIN_JSON module that a message came in for; `undefined` when it came in for another module. */
export function adminJsonOf(message: IncomingMessage): AdminJsonInstance | undefined {
  return (message as AdminMessage)[INSTANCE];
}
