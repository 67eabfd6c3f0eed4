/** Under which source people are known whom a defined OpenID Connect server vouches for. @param pid of the definition */
export function personSource(pid: number): string {
  return `oidc:${String(pid)}`;
}

/** The same of its clients that act for themselves. */
export function clientSource(pid: number): string {
  return `${personSource(pid)}:client`;
}
