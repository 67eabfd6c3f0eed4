import type { RequestFacts } from '#protocol/user/request-facts';
import type { Browser } from '#browser-session/browser-session.port';

/** A person's browser at the door: what the flow needs to know of the HTTP request. */
export interface Visit {
  readonly browser: Browser;
  /** `Set-Cookie` values the visit already calls for (a browser seen for the first time). */
  readonly cookies: readonly string[];
  readonly remoteAddress: string;
  /** What callback scripts are told of the HTTP request. */
  readonly request?: RequestFacts;
  /** Value of the device cookie, which tells a known device from a stranger's (ruling 44). */
  readonly deviceCookie?: string;
}
