/** Keys of the product's listeners, whatever the module's type (reference 11). */
const listenerKeys = [
  'port',
  'context_path',
  'bind_address',
  'anonymous.access.enabled',
  'anonymous.access.account_username',
  'sessions.timeout.mins',
  'sessions.scavenger.interval.millis',
  'sessions.inmemory',
  'sessions.maximum_concurrent',
  'cors.enable',
  'cors.enabled',
  'cors.origins',
  'cors.allowed_headers',
  'tls.*',
  'tls_debug_disable_sni_check',
  'https_forwarding_assumed',
  'respect_forward_headers',
  'block_http_head',
  'block_http_options',
  'frame_options.allow_from',
  'pin_host',
  'custom_response_headers',
  'suppress_error_details',
  'suppress_platform_info',
  'threadpool.*',
  'read_idle_timeout.millis',
  'max_header_size.request.kb',
  'max_header_size.response.kb',
  'endpoint_health.path',
  'endpoint_health.status_code_if_unhealthy',
  'access_log.appenders',
  'interceptor_bean_types',
  'interceptor_bean_secure_context',
];

const scriptKeys = ['debug.*', 'ecmascript_module', 'callback_script.file', 'callback_script.text'];

const outboundSmartKeys = [
  'issuer.url',
  'openid.signing.*',
  'pkce.required',
  'pkce.plain_challenge_supported',
  'cache.authorized_tokens.millis',
  'client_secret.encoding',
  'client_secret.expiry_duration_days',
  'rotate_refresh_token_after_use',
  'smart_capabilities_list',
  'smart_configuration.scopes_supported',
  'allowed_audience_list',
  'enforce_approved_scopes_to_restrict_permissions',
  'email.from_address',
  'auth_request_detail.whitelist',
  'federate_mode.enabled',
  'saml.enabled',
  'codap.*',
  'seed_clients.file',
  'seed_servers.file',
  'skin.*',
  'tos.version_string',
  'davinci.consent_handling',
  'introspection_client.*',
];

const localInboundKeys = [
  'authentication_cache_duration',
  'cache_successful_credentials',
  'create_unknown_users',
  'max_failed_logins_until_lock',
  'password_case_sensitive',
  'username_case_sensitive',
  'password_encoding_type',
  'password_pattern',
  'password_mismatch_pattern_error',
  'tfa.totp.*',
  'seed.users.file',
  'user_self_registration.*',
];

/** Keys of the product by module type, so that a configuration made for it starts here too; `*` stands for any ending. */
const productKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ['SECURITY_OUT_SMART', [...listenerKeys, ...scriptKeys, ...outboundSmartKeys]],
  ['SECURITY_IN_LOCAL', [...scriptKeys, ...localInboundKeys]],
]);

/** The keys of the product for a type of module, those that are properties here among them; `*` stands for any ending. */
export function acceptedKeys(moduleType: string): readonly string[] {
  return productKeys.get(moduleType) ?? [];
}

/** Keys that no property claimed. Neither kind stops the start; both are warned about once. */
export interface UnclaimedKeys {
  /** Keys of the product that have no effect here. */
  readonly withoutEffect: readonly string[];
  /** Keys that nobody knows: most likely a slip of the pen. */
  readonly unknown: readonly string[];
}

/** Sorts the unclaimed keys of a module, as {@link bindOptions} reports them, into those the product knows and the rest. */
export function sortUnknownKeys(moduleType: string, keys: readonly string[]): UnclaimedKeys {
  const known = acceptedKeys(moduleType);
  const prefix = `${moduleType.toLowerCase()}.`;
  const isKnown = (key: string): boolean =>
    known.some((pattern) => matches(pattern, key.startsWith(prefix) ? key.slice(prefix.length) : key));
  return { withoutEffect: keys.filter(isKnown), unknown: keys.filter((key) => !isKnown(key)) };
}

/** One warning for each kind that occurs, naming the keys; none when every key is claimed. */
export function unknownKeyWarnings(moduleId: string, keys: UnclaimedKeys): readonly string[] {
  const listed = (names: readonly string[]): string =>
    names.map((name) => `module.${moduleId}.config.${name}`).join(', ');
  return [
    ...(keys.withoutEffect.length > 0
      ? [`These properties are accepted and have no effect: ${listed(keys.withoutEffect)}`]
      : []),
    ...(keys.unknown.length > 0
      ? [`These properties are unknown and ignored; check their spelling: ${listed(keys.unknown)}`]
      : []),
  ];
}

function matches(pattern: string, key: string): boolean {
  return pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern;
}
