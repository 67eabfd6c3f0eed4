import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { Authority } from '#protocol/user/authority';
import type { RefusedCaller } from '../http/api-error.js';

/** Who has called, and proved it. */
export interface AdminCaller {
  /** What may be done, and what changes may give away (V-100). */
  readonly author: ChangeAuthor & { readonly authorities: readonly Authority[] };
  /** Whom the audit log names. */
  readonly identity: RefusedCaller;
}

const callers = new WeakMap<object, AdminCaller>();

/** Remembers who has sent a request, once that is proved. */
export function rememberCaller(request: object, caller: AdminCaller): void {
  callers.set(request, caller);
}

/** Who has sent a request; undefined as long as nobody has proved that. */
export function callerOf(request: object): AdminCaller | undefined {
  return callers.get(request);
}
