import type { Browser, SignedInBrowser } from '#browser-session/browser-session.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { Authority } from '#protocol/user/authority';
import type { ConsoleForm } from '../http/console-form.js';
import type { ConsoleRequest } from '../http/console-request.js';

/** A browser at the console, with or without somebody signed in. */
export interface ConsoleVisitor {
  readonly request: ConsoleRequest;
  readonly browser: Browser;
  /** `Set-Cookie` values that the answer has to have. */
  readonly cookies: readonly string[];
  readonly deviceCookie?: string;
}

/** A request of somebody who is signed in and may make it. */
export interface ConsoleVisit extends ConsoleVisitor {
  readonly browser: SignedInBrowser;
  readonly user: DirectoryUser;
  /** What may be done, and what changes may give away (V-100). */
  readonly author: ChangeAuthor & { readonly authorities: readonly Authority[] };
  /** Names of all permissions that the person holds now, with those of roles. */
  readonly permissions: ReadonlySet<string>;
  /** What was posted; its token was good. Empty for a GET. */
  readonly form: ConsoleForm;
}

const visitors = new WeakMap<object, ConsoleVisitor>();

/** Remembers the browser behind a request, whoever sits there. */
export function rememberVisitor(visitor: ConsoleVisitor): void {
  visitors.set(visitor.request.key, visitor);
}

/** The browser behind a request; undefined as long as nobody has looked. @param key the raw message */
export function visitorOf(key: object): ConsoleVisitor | ConsoleVisit | undefined {
  return visitors.get(key);
}

/** Who has sent a request; undefined as long as nobody has proved that. */
export function visitOf(key: object): ConsoleVisit | undefined {
  const visitor = visitorOf(key);
  return visitor !== undefined && 'user' in visitor ? visitor : undefined;
}
