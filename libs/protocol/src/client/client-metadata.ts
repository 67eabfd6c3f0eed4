import { isSecretReference } from '../administration/secret-reference.js';
import { parseScope } from '../oauth2/scope.js';
import { OAuthError } from '../oauth2/oauth-error.js';
import { looksClinical, parseSmartScope } from '../smart/smart-scope.js';
import type { FieldProblem } from '../json/json-fields.js';
import { isHashOfOtherKind } from '../slow-hash.js';
import { unseenProblem } from '../unseen-characters.js';
import { clientBindingProblems } from './client-binding.js';
import { clientCertificateProblems } from './client-certificate-fields.js';
import { clientKeyProblems } from './client-keys.js';
import { readSecretHash } from './client-secret-hash.js';
import { clientMethodProblems } from './client-method.js';
import { clientSecretProblem } from './client-secret.js';
import { clientUriProblems } from './client-uris.js';
import { isPublicClient } from './client.js';
import { highAssuranceProblems } from './high-assurance.js';
import type { NewClient, NewClientSecret } from './new-client.js';
import type { OwnField } from './own-field.js';
import { ownFieldEntries, type OwnFields } from './own-fields.js';
import { unusableGrantProblems } from './unusable-grants.js';

/** Longest lifetime that fits everything that counts seconds. */
const LONGEST_LIFETIME_SECONDS = 2 ** 31 - 1;

/**
 * What keeps a client from being saved, by whichever way it comes in: console, JSON API, seed file, registration. Empty = it may be saved.
 * @see RFC 6749 §2; V-09, V-84, B-06, B-12, B-22, STD RFC6749-12
 */
export function clientProblems(client: NewClient): readonly FieldProblem[] {
  return [...definitionProblems(client), ...unusableGrantProblems(client)];
}

/** What of {@link clientProblems} could do harm, or cannot be understood: no client with it is loaded, wherever it comes from. */
export function definitionProblems(client: NewClient): readonly FieldProblem[] {
  return [
    ...identityProblems(client),
    ...lifetimeProblems(client),
    ...scopeProblems(client),
    ...client.clientSecrets.flatMap(secretProblems),
    ...clientUriProblems(client),
    ...clientKeyProblems(client.publicJwks),
    ...clientBindingProblems(client),
    ...clientMethodProblems(client),
    ...highAssuranceProblems(client),
    ...clientCertificateProblems(client),
    ...(isPublicClient(client) ? publicClientProblems(client) : []),
  ];
}

function identityProblems({ clientId, clientName }: NewClient): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!/^[\x21-\x7e]{1,200}$/.test(clientId)) {
    const remedy = 'Use 1 to 200 letters, digits and signs of ASCII without spaces';
    problems.push({ field: 'clientId', problem: 'is empty, too long or has a space or a sign outside ASCII', remedy });
  }
  if (/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(clientName)) {
    problems.push({ field: 'clientName', problem: 'has a line break or a control character', remedy: 'Remove it' });
  }
  return problems;
}

/** What keeps a name from being given to a client from now on; one that has such a name keeps it (V-51, V-84). */
export function newClientNameProblems({ clientName }: Pick<NewClient, 'clientName'>): readonly FieldProblem[] {
  const problem = unseenProblem(clientName);
  return problem === undefined ? [] : [{ field: 'clientName', problem, remedy: 'Write the name anew' }];
}

function lifetimeProblems(client: NewClient): FieldProblem[] {
  const refreshes = client.allowedGrantTypes.includes('REFRESH_TOKEN');
  const { accessTokenValiditySeconds, refreshTokenValiditySeconds } = client;
  return [
    ...secondsProblem('accessTokenValiditySeconds', accessTokenValiditySeconds, 1, LONGEST_LIFETIME_SECONDS),
    ...secondsProblem(
      'refreshTokenValiditySeconds',
      refreshTokenValiditySeconds,
      refreshes ? 1 : 0,
      LONGEST_LIFETIME_SECONDS,
    ),
    ...ownFieldEntries.flatMap(([name, field]) => ownSecondsProblem(name, field, client)),
  ];
}

