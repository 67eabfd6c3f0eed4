import { isSecretReference, secretReference } from '../administration/secret-reference.js';
import { instantText } from '../json/instant-text.js';
import type { JsonObject } from '../json/json-object.js';
import type { Authority } from '../user/authority.js';
import type { ClientDefinition, ClientSecret } from './client.js';
import { maskedDescription, maskedSecret } from './masked-secret.js';
import { ownFieldEntries, type OwnFields } from './own-fields.js';

/** How the secrets of a client are shown; everything else of it is no secret. */
type SecretWriter = (secret: ClientSecret, index: number) => JsonObject;

/** What an interface may leave to its configuration. */
export interface ClientJsonStyle {
  /** Of the description of a secret only the first letter is shown, as by the product (reference 5.2). */
  readonly masksDescriptions: boolean;
}

/** Lists whose order says nothing: the product answers them as sets (reference 5.1). */
export const clientSets: ReadonlySet<string> = new Set([
  'allowedGrantTypes',
  'scopes',
  'autoApproveScopes',
  'autoGrantScopes',
  'permissions',
]);

/**
 * A client as interfaces show it, in the order of the product's fields (reference 5.1), then our own (ruling 56): switches that are off are
 * false, what is not set is left out, a secret is `***`, or its reference while it is pending. `readClientJson` reads it again.
 */
export function writeClientJson(client: ClientDefinition, style: ClientJsonStyle): JsonObject {
  const secret: SecretWriter = (each) => ({ pid: each.pid, ...shownSecret(each, style) });
  return { pid: client.pid, nodeId: client.nodeId, ...writeDefinition(client, secret) };
}

/**
 * A client as an export has it: the same whatever its history. No internal ids, sets sorted, and of each secret the variable in which it is
 * expected; one that is pending keeps the reference it was given.
 */
export function writeCanonicalClientJson(client: ClientDefinition): JsonObject {
  const { moduleId, clientId } = client;
  const referred = (index: number) => secretReference({ kind: 'client', names: [moduleId, clientId, index + 1] });
  const written = writeDefinition(client, ({ hash, description, ...window }, index) => ({
    secret: isSecretReference(hash) ? hash : referred(index),
    ...set('description', description),
    ...writeWindow(window),
  }));
  return Object.fromEntries(Object.entries(written).map(([name, value]) => [name, sortedIfSet(name, value)]));
}

function writeDefinition(client: ClientDefinition, secret: SecretWriter): JsonObject {
  return {
    moduleId: client.moduleId,
    clientId: client.clientId,
    ...set('clientName', client.clientName),
    enabled: client.enabled,
    accessTokenValiditySeconds: client.accessTokenValiditySeconds,
    refreshTokenValiditySeconds: client.refreshTokenValiditySeconds,
    allowedGrantTypes: client.allowedGrantTypes,
    scopes: client.scopes,
    autoApproveScopes: client.autoApproveScopes,
    autoGrantScopes: client.autoGrantScopes,
    fixedScope: client.fixedScope,
    alwaysRequireApproval: client.alwaysRequireApproval,
    rememberApprovedScopes: client.rememberApprovedScopes,
    registeredRedirectUris: client.registeredRedirectUris,
    clientSecrets: client.clientSecrets.map(secret),
    secretRequired: client.secretRequired,
    secretClientCanChange: client.secretClientCanChange,
    permissions: client.permissions,
    canIntrospectOwnTokens: client.canIntrospectOwnTokens,
    canIntrospectAnyTokens: client.canIntrospectAnyTokens,
    canReissueTokens: client.canReissueTokens,
    ...set('publicJwks', client.publicJwks),
    ...set('jwksUrl', client.jwksUrl),
    attestationAccepted: client.attestationAccepted,
    createdByAppSphere: client.createdByAppSphere,
    ...(client.archivedAt && { archivedAt: instantText(client.archivedAt) }),
    ...writeOwnFields(client),
  };
}

function writeOwnFields(client: OwnFields): JsonObject {
  const values = ownFieldEntries.map(([name]) => [name, client[name as keyof OwnFields]] as const);
  return Object.fromEntries(values.filter(([, value]) => !isEmpty(value)));
}

function shownSecret(
  { hash, description, ...window }: ClientSecret,
  { masksDescriptions }: ClientJsonStyle,
): JsonObject {
  return {
    secret: isSecretReference(hash) ? hash : maskedSecret,
    ...set('description', masksDescriptions ? maskedDescription(description) : description),
    ...writeWindow(window),
  };
}

function writeWindow({ activation, expiration }: Pick<ClientSecret, 'activation' | 'expiration'>): JsonObject {
  return {
    ...(activation && { activation: instantText(activation) }),
    ...(expiration && { expiration: instantText(expiration) }),
  };
}

function sortedIfSet(name: string, value: unknown): unknown {
  if (!clientSets.has(name) || !Array.isArray(value)) return value;
  return value.toSorted(byBytes);
}

function byBytes(one: string | Authority, other: string | Authority): number {
  return Buffer.compare(Buffer.from(JSON.stringify(one)), Buffer.from(JSON.stringify(other)));
}

/** The field, unless it is empty: `""` means "not set" (reference 13). */
function set(name: string, value: string): JsonObject {
  return value === '' ? {} : { [name]: value };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}
