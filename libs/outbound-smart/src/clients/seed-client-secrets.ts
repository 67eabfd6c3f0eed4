import type { SeedMode } from '#protocol/administration/seed-list';
import { isPublicClient } from '#protocol/client/client';
import { clientSecretEncoding } from '#protocol/client/client-secret-encoding';
import { isCostlyEncoding, isCostlySecretHash } from '#protocol/client/client-secret-hash';
import type { NewClient, NewClientSecret } from '#protocol/client/new-client';
import { hashWithin } from '#protocol/slow-hash';
import type { FieldProblem } from '#protocol/json/json-fields';

/**
 * Files made from a database carry the hash where the secret goes, and whoever read it there must not get in with it, whichever way it comes. What a
 * client chooses for itself is never a hash.
 */
export function withHashesRecognised(client: NewClient): NewClient {
  return { ...client, clientSecrets: client.clientSecrets.map(withHashRecognised) };
}

function withHashRecognised(given: NewClientSecret): NewClientSecret {
  const { secret: _, ...rest } = given;
  const hash = hashAsText(given);
  return hash === undefined ? given : { ...rest, hash };
}

function hashAsText({ secret = '', hash }: NewClientSecret): string | undefined {
  return hash === undefined ? hashWithin(secret) : undefined;
}

/** To be told to whoever sends one client: the text itself will not be accepted. */
export function hashesAsSecrets({ clientSecrets }: NewClient): readonly FieldProblem[] {
  return clientSecrets.flatMap((secret, place) => (hashAsText(secret) === undefined ? [] : [hashAsSecret(place)]));
}

function hashAsSecret(place: number): FieldProblem {
  const field = `clientSecrets[${String(place)}].secret`;
  const problem = 'is a hash and counts as secretHash: only the text that it was made of is accepted';
  return { field, problem, remedy: 'Send a hash as secretHash, and in secret the text itself' };
}

/**
 * Why a hash from elsewhere is not taken over although it could be checked; undefined where it is. An operator who has such hashes written has
 * accepted what they cost.
 */
export function costlyHashProblem(
  { hash }: NewClientSecret,
  place: number,
  encoding: string,
): FieldProblem | undefined {
  if (hash === undefined || !isCostlySecretHash(hash) || isCostlyEncoding(clientSecretEncoding(encoding)))
    return undefined;
  return {
    field: `clientSecrets[${String(place)}].secretHash`,
    problem: 'takes longer than a second to check: bcrypt of more than 2^14 rounds',
    remedy: 'Set the secret anew, or let the module write such hashes: client_secret.encoding=BCRYPT_16_ROUND',
  };
}

/**
 * In production nobody reads what the launcher prints: what is missing is not generated. A client that has nothing else to authenticate with must
 * not become a public one by that (ruling 57).
 */
export function withoutMissingSecrets(client: NewClient, mode: SeedMode): NewClient {
  if (mode === 'evaluation' || client.clientSecrets.every(isGiven)) return client;
  const left = { ...client, clientSecrets: client.clientSecrets.filter(isGiven) };
  return { ...left, secretRequired: client.secretRequired || isPublicClient(left) };
}

/** The secrets that are left out: to be told at every start, because the client was loaded without them. */
export function missingSecrets({ clientSecrets }: NewClient, mode: SeedMode): readonly FieldProblem[] {
  if (mode === 'evaluation') return [];
  return clientSecrets.flatMap((secret, index) => (isGiven(secret) ? [] : [missingSecret(index)]));
}

function missingSecret(index: number): FieldProblem {
  return {
    field: `clientSecrets[${String(index)}]`,
    problem: 'has neither secret nor secretHash, or what exports show in their place, and is left out',
    remedy: "Write the secret, for instance as #{env['NAME']}, or secretHash before the file is loaded",
  };
}

function isGiven({ secret, hash }: NewClientSecret): boolean {
  return (secret ?? hash) !== undefined;
}
