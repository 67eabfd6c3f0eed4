import type { DefinedModule } from '#module-config/stored-by-definition.port';

/** What the composition root knows and scripts depend on. */
export interface ScriptSurroundings {
  readonly nodeId: string;
  /** Of the process's own variables those whose names start with `JS_`: all that `Environment.getEnv` gives. */
  readonly environment: Readonly<Record<string, string>>;
  readonly files: ScriptFiles;
  /** The modules that name a script of the library, whether they run or not; one that runs otherwise than it is defined counts twice. */
  modulesNaming(scriptId: string): Promise<readonly DefinedModule[]>;
  /** Whether the scripts of a module are ES modules, as it is defined now; undefined where there is no such module. */
  isEcmaScript(moduleId: string): Promise<boolean | undefined>;
  /** Whether a module names a script, so that one will run soon. Never rejects. */
  hasScripts(): Promise<boolean>;
}

/** Files by location, such as `classpath:launch.js`. */
export interface ScriptFiles {
  /**
   * Changes whenever the file does.
   * @throws Error — there is no such file; the message is for the operator
   */
  stamp(location: string): Promise<string>;
  /** @throws Error — it cannot be read; the message is for the operator */
  read(location: string): Promise<Uint8Array>;
}

/** DI token of {@link ScriptSurroundings}. */
export const SCRIPT_SURROUNDINGS = Symbol('ScriptSurroundings');
