/** Fields of server definitions that hold a script. */
export type ServerScriptField = 'federationAuthScriptText' | 'federationUserMappingScriptText';

/** A script of a definition of another OpenID Connect server. */
export interface ServerScriptName {
  /** That the definition is of. */
  readonly moduleId: string;
  /** With or without a slash at its end. */
  readonly issuer: string;
  readonly field: ServerScriptField;
}

/** Scripts that stand in server definitions, for the bench. */
export interface ServerScripts {
  /** The source; undefined = there is no such definition, or no script in it. */
  find(name: ServerScriptName): Promise<string | undefined>;
}

/** DI token of {@link ServerScripts}; provided by the library whose modules sign people in at other servers. */
export const SERVER_SCRIPTS = Symbol('ServerScripts');
