/**
 * How the addresses of a listener of the admin API begin, below its context path. An address that an operator chooses begins otherwise, or it would take
 * the place of an endpoint. A test holds the list against the router.
 */
export const ownFirstParts = [
  'audit-log',
  'keystores',
  'module-config',
  'openapi.json',
  'openid-connect-clients',
  'openid-connect-servers',
  'openid-connect-sessions',
  'runtime-status',
  'script-bench',
  'script-engine',
  'scripts',
  'skin-modules',
  'skins',
  'swagger-ui',
  'swagger-ui.html',
  'user-management',
] as const;
