import type { ModuleKey } from '#protocol/administration/module-key';

/** A module as it is kept: what was written about it, without what the environment overrides. */
export interface StoredModule extends ModuleKey {
  readonly type: string;
  /** Values by key, without `module.<id>.config.`; secrets in clear. */
  readonly options: ReadonlyMap<string, string>;
  /** Module id by dependency, such as `SECURITY_IN_UP`. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** 0 for a module of the property file. */
  readonly version: number;
}
