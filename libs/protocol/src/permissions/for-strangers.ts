import { administers } from './administers.js';

/** What strangers may have of the permissions about the server: none is power over what others made. */
const FOR_STRANGERS: ReadonlySet<string> = new Set([
  ...['ACCESS_ADMIN_JSON', 'ACCESS_FHIRWEB', 'AG_DEV_PORTAL_READ', 'AG_DEV_PORTAL_WRITE'],
  ...['CHANGE_OWN_DEFAULT_LAUNCH_CONTEXTS', 'CHANGE_OWN_PASSWORD', 'CHANGE_OWN_TFA_KEY'],
  // Of clients only those that they made themselves.
  ...['OPENID_CONNECT_ADD_CLIENT', 'OPENID_CONNECT_EDIT_CLIENT', 'OPENID_CONNECT_VIEW_CLIENT_LIST'],
]);

/** Roles for all FHIR data. */
const ALL_DATA: ReadonlySet<string> = new Set(['ROLE_FHIR_CLIENT_SUPERUSER', 'ROLE_FHIR_CLIENT_SUPERUSER_RO']);

/**
 * Whether people may have a permission who make an account for themselves.
 * @param withAllData whether whoever says so may also give all FHIR data
 */
export function isForStrangers(permission: string, withAllData = false): boolean {
  return administers(permission) ? FOR_STRANGERS.has(permission) : withAllData || !ALL_DATA.has(permission);
}
