import { permissionTable } from './permission-table.js';

/**
 * Whether a permission is about the server and not about FHIR data. Roles other than those of the FHIR endpoint's clients stand for everything, or
 * for the server itself.
 */
export function administers(permission: string): boolean {
  const row = permissionTable.get(permission);
  return row === undefined ? !permission.startsWith('ROLE_FHIR_') : row.treatment === 'administration';
}
