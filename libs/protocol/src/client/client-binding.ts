import type { FieldProblem } from '../json/json-fields.js';
import type { ClientSettings } from './client.js';

type BindingFields = Pick<
  ClientSettings,
  'allowedGrantTypes' | 'dpopBoundAccessTokens' | 'tlsClientCertificateBoundAccessTokens'
>;

/** What is wrong with a client's demand that its tokens be bound to a key (RFC 9449 §5.2, RFC 8705 §3.4). */
export function clientBindingProblems(client: BindingFields): readonly FieldProblem[] {
  const { dpopBoundAccessTokens: dpop, tlsClientCertificateBoundAccessTokens: certificate } = client;
  const problems: FieldProblem[] = [];
  if (dpop === true && certificate === true) {
    const problem = 'is on beside dpopBoundAccessTokens; a token is bound to one key';
    problems.push({ field: 'tlsClientCertificateBoundAccessTokens', problem, remedy: 'Switch one of them off' });
  }
  if ((dpop === true || certificate === true) && client.allowedGrantTypes.includes('IMPLICIT')) {
    const problem = 'has IMPLICIT, whose tokens cannot be bound to a key';
    problems.push({ field: 'allowedGrantTypes', problem, remedy: 'Remove it, or let the tokens be bearer tokens' });
  }
  return problems;
}
