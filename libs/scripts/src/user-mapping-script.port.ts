/** What another server says of a person, and the script that makes a name here of it. */
export interface UserMappingCall {
  /** Text of the script. */
  readonly source: string;
  /** `theOidcUserInfoMap`: claims of the ID token and of the userinfo document. */
  readonly userInfo: Readonly<Record<string, unknown>>;
  /** `theServerInfo`: the fields of the definition, without its secret, scripts and keys. */
  readonly server: Readonly<Record<string, unknown>>;
}

/** The user mapping script of a server definition (`federationUserMappingScriptText`). */
export interface UserMappingScript {
  /**
   * `getUserName`: the local name of an external user.
   * @throws Error the script failed, gave no text, or there is no engine to run it: nobody signs in (ruling 53)
   */
  getUserName(call: UserMappingCall): Promise<string>;
}

/** DI token of {@link UserMappingScript}. */
export const USER_MAPPING_SCRIPT = Symbol('UserMappingScript');
