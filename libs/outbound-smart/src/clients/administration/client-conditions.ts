import { isSecretReference } from '#protocol/administration/secret-reference';
import { isPublicClient, type ClientDefinition, type ClientSecret } from '#protocol/client/client';
import type { WatchedClient } from '../../stores/client-list.store.js';
import type { ClientCondition, SecretCondition } from '../client-condition.port.js';

const DAY = 86_400_000; // ms
/** Days before the end of a secret from which on it is told. */
const NOTICE = 30;
/** Days after which something that nobody has used is told of. */
const UNUSED = { fromTheStart: 30, lately: 90 };

/** What of a client needs somebody's attention; undefined where nothing does. */
export function conditionOf(watched: WatchedClient, now: Date): ClientCondition | undefined {
  const { client, watchedSince, lastUsedAt } = watched;
  const condition: ClientCondition = {
    moduleId: client.moduleId,
    clientId: client.clientId,
    clientName: client.clientName,
    enabled: client.enabled,
    createdAt: watchedSince,
    ...(lastUsedAt && { lastUsedAt }),
    secrets: client.clientSecrets.flatMap((secret) => secretCondition(secret, now) ?? []),
    isWithoutProof: client.secretRequired && isPublicClient({ ...client, secretRequired: false }),
    unusedRedirectUris: client.enabled ? unusedRedirectUris(watched, now) : [],
  };
  const isFine =
    condition.secrets.length === 0 &&
    !condition.isWithoutProof &&
    !(client.enabled && isUnused(watched, now)) &&
    condition.unusedRedirectUris.length === 0;
  return isFine ? undefined : condition;
}

function secretCondition(secret: ClientSecret, now: Date): SecretCondition | undefined {
  const { pid: secretPid, hash, description, expiration } = secret;
  const facts = { secretPid, description, ...(expiration && { expiration }) };
  if (isSecretReference(hash)) return { ...facts, state: 'pending', reference: hash };
  if (expiration === undefined || daysBetween(now, expiration) > NOTICE) return undefined;
  return { ...facts, state: expiration <= now ? 'expired' : 'expires-soon' };
}

function isUnused({ watchedSince, lastUsedAt }: WatchedClient, now: Date): boolean {
  if (lastUsedAt === undefined) return daysBetween(watchedSince, now) >= UNUSED.fromTheStart;
  return daysBetween(lastUsedAt, now) >= UNUSED.lately;
}

/** Of a client that uses redirect URIs at all; what was added lately may yet be used. */
function unusedRedirectUris(watched: WatchedClient, now: Date): readonly string[] {
  const { client, watchedSince, updatedAt, usedRedirectUris } = watched;
  const since = Math.max(watchedSince.getTime(), updatedAt.getTime());
  if (!redirects(client) || daysBetween(new Date(since), now) < UNUSED.fromTheStart) return [];
  return client.registeredRedirectUris.filter((uri) => !usedRedirectUris.includes(uri));
}

function redirects({ allowedGrantTypes }: ClientDefinition): boolean {
  return allowedGrantTypes.includes('AUTHORIZATION_CODE') || allowedGrantTypes.includes('IMPLICIT');
}

function daysBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / DAY;
}
