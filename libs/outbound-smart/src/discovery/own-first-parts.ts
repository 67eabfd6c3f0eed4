/**
 * How the addresses of a module begin, below its context path. An address that an operator chooses begins otherwise, or it would take the place of
 * an endpoint. A test holds the list against the router.
 */
export const ownFirstParts = [
  '2fa',
  'account',
  'authenticate',
  'authorize',
  'oauth',
  'oauth2',
  'jwk',
  'signin',
  'session',
  'skin-preview',
  'skins',
  'webjars',
  'login',
  'login.do',
  'logout',
  'device',
  'forgot-password',
  'launch',
  'launch-style',
  'register',
  'resources',
  'saml2',
  'totp',
  'user-access-brands',
  'verify-otp',
] as const;
