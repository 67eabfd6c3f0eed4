/** Where modules name their scripts: each is a pair of properties, with `.file` and `.text`, which the options of the modules declare. */
export const scriptProperty = {
  /** SECURITY_OUT_SMART: `onTokenGenerating`, `onPostAuthorize`, `onSmartLoginPreContextSelection`. */
  postAuthorize: 'post_authorize_script',
  /** SECURITY_OUT_SMART: `authenticate` of CODAP; where it is not set that of {@link scriptProperty.postAuthorize} (product reference 9.1). */
  codap: 'codap.auth_script',
  /** Inbound modules: `onAuthenticateSuccess`; of SECURITY_IN_SCRIPTED `authenticate`. */
  callback: 'callback_script',
  /** SECURITY_IN_LOCAL: `onUserSelfRegistrationRequest`. */
  registration: 'user_self_registration.create_script',
} as const;

/** Properties with which scripts may give power over the server: in tokens, and to people who sign in (rulings 6 and 37). */
export const powerProperty = {
  ofTokens: 'post_authorize_script.may_add_administrative_permissions',
  ofSignIns: 'callback_script.may_add_administrative_permissions',
  /** Of local modules, for people who make their accounts themselves: what strangers may not have otherwise. */
  ofRegistration: 'user_self_registration.create_script.may_add_administrative_permissions',
  /** Of outbound modules, for the scripts of the servers that they federate with. */
  ofFederation: 'federate_mode.script.may_add_administrative_permissions',
} as const;

/** Whether an outbound module takes requests of CODAP, whose script then has to be there. */
export const codapEnabledProperty = 'codap.enabled';

/** The FHIR server of an outbound module, which `Fhir` of its scripts asks. */
export const fhirBaseProperty = 'context_selection.fhir_base_url';
