import type { SignInPurpose } from '../authorization-flow/sign-in/sign-in-purposes.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { FederatedServer } from './federated-servers.js';

/** Somebody on the way to or from a server. */
export interface FederatedVisit {
  readonly instance: OutboundSmartInstance;
  readonly visit: Visit;
  readonly purpose: SignInPurpose;
  readonly server: FederatedServer;
}
