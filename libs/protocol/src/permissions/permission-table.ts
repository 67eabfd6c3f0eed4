import type { Interaction } from '../smart/smart-scope.js';

/** What the argument of a permission names; `none` for a permission that takes no argument or whose argument nothing here depends on. */
export type ArgumentForm =
  | 'none'
  | 'type'
  | 'instance'
  | 'compartment'
  | 'type in compartment'
  | 'access'
  | 'partitions'
  | 'operation'
  | 'value set';

/** What scopes do to a permission. */
export type Treatment =
  /** It gives FHIR data; what is left of it is exactly what the scopes allow, too. */
  | 'data'
  /** It gives one FHIR operation, which cannot be given in part: kept where the scopes allow, everywhere, all that it may do. */
  | 'operation'
  /** It allows a way of calling and no data: kept where a scope has one of its interactions. */
  | 'verb'
  /** It lets its holder in and gives no data: never touched. */
  | 'gate'
  /** It takes something away: never dropped. */
  | 'restriction'
  /** It is not about FHIR data: never touched (ruling 10). */
  | 'administration';

/** One row of the table: what a permission gives, and how scopes narrow it. */
export interface PermissionRow {
  readonly treatment: Treatment;
  /** What it lets its holder do with FHIR data; all five letters where no letter describes it. */
  readonly interactions: readonly Interaction[];
  /** The types an operation works on; everything else works on any type that its argument does not rule out. */
  readonly types: readonly string[];
  readonly argument: ArgumentForm;
}

const anyType = ['*'];
const terminology = ['CodeSystem', 'ConceptMap', 'ValueSet'];
const documents = ['Binary', 'DocumentReference'];

const row = (
  treatment: Treatment,
  letters: string,
  argument: ArgumentForm = 'none',
  types = anyType,
): PermissionRow => ({
  treatment,
  interactions: [...letters] as Interaction[],
  types,
  argument,
});
const data = (letters: string, argument?: ArgumentForm) => row('data', letters, argument);
const operation = (letters: string, types?: readonly string[]) =>
  row('operation', letters, 'none', [...(types ?? anyType)]);
const verb = (letters: string) => row('verb', letters);
const gate = (argument?: ArgumentForm) => row('gate', '', argument);
/** An operation whose effects no letter describes, such as erasing history: all letters on all types are the least that keeps it. */
const beyondLetters = (argument?: ArgumentForm) => row('operation', 'cruds', argument);

function administration(names: string): Readonly<Record<string, PermissionRow>> {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, row('administration', '')]));
}

