import type { RequestFacts } from '#protocol/user/request-facts';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { PresentedSender } from '../sender-constraint/presented-sender.js';

/** A call of an endpoint that authenticates clients. */
export interface AuthenticatedCall {
  readonly instance: OutboundSmartInstance;
  readonly parameters: FormParameters;
  /** The Authorization header. */
  readonly authorization: string | undefined;
  readonly sender: PresentedSender;
  readonly remoteAddress: string;
  /** What callback scripts are told of the HTTP request. */
  readonly request?: RequestFacts;
}
