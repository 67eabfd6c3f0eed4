import { editDistance } from '#protocol/edit-distance';

/** Types of the product's modules that have to do with signing in and administration, each by its exact name (product reference 1.1). */
const namedTypes: ReadonlySet<string> = new Set([
  'SECURITY_OUT_SMART',
  'SECURITY_IN_LOCAL',
  'SECURITY_IN_SMART',
  'SECURITY_IN_LDAP',
  'SECURITY_IN_SAML',
  'SECURITY_IN_SCRIPT',
  'SECURITY_IN_SCRIPTED',
  'ADMIN_JSON',
  'ADMIN_WEB',
  'APP_GALLERY',
  'CLUSTER_MGR',
  'LICENSE',
]);

/** Beginnings of the types of all other modules; a clinical data repository has many, and none of them concerns this server. */
const otherFamilies = [
  'ENDPOINT_',
  'PERSISTENCE_',
  'SUBSCRIPTION_',
  'AUDIT_LOG_',
  'TRANSACTION_LOG_',
  'CHANNEL_',
  'CDA_',
  'ETL_',
  'MDM',
  'CQL',
  'LIVEBUNDLE',
];

/** Whether the product has, or may have, modules of this type. The list is ours: of any other type nobody here can say what it is. */
export function isProductModuleType(type: string): boolean {
  return namedTypes.has(type) || otherFamilies.some((beginning) => type.startsWith(beginning));
}

/** Letters in which a type that was meant may differ. */
const MISSPELT = 2;

/** The type among `supported` that is almost written like this one, in any case: most likely a slip of the pen. */
export function misspeltType(type: string, supported: readonly string[]): string | undefined {
  const written = type.trim().toUpperCase();
  return supported.find(
    (each) => Math.abs(each.length - written.length) <= MISSPELT && editDistance(written, each) <= MISSPELT,
  );
}

/** Modules that the product's own files define without a type, because there is one of each (product reference 1.1). */
const usualTypes: ReadonlyMap<string, string> = new Map([
  ['clustermgr', 'CLUSTER_MGR'],
  ['license', 'LICENSE'],
]);

/** The type of a module of which no line says the type; empty where nothing can be told from its id. */
export function usualType(moduleId: string): string {
  return usualTypes.get(moduleId) ?? '';
}
