import type { ConfiguredScript, ScriptOccasion } from './configured-script.port.js';

/** What another server says of a person, and the script that makes a name here of it. */
export interface UserMappingCall {
  readonly script: ConfiguredScript;
  readonly occasion?: ScriptOccasion;
  /** `theOidcUserInfoMap`: claims of the ID token and of the userinfo document. */
  readonly userInfo: Readonly<Record<string, unknown>>;
  /** `theServerInfo`: the fields of the definition, without its secret, scripts and keys. */
  readonly server: Readonly<Record<string, unknown>>;
}

/** The user mapping script of a server definition (`federationUserMappingScriptText`). */
export interface UserMappingScript {
  /**
   * `getUserName`: the local name of an external user.
   * @throws Error the script failed, or gave no text: nobody signs in
   */
  getUserName(call: UserMappingCall): Promise<string>;
}

/** DI token of {@link UserMappingScript}. */
export const USER_MAPPING_SCRIPT = Symbol('UserMappingScript');
