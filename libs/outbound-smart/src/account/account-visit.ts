import type { BrowserSession } from '#browser-session/browser-session.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** A person at the page of their account: signed in, not long ago. */
export interface AccountVisit {
  readonly instance: OutboundSmartInstance;
  readonly visit: Visit;
  readonly session: BrowserSession;
  readonly user: DirectoryUser;
}
