import { isSecretReference } from '../administration/secret-reference.js';
import { readInstant } from '../json/read-instant.js';
import { unlessRedacted } from '../json/redacted.js';
import type { FieldProblem, JsonFields } from '../json/json-fields.js';
import { readAuthority } from '../permissions/read-authority.js';
import { ClientJsonFields } from './client-json-fields.js';
import type { ClientGrantType } from './client.js';
import type { NewClient, NewClientSecret } from './new-client.js';
import { readOwnFields } from './read-own-fields.js';

export type { NewClient, NewClientSecret } from './new-client.js';

/** A client read from JSON. With any problem it must not be saved; warnings and unknown fields are only reported (ruling 46). */
export interface ReadClient {
  readonly client: NewClient;
  readonly unknownFields: readonly string[];
  readonly problems: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
}

/** Lifetimes where the JSON names none, in seconds (STD BS5). */
const DEFAULT_ACCESS_TOKEN_LIFETIME = 300;
const DEFAULT_REFRESH_TOKEN_LIFETIME = 86_400;

const grantTypes: readonly string[] = [
  'AUTHORIZATION_CODE',
  'IMPLICIT',
  'REFRESH_TOKEN',
  'CLIENT_CREDENTIALS',
  'PASSWORD',
  'JWT_BEARER',
  'DEVICE_CODE',
  'TOKEN_EXCHANGE',
] satisfies readonly ClientGrantType[];

/**
 * Reads the product's client JSON (reference of the product, 5.1) and our own fields (ruling 56). `""` and null count as not set, switches that
 * are not set are off; node and module are those of the loading module unless the JSON names them. What may be saved is checked by `clientProblems`.
 */
export function readClientJson(value: unknown, defaults: Pick<NewClient, 'nodeId' | 'moduleId'>): ReadClient {
  const json = new ClientJsonFields(value);
  json.fields.ignore(['version']);
  json.fields.wholeNumber('pid'); // the store's own, and a number all the same (V-87)
  const client: NewClient = {
    ...readIdentity(json, defaults),
    ...readScopes(json),
    ...readRights(json),
    ...readAuthentication(json),
    ...readOwnFields(json),
  };
  return {
    client,
    unknownFields: json.fields.unknownFields(),
    problems: json.fields.problems(),
    warnings: json.fields.warnings(),
  };
}

function readIdentity(json: ClientJsonFields, defaults: Pick<NewClient, 'nodeId' | 'moduleId'>) {
  const { fields } = json;
  const archivedAt = json.instant('archivedAt');
  return {
    nodeId: fields.text('nodeId', { maxLength: 100 }) ?? defaults.nodeId,
    moduleId: fields.text('moduleId', { maxLength: 100 }) ?? defaults.moduleId,
    clientId: fields.text('clientId', { maxLength: 200, required: true }) ?? '',
    clientName: fields.text('clientName', { maxLength: 200 }) ?? '',
    enabled: fields.flag('enabled'),
    accessTokenValiditySeconds: json.wholeNumber('accessTokenValiditySeconds') ?? DEFAULT_ACCESS_TOKEN_LIFETIME,
    refreshTokenValiditySeconds: json.wholeNumber('refreshTokenValiditySeconds') ?? DEFAULT_REFRESH_TOKEN_LIFETIME,
    registeredRedirectUris: json.texts('registeredRedirectUris'),
    attestationAccepted: fields.flag('attestationAccepted'),
    createdByAppSphere: fields.flag('createdByAppSphere'),
    ...(archivedAt && { archivedAt }),
  };
}

function readScopes(json: ClientJsonFields) {
  return {
    scopes: json.texts('scopes'),
    autoApproveScopes: json.texts('autoApproveScopes'),
    autoGrantScopes: json.texts('autoGrantScopes'),
    fixedScope: json.fields.flag('fixedScope'),
    alwaysRequireApproval: json.fields.flag('alwaysRequireApproval'),
    rememberApprovedScopes: json.fields.flag('rememberApprovedScopes'),
  };
}

function readRights(json: ClientJsonFields) {
  return {
    allowedGrantTypes: readGrantTypes(json),
    permissions: json.fields.list('permissions', 1000, readAuthority),
    canIntrospectOwnTokens: json.fields.flag('canIntrospectOwnTokens'),
    canIntrospectAnyTokens: json.fields.flag('canIntrospectAnyTokens'),
    canReissueTokens: json.fields.flag('canReissueTokens'),
  };
}

function readAuthentication(json: ClientJsonFields) {
  return {
    clientSecrets: json.fields.list('clientSecrets', 100, readSecret),
    secretRequired: json.fields.flag('secretRequired'),
    secretClientCanChange: json.fields.flag('secretClientCanChange'),
    publicJwks: json.fields.text('publicJwks', { maxLength: 100_000, multiline: true }) ?? '',
    jwksUrl: json.fields.text('jwksUrl', { maxLength: 2048 }) ?? '',
  };
}

function readGrantTypes(json: ClientJsonFields): readonly ClientGrantType[] {
  const names = json.texts('allowedGrantTypes');
  const unknown = names.find((name) => !grantTypes.includes(name));
  if (unknown !== undefined) {
    json.fields.refuse('allowedGrantTypes', `names no grant type: ${unknown}`, `Use ${grantTypes.join(', ')}`);
  }
  return names.filter((name): name is ClientGrantType => grantTypes.includes(name));
}

/** A reference may be longer than any secret; it stands where the hash goes, so that nothing matches it until somebody gives the secret. */
function readSecret(fields: JsonFields): NewClientSecret {
  const pid = fields.wholeNumber('pid');
  const text = unlessRedacted(fields.text('secret', { maxLength: 600 }));
  const isPending = text !== undefined && isSecretReference(text);
  const secret = isPending ? undefined : text;
  const hash = isPending ? text : unlessRedacted(fields.text('secretHash', { maxLength: 600 }));
  const activation = readInstant(fields, 'activation');
  const expiration = readInstant(fields, 'expiration');
  return {
    description: fields.text('description', { maxLength: 200 }) ?? '',
    ...(pid !== undefined && { pid }),
    ...(secret !== undefined && { secret }),
    ...(hash !== undefined && { hash }),
    ...(activation && { activation }),
    ...(expiration && { expiration }),
  };
}
