import type { DecisionTrace } from '#protocol/decision/decision-trace';
import type { Confirmation } from '#protocol/oauth2/confirmation';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { Authorization } from '../tokens/authorization.js';

/** An authorization that was proved, and who asked. */
export interface ProvenAuthorization {
  readonly instance: OutboundSmartInstance;
  readonly authorization: Authorization;
  /** The key that the tokens are bound to. */
  readonly confirmation?: Confirmation;
  readonly trace: DecisionTrace;
  readonly remoteAddress: string;
  /** How the client authenticated, where it came to the token endpoint. */
  readonly method?: string;
}
