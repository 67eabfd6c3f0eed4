/**
 * Under which source people are known whom an OpenID Connect server vouches for. Which of the module's servers it was, its issuer says: a definition
 * that is archived and made again is of the same people (V-28). @param moduleId of the definition
 */
export function personSource(moduleId: string): string {
  return `oidc:${moduleId}`;
}

/** The same of its clients that act for themselves. */
export function clientSource(moduleId: string): string {
  return `oidc-client:${moduleId}`;
}

/** Of practitioners whom clients of a module bring (CODAP): the issuer says whose they are. @param moduleId of the SMART outbound module */
export function codapSource(moduleId: string): string {
  return `codap:${moduleId}`;
}