/** The product's permissions by its own names (reference 4.4), then ours. */
const rows: Readonly<Record<string, PermissionRow>> = {
  FHIR_ALL_READ: data('rs'),
  FHIR_READ_ALL_OF_TYPE: data('rs', 'type'),
  FHIR_READ_INSTANCE: data('rs', 'instance'),
  FHIR_READ_ALL_IN_COMPARTMENT: data('rs', 'compartment'),
  FHIR_READ_TYPE_IN_COMPARTMENT: data('rs', 'type in compartment'),
  FHIR_ALL_WRITE: data('cu'),
  FHIR_WRITE_ALL_OF_TYPE: data('cu', 'type'),
  FHIR_WRITE_INSTANCE: data('cu', 'instance'),
  FHIR_WRITE_ALL_IN_COMPARTMENT: data('cu', 'compartment'),
  FHIR_WRITE_TYPE_IN_COMPARTMENT: data('cu', 'type in compartment'),
  FHIR_ALL_DELETE: data('d'),
  FHIR_DELETE_ALL_OF_TYPE: data('d', 'type'),
  FHIR_DELETE_ALL_IN_COMPARTMENT: data('d', 'compartment'),
  FHIR_DELETE_TYPE_IN_COMPARTMENT: data('d', 'type in compartment'),

  FHIR_BATCH: verb('cruds'),
  FHIR_TRANSACTION: verb('cruds'),
  FHIR_MANUAL_VALIDATION: verb('cruds'),
  FHIR_PATCH: verb('u'),
  FHIR_AUTO_MDM: verb('cu'),

  DOCREF: operation('rs', documents),
  DQM_QPP_BUILD: operation('rs'),
  FHIR_DELETE_CASCADE_ALLOWED: operation('d'),
  FHIR_GET_RESOURCE_COUNTS: operation('s'),
  FHIR_GRAPHQL: operation('rs'),
  FHIR_META_OPERATIONS_SUPERUSER: operation('ru'),
  FHIR_MODIFY_SEARCH_PARAMETERS: operation('cud', ['SearchParameter']),
  FHIR_OP_APPLY: operation('rs'),
  FHIR_OP_BINARY_ACCESS_READ: operation('r', ['Binary', 'DocumentReference', 'Media']),
  FHIR_OP_BINARY_ACCESS_WRITE: operation('cu', ['Binary', 'DocumentReference', 'Media']),
  FHIR_OP_CQL_EVALUATE_MEASURE: operation('rs'),
  FHIR_OP_EMPI_DUPLICATE_PERSONS: operation('rs'),
  FHIR_OP_EMPI_QUERY_LINKS: operation('rs'),
  FHIR_OP_ENCOUNTER_EVERYTHING: operation('rs'),
  FHIR_OP_EXTRACT: operation('rs'),
  FHIR_OP_INITIATE_BULK_DATA_EXPORT: operation('rs'),
  FHIR_OP_INITIATE_BULK_DATA_EXPORT_GROUP: operation('rs'),
  FHIR_OP_INITIATE_BULK_DATA_EXPORT_PATIENT: operation('rs'),
  FHIR_OP_INITIATE_BULK_DATA_EXPORT_SYSTEM: operation('rs'),
  FHIR_OP_INITIATE_BULK_DATA_IMPORT: operation('cu'),
  FHIR_OP_MDM_DUPLICATE_GOLDEN_RESOURCES: operation('rs'),
  FHIR_OP_MDM_LINK_HISTORY: operation('rs'),
  FHIR_OP_MDM_QUERY_LINKS: operation('rs'),
  FHIR_OP_MEMBER_MATCH: operation('crs', ['Consent', 'Coverage', 'Patient']),
  FHIR_OP_PACKAGE: operation('rs'),
  FHIR_OP_PATIENT_EVERYTHING: operation('rs'),
  FHIR_OP_PATIENT_MATCH: operation('rs', ['Patient']),
  FHIR_OP_PATIENT_SUMMARY: operation('rs'),
  FHIR_OP_POPULATE: operation('rs'),
  FHIR_OP_PREPOPULATE: operation('rs'),
  FHIR_OP_STRUCTUREDEFINITION_SNAPSHOT: operation('rs', ['StructureDefinition']),
  FHIR_READ_SEARCH_PARAMETERS: operation('rs', ['SearchParameter']),
  FHIR_TRIGGER_SUBSCRIPTION: operation('rs'),
  FHIR_UPLOAD_EXTERNAL_TERMINOLOGY: operation('cu', terminology),
  SUBMIT_ATTACHMENT: operation('cu', documents),

  FHIR_DELETE_EXPUNGE: beyondLetters(),
  FHIR_DTR_USER: beyondLetters(),
  FHIR_EMPI_ADMIN: beyondLetters(),
  FHIR_EXPUNGE_DELETED: beyondLetters(),
  FHIR_EXPUNGE_EVERYTHING: beyondLetters(),
  FHIR_EXPUNGE_PREVIOUS_VERSIONS: beyondLetters(),
  FHIR_EXTENDED_OPERATION_ON_ANY_INSTANCE: beyondLetters('operation'),
  FHIR_EXTENDED_OPERATION_ON_ANY_INSTANCE_OF_TYPE: beyondLetters('operation'),
  FHIR_EXTENDED_OPERATION_ON_SERVER: beyondLetters('operation'),
  FHIR_EXTENDED_OPERATION_ON_TYPE: beyondLetters('operation'),
  FHIR_LIVEBUNDLE: beyondLetters(),
  FHIR_MANAGE_PARTITIONS: beyondLetters(),
  FHIR_MDM_ADMIN: beyondLetters(),
  FHIR_OP_EMPI_CLEAR: beyondLetters(),
  FHIR_OP_EMPI_MERGE_PERSONS: beyondLetters(),
  FHIR_OP_EMPI_SUBMIT: beyondLetters(),
  FHIR_OP_EMPI_UPDATE_LINK: beyondLetters(),
  FHIR_OP_MDM_CLEAR: beyondLetters(),
  FHIR_OP_MDM_CREATE_LINK: beyondLetters(),
  FHIR_OP_MDM_MERGE_GOLDEN_RESOURCES: beyondLetters(),
  FHIR_OP_MDM_NOT_DUPLICATE: beyondLetters(),
  FHIR_OP_MDM_SUBMIT: beyondLetters(),
  FHIR_OP_MDM_UPDATE_LINK: beyondLetters(),
  FHIR_PROCESS_MESSAGE: beyondLetters(),
  FHIR_UPDATE_REWRITE_HISTORY: beyondLetters(),

  ACCESS_FHIR_ENDPOINT: gate(),
  FHIR_ACCESS_PARTITION_ALL: gate(),
  FHIR_ACCESS_PARTITION_NAME: gate('partitions'),
  FHIR_CAPABILITIES: gate(),

  BLOCK_FHIR_READ_UNLESS_CODE_IN_VS: row('restriction', '', 'value set'),
  BLOCK_FHIR_READ_UNLESS_CODE_NOT_IN_VS: row('restriction', '', 'value set'),

  ...administration(`ACCESS_ADMIN_JSON ACCESS_ADMIN_WEB ACCESS_FHIRWEB AG_ADMIN_CONSOLE_READ AG_ADMIN_CONSOLE_WRITE AG_DEV_PORTAL_READ
    AG_DEV_PORTAL_WRITE ARCHIVE_MODULE CDA_IMPORT CHANGE_OWN_DEFAULT_LAUNCH_CONTEXTS CHANGE_OWN_PASSWORD CHANGE_OWN_TFA_KEY CONTROL_MODULE
    CREATE_CDA_TEMPLATE CREATE_MODULE CREATE_USER DELETE_CDA_TEMPLATE EMPI_ADMIN EMPI_UPDATE_MATCH_RULES EMPI_VIEW_MATCH_RULES
    ETL_IMPORT_PROCESS_FILE INVOKE_CDS_HOOKS MANAGE_BATCH_JOBS MDM_ADMIN MDM_UPDATE_MATCH_RULES MDM_VIEW_MATCH_RULES MODULE_ADMIN
    OIDC_CLIENT_PRESET_PERMISSION OPENID_CONNECT_ADD_CLIENT OPENID_CONNECT_ADD_SERVER OPENID_CONNECT_EDIT_CLIENT OPENID_CONNECT_EDIT_SERVER
    OPENID_CONNECT_MANAGE_GLOBAL_SESSIONS OPENID_CONNECT_MANAGE_KEYSTORES OPENID_CONNECT_VIEW_CLIENT_LIST OPENID_CONNECT_VIEW_SERVER_LIST
    PACKAGE_REGISTRY_READ PACKAGE_REGISTRY_WRITE REINSTATE_MODULE SAVE_USER START_STOP_MODULE UPDATE_MODULE_CONFIG UPDATE_USER
    USE_CDA_TEMPLATE VIEW_AUDIT_LOG VIEW_BATCH_JOBS VIEW_CDA_TEMPLATE VIEW_METRICS VIEW_MODULE_CONFIG VIEW_MODULE_STATUS
    VIEW_TRANSACTION_LOG VIEW_TRANSACTION_LOG_EVENT VIEW_USERS`),

  GATEHOUSE_FHIR_ACCESS: data('cruds', 'access'),
  ...administration('GATEHOUSE_CREATE_LAUNCH'),
};

/**
 * Every permission that is no role: what it gives, what its argument names, and how scopes narrow it. It alone defines narrowing (ruling 38);
 * docs/permissions.md shows it. What the product's documents do not say of an operation is read so that too much is never given.
 */
export const permissionTable: ReadonlyMap<string, PermissionRow> = new Map(Object.entries(rows));
