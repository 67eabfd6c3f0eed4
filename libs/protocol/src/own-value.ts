/** How everything secret begins that this server gives away: each kind in its own way, so that whoever finds a value knows what it is. */
export const OWN_VALUES = {
  gha_: 'cookie of a browser in which nobody is signed in',
  ghb_: 'cookie of a browser session',
  ghc_: 'authorization code',
  ghd_: 'cookie of a browser that is known for an account',
  ghe_: 'registration of a person that waits for its mailed code',
  ghf_: 'state of a sign-in at another server',
  ghi_: 'request that waits for a person',
  ghl_: 'launch value',
  ghm_: 'registration access token',
  ghn_: 'nonce of a sign-in at another server',
  gho_: 'outcome of a sign-in by SAML',
  ghp_: 'forgotten password that waits for its mailed code',
  ghq_: 'request of a sign-in by SAML',
  ghr_: 'refresh token',
  ghs_: 'client secret',
  ght_: 'initial access token',
  ghv_: 'device code',
  ghw_: 'pushed request',
  ghx_: 'value of a form (CSRF)',
  ghz_: 'state of a sign-out at another server',
} as const;

/** How a value of ours may begin. */
export type OwnPrefix = keyof typeof OWN_VALUES;

/** Behind its own prefix a `request_uri` begins like that, too (RFC 9126 §2.2). */
const OWN = /^(?:urn:ietf:params:oauth:request_uri:)?gh[a-z]_/;

/**
 * Whether a text has the form of a value of ours, or of another server like this one. Such a value is worth something to whoever sees it, so that
 * nobody else is asked about it.
 */
export function isOwnValue(text: string): boolean {
  return OWN.test(text);
}
