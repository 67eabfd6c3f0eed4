import type { AuditEvent } from '#audit/audit.port';
import { isPublicClient, type ClientDefinition } from '#protocol/client/client';

/** What the code that refused knew, and the request alone does not say; for the audit record. */
export type RefusalNotes = Pick<
  AuditEvent,
  'clientId' | 'userPid' | 'username' | 'typedName' | 'flowId' | 'jti' | 'grantId' | 'trace' | 'detail'
> & {
  /** The client has proved who it is, by more than its name. */
  readonly isProven?: boolean;
};

const notes = new WeakMap<object, RefusalNotes>();

/** Notes on an error what its audit record is to say, and returns it to be thrown (on). Later notes add to earlier ones. */
export function noted<E>(error: E, more: RefusalNotes): E {
  if (typeof error !== 'object' || error === null) return error;
  const before = notes.get(error);
  const detail = { ...before?.detail, ...more.detail };
  notes.set(error, { ...before, ...more, ...(Object.keys(detail).length > 0 && { detail }) });
  return error;
}

/** What there is to note of a client that came past its authentication. */
export function provenClient(client: ClientDefinition): RefusalNotes {
  return { clientId: client.clientId, isProven: !isPublicClient(client) };
}

/** What was noted on an error. */
export function notesOf(error: unknown): RefusalNotes {
  return (typeof error === 'object' && error !== null ? notes.get(error) : undefined) ?? {};
}
