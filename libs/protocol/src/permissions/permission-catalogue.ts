import { permissionTable } from './permission-table.js';
import { roles } from './roles.js';

/** Every name that an authority may have: the roles and permissions of the product, and those of our own, which start with `GATEHOUSE_`. */
export const permissionNames: ReadonlySet<string> = new Set([...roles.keys(), ...permissionTable.keys()]);

/** Whether a permission means nothing without an argument, such as `Patient/123` of FHIR_READ_INSTANCE; it never means "all" (ruling 38). */
export function needsArgument(permission: string): boolean {
  return (permissionTable.get(permission)?.argument ?? 'none') !== 'none';
}

/** Whether an authority of this name exists; names are case-sensitive. */
export function isKnownPermission(name: string): boolean {
  return permissionNames.has(name);
}
