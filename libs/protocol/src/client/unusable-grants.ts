import type { FieldProblem } from '../json/json-fields.js';
import { hasKeys, isPublicClient, type ClientGrantType } from './client.js';
import type { NewClient } from './new-client.js';

/** Grants that send the person back to the app. */
const REDIRECTING: readonly ClientGrantType[] = ['AUTHORIZATION_CODE', 'IMPLICIT'];
/** Grants of which the client is itself a party. */
const NEED_AUTHENTICATION: readonly ClientGrantType[] = ['CLIENT_CREDENTIALS', 'TOKEN_EXCHANGE', 'JWT_BEARER'];

/**
 * The grants that a client lists and can never use, for want of what they need: the endpoints refuse them. Nobody may be given such a client;
 * one that was made elsewhere harms nobody and is only warned of.
 * @see RFC 6749 §3.1.2.2, §4.4
 */
export function unusableGrantProblems(client: NewClient): readonly FieldProblem[] {
  return [...withoutRedirectUri(client), ...withoutAuthentication(client), ...withoutKey(client)];
}

function withoutRedirectUri({ allowedGrantTypes, registeredRedirectUris }: NewClient): FieldProblem[] {
  const grant = REDIRECTING.find((each) => allowedGrantTypes.includes(each));
  if (grant === undefined || registeredRedirectUris.length > 0) return [];
  const problem = `is empty, so that the client cannot use ${grant}`;
  return [{ field: 'registeredRedirectUris', problem, remedy: 'Register the address to which the app is sent back' }];
}

function withoutAuthentication(client: NewClient): FieldProblem[] {
  if (!isPublicClient(client)) return [];
  const unusable = NEED_AUTHENTICATION.filter((grant) => client.allowedGrantTypes.includes(grant));
  return unusable.map((grant) => ({
    field: 'allowedGrantTypes',
    problem: `has ${grant}, which the client cannot use: it has nothing to authenticate with`,
    remedy: 'Give the client a secret or a key, or remove the grant',
  }));
}

/** Both JWTs of a CODAP request are signed by keys of the client (product reference 18.1). */
function withoutKey(client: NewClient): FieldProblem[] {
  if (!client.allowedGrantTypes.includes('JWT_BEARER') || isPublicClient(client) || hasKeys(client)) return [];
  const problem = 'is empty, so that the client cannot use JWT_BEARER, whose requests it signs';
  return [{ field: 'publicJwks', problem, remedy: 'Register publicJwks or jwksUrl, or remove the grant' }];
}