function ownSecondsProblem(name: string, field: OwnField, client: NewClient): FieldProblem[] {
  const value: unknown = client[name as keyof OwnFields];
  if (field.kind !== 'seconds' || typeof value !== 'number') return [];
  return secondsProblem(name, value, field.least, field.most);
}

function secondsProblem(field: string, value: number, least: number, most: number): FieldProblem[] {
  if (Number.isInteger(value) && value >= least && value <= most) return [];
  return [
    { field, problem: `is ${String(value)}`, remedy: `Give whole seconds from ${String(least)} to ${String(most)}` },
  ];
}

function scopeProblems(client: NewClient): FieldProblem[] {
  return (['scopes', 'autoApproveScopes', 'autoGrantScopes'] as const).flatMap((field) =>
    client[field].flatMap((scope) => scopeProblem(field, scope)),
  );
}

/** What only looks like a clinical scope is covered by nothing and could never be granted (STD S3). */
function scopeProblem(field: string, scope: string): FieldProblem[] {
  if (!isOneScope(scope)) {
    const remedy = 'Give one scope per entry, without spaces, quotation marks and backslashes';
    return [{ field, problem: `has an entry that is no scope: ${JSON.stringify(scope)}`, remedy }];
  }
  if (!looksClinical(scope) || parseSmartScope(scope) !== undefined) return [];
  const remedy =
    'Write patient/, user/ or system/, a resource type or *, and .read, .write, .* or letters of .cruds in this order';
  return [{ field, problem: `has a clinical scope that can never be granted: ${JSON.stringify(scope)}`, remedy }];
}

function isOneScope(text: string): boolean {
  try {
    return parseScope(text)[0] === text;
  } catch (error) {
    if (error instanceof OAuthError) return false;
    throw error;
  }
}

function secretProblems(secret: NewClientSecret, index: number): FieldProblem[] {
  const path = `clientSecrets[${String(index)}]`;
  const problem = secret.secret === undefined ? undefined : clientSecretProblem(secret.secret);
  const problems = secretHashProblems(secret, path);
  if (problem !== undefined) problems.push({ field: `${path}.secret`, problem, remedy: 'Choose another secret' });
  if (secret.activation && secret.expiration && secret.activation >= secret.expiration) {
    problems.push({
      field: `${path}.expiration`,
      problem: 'is not after the activation',
      remedy: 'Choose a later date',
    });
  }
  return problems;
}

/** Hashes come with clients that move here from elsewhere (ruling 64). */
function secretHashProblems({ secret, hash }: NewClientSecret, path: string): FieldProblem[] {
  if (hash === undefined) return [];
  const refuse = (problem: string, remedy: string) => [{ field: `${path}.secretHash`, problem, remedy }];
  if (secret !== undefined) return refuse('stands beside a secret', 'Give one of the two');
  if (readSecretHash(hash) !== undefined || isSecretReference(hash)) return [];
  if (isHashOfOtherKind(hash))
    return refuse('looks like a stored hash of a kind that cannot be checked here', 'Set the secret anew');
  return refuse('is no hash this server can check, or takes longer than a second to check', 'Have the secret set anew');
}

/** What only a client that can authenticate may have (RFC 9700 §2.1.1 and §2.2.2). */
function publicClientProblems(client: NewClient): FieldProblem[] {
  const remedy = 'Give the client a secret or a key, or change this field';
  const refuse = (field: string, problem: string): FieldProblem => ({ field, problem, remedy });
  const problems: FieldProblem[] = [];
  if (client.canIntrospectAnyTokens) {
    problems.push(refuse('canIntrospectAnyTokens', 'is on, but the client has nothing to authenticate with'));
  }
  if (client.pkceRequired === false && !client.allowedGrantTypes.includes('IMPLICIT')) {
    problems.push(refuse('pkceRequired', 'is off; a public client always needs PKCE'));
  }
  if (client.rotateRefreshTokens === false) {
    problems.push(refuse('rotateRefreshTokens', "is off; a public client's refresh tokens are always rotated"));
  }
  return problems;
}
