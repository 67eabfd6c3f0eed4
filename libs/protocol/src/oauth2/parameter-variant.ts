/** The parameters this server gives a meaning to at any of its OAuth endpoints. */
const knownParameters: ReadonlySet<string> = new Set([
  ...['response_type', 'response_mode', 'client_id', 'client_secret', 'redirect_uri', 'scope', 'state', 'nonce'],
  ...[
    'aud',
    'audience',
    'resource',
    'launch',
    'prompt',
    'max_age',
    'login_hint',
    'id_token_hint',
    'ui_locales',
    'acr_values',
    'authorization_details',
    'claims',
  ],
  ...[
    'request',
    'request_uri',
    'code_challenge',
    'code_challenge_method',
    'code_verifier',
    'dpop_jkt',
    'grant_type',
    'code',
  ],
  ...['refresh_token', 'assertion', 'client_assertion', 'client_assertion_type', 'username', 'password'],
  ...['token', 'token_type', 'token_type_hint', 'post_logout_redirect_uri', 'new_client_secret', 'grace_period_mins'],
]);

/**
 * The known parameter of which `name` is an array or object spelling (`redirect_uri[]`, `code[0]`, `redirect_uri.x`): other parsers
 * would read such a name as that parameter, so that a check and a use could see two values (V-07, V-87).
 * `scope.<name>` is a field of the approval form, not a spelling of `scope`.
 */
export function parameterSpelledAs(name: string): string | undefined {
  const end = name.search(/[[.]/);
  if (end < 1 || name.startsWith('scope.')) return undefined;
  const base = name.slice(0, end);
  return knownParameters.has(base) ? base : undefined;
}
