import type { ClientGrantType } from '../client/client.js';
import { metadataError } from './client-registration-error.js';
import type { MetadataValues } from './client-registration-values.js';

/** The grants that can be registered: by wire name, what a client definition calls them. */
export type RegistrableGrants = ReadonlyMap<string, ClientGrantType>;

/**
 * The grants a client registers, `authorization_code` unless it says otherwise. Its response types follow from them; where it names any, they
 * must agree.
 * @throws OAuthError invalid_client_metadata
 * @see RFC 7591 §2.1; STD RFC7591-4
 */
export function registeredGrants(values: MetadataValues, offered: RegistrableGrants): readonly ClientGrantType[] {
  const names = values.texts('grant_types') ?? ['authorization_code'];
  const types = names.flatMap((name) => offered.get(name) ?? []);
  if (types.length < names.length || types.length === 0)
    throw metadataError('grant_types', `must be some of ${[...offered.keys()].join(', ')}`);
  const responseTypes = responseTypesOf(types);
  const named = values.texts('response_types') ?? responseTypes;
  if (named.length === responseTypes.length && named.every((each) => responseTypes.includes(each))) return types;
  throw metadataError(
    'response_types',
    `must be ${JSON.stringify(responseTypes)}, which is what the grant_types allow`,
  );
}

/** The response types that belong to grants: `code`, or none. */
export function responseTypesOf(types: readonly ClientGrantType[]): readonly string[] {
  return types.includes('AUTHORIZATION_CODE') ? ['code'] : [];
}

/** The wire names of grants; those a client has beyond what can be registered are left out. */
export function grantNames(types: readonly ClientGrantType[], offered: RegistrableGrants): readonly string[] {
  return [...offered].flatMap(([name, type]) => (types.includes(type) ? [name] : []));
}
