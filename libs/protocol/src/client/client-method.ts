import type { FieldProblem } from '../json/json-fields.js';
import { hasKeys, isPublicClient, type ClientCredentialHoldings } from './client.js';
import type { MethodHolder } from '../oauth2/client-authentication-method.js';

/** What keeps a client from ever authenticating by the method it registers (STD OID-14). */
export function clientMethodProblems(client: ClientCredentialHoldings & MethodHolder): readonly FieldProblem[] {
  const problem = problemOf(client);
  if (problem === undefined) return [];
  const remedy = 'Change it, or leave it out: then every method counts that the client has the material for';
  return [{ field: 'tokenEndpointAuthMethod', problem, remedy }];
}

function problemOf(client: ClientCredentialHoldings & MethodHolder): string | undefined {
  switch (client.tokenEndpointAuthMethod) {
    case 'none':
      return isPublicClient(client) ? undefined : 'is none, but the client has a secret or a key, or must have one';
    case 'private_key_jwt':
    case 'self_signed_tls_client_auth':
      return hasKeys(client)
        ? undefined
        : `is ${client.tokenEndpointAuthMethod}, but the client has neither publicJwks nor jwksUrl`;
    case 'client_secret_basic':
    case 'client_secret_post':
      return isPublicClient(client) ? 'names a method with a secret, but the client is a public one' : undefined;
    default:
      return undefined;
  }
}
