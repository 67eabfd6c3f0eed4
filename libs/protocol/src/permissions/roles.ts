import { authorityKey, type Authority } from '../user/authority.js';
import { permissionTable, type PermissionRow } from './permission-table.js';

/** What every client of the FHIR endpoint has: it may come in and read what the endpoint can do, and sees no data. */
const fhirClient = named(['ROLE_FHIR_CLIENT', 'ACCESS_FHIR_ENDPOINT', 'FHIR_CAPABILITIES']);

/** Roles: one name for several permissions. Those that stand in their own list also mark their holder. */
export const roles: ReadonlyMap<string, readonly Authority[]> = new Map([
  ['ROLE_ANONYMOUS', named(['ROLE_ANONYMOUS'])],
  ['ROLE_FHIR_CLIENT', fhirClient],
  ['ROLE_FHIR_CLIENT_SUPERUSER', [...fhirClient, ...those(isForSuperuser)]],
  ['ROLE_FHIR_CLIENT_SUPERUSER_RO', [...fhirClient, ...those(isForReader)]],
  [
    'ROLE_FHIR_TERMINOLOGY_READ_CLIENT',
    [
      ...fhirClient,
      ...['CodeSystem', 'ConceptMap', 'ValueSet'].map((argument) => ({
        permission: 'FHIR_READ_ALL_OF_TYPE',
        argument,
      })),
    ],
  ],
  ['ROLE_SUPERUSER', [...named(['ROLE_FHIR_CLIENT']), ...those(isForAdministrator)]],
  ['ROLE_SYSTEM', named(['ROLE_SYSTEM'])],
  ['ROLE_SYSTEM_INITIALIZATION', named(['ROLE_SYSTEM_INITIALIZATION'])],
]);

/** The authorities with every role taken apart, each once. A role with an argument stays as it is: whoever wrote it did not mean all of it. */
export function expandRoles(authorities: readonly Authority[]): readonly Authority[] {
  const expanded = authorities.flatMap((authority) =>
    authority.argument === undefined ? (roles.get(authority.permission) ?? [authority]) : [authority],
  );
  const byKey = expanded.map((authority) => [authorityKey(authority), authority] as const);
  return [...new Map(byKey).values()];
}

/** All FHIR data and operations. Partitions have to be given by name, so that a superuser of one tenant does not become one of all. */
function isForSuperuser({ treatment, interactions, argument }: PermissionRow): boolean {
  const isDescribed = treatment !== 'operation' || interactions.length < 5;
  return argument === 'none' && ['data', 'operation', 'verb'].includes(treatment) && isDescribed;
}

function isForReader(row: PermissionRow, name: string): boolean {
  const onlyReads = row.interactions.every((letter) => letter === 'r' || letter === 's');
  return (isForSuperuser(row) && onlyReads) || ['FHIR_BATCH', 'FHIR_TRANSACTION'].includes(name);
}

/** Everything that needs no argument and takes nothing away. */
function isForAdministrator({ treatment, argument }: PermissionRow): boolean {
  return argument === 'none' && treatment !== 'restriction';
}

function those(belongs: (row: PermissionRow, name: string) => boolean): readonly Authority[] {
  return named([...permissionTable].filter(([name, row]) => belongs(row, name)).map(([name]) => name));
}

function named(permissions: readonly string[]): readonly Authority[] {
  return permissions.map((permission) => ({ permission }));
}
