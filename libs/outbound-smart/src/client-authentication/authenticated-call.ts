import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** A call of an endpoint that authenticates clients. */
export interface AuthenticatedCall {
  readonly instance: OutboundSmartInstance;
  readonly parameters: FormParameters;
  /** The Authorization header. */
  readonly authorization: string | undefined;
  readonly remoteAddress: string;
}
