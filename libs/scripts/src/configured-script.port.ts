/** What a module lets its scripts do, and how much of it. */
export interface ScriptSettings {
  readonly nodeId: string;
  readonly moduleId: string;
  /** `ecmascript_module`: the source is an ES module. */
  readonly isModule: boolean;
  /** Milliseconds that a run may compute, time in calls of the host not counted (ruling 36). */
  readonly computeMillis: number;
  /** Milliseconds that a run may take in all, the wait for a free thread included. */
  readonly totalMillis: number;
  /** Hosts that `Http` may call, as the egress policy writes them; none = no network (V-99). */
  readonly allowedHosts: readonly string[];
  /** FHIR server of the `Fhir` API; absent = the API is not available (reference 9.2). */
  readonly fhirBase?: string;
  /** Scripts may give power over the server; absent: they may not (V-99). */
  readonly mayAdminister?: true;
  /** Absent: sessions are not recorded. */
  readonly recording?: { readonly retentionHours: number };
}

/** Where the source of a script is. */
export type ScriptSource =
  | { readonly kind: 'text'; readonly text: string }
  /** `file:…` or `classpath:…`; read again when the file has changed. */
  | { readonly kind: 'file'; readonly location: string }
  /** A script of the library, in the version that is active at the moment of the call. */
  | { readonly kind: 'library'; readonly scriptId: string };

/** A script as a module or a server definition names it. */
export interface ConfiguredScript {
  /** What people know it by, in logs and positions: `classpath:launch.js`, `post_authorize_script.text`, `library:launch`. */
  readonly name: string;
  readonly source: ScriptSource;
  readonly settings: ScriptSettings;
}

/** A run that asks the server for something. */
export interface ScriptAsker {
  /** What people know the script by. */
  readonly script: string;
  readonly functionName: string;
  readonly occasion?: ScriptOccasion;
}

/** What a run belongs to, so that its record is found beside the decisions of the same flow. */
export interface ScriptOccasion {
  readonly flowId?: string;
  readonly grantId?: string;
  readonly jti?: string;
  readonly clientId?: string;
  readonly username?: string;
  readonly remoteAddress?: string;
}
