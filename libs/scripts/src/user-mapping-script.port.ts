/** The user mapping script of a server definition (`federationUserMappingScriptText`). */
export interface UserMappingScript {
  /** `getUserName`: the local name of an external user, from the claims the other server gave. */
  getUserName(serverId: string, userInfo: Readonly<Record<string, unknown>>): Promise<string>;
}

/** DI token of {@link UserMappingScript}. */
export const USER_MAPPING_SCRIPT = Symbol('UserMappingScript');
