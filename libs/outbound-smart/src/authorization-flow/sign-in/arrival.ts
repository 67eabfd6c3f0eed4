import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { SignInDetails } from '#protocol/user/sign-in-details';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { Visit } from '../visit.js';
import type { SignInPurpose } from './sign-in-purposes.js';

/** Somebody who has just proved who they are, by whatever means. */
export interface Arrival {
  readonly instance: OutboundSmartInstance;
  readonly visit: Visit;
  readonly purpose: SignInPurpose;
  readonly user: DirectoryUser;
  /** What this sign-in says of them: it counts when it is complete. */
  readonly said?: SignInDetails;
  /** Methods by which they did (RFC 8176); with `mfa` nothing more is asked for. */
  readonly amr: readonly string[];
  /** When they did, where it was before now and a session goes on. */
  readonly authTime?: Date;
  /** When they did at another system, where that was before now. Who has to prove more here proves it now. */
  readonly provedAt?: Date;
  /** For the audit record: who vouches for them, where that is another system. */
  readonly detail?: Readonly<Record<string, unknown>>;
}
