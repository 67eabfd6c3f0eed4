import type { IncomingMessage } from 'node:http';

const MODULE = Symbol('ModuleWhosePagesAreShown');
type Message = IncomingMessage & { [MODULE]?: string };

/** Remembers on the incoming message whose pages its listener and context path lead to. */
export function attachWearer(message: IncomingMessage, moduleId: string): void {
  (message as Message)[MODULE] = moduleId;
}

/** What {@link attachWearer} remembered; '' where nothing was, which no module is called. */
export function wearerOf(message: IncomingMessage): string {
  return (message as Message)[MODULE] ?? '';
}
