import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { propertiesFromEnvironment } from '#module-config/environment-override';
import { moduleDefinitions, type ModuleDefinitions } from '#module-config/module-definitions';
import type { ConfigurationProblem } from '#module-config/property.port';
import { parseProperties } from '#module-config/property-file';
import type { Environment } from './environment-settings.js';

/** The properties as written, and where. */
export interface PropertySource {
  /** Folder of the property file: what `classpath:` means. */
  readonly folder: string;
  /** Absent where there is no file to read. */
  readonly definitions?: ModuleDefinitions;
  /** The lines of the file by key, as it is now; as it was where it cannot be read any more. */
  readonly readAgain: () => ReadonlyMap<string, string>;
  /** What the environment says above the file, by key. */
  readonly overrides: ReadonlyMap<string, string>;
  /** Line numbers of keys that blanks alone separate from their value. */
  readonly withoutSign: ReadonlyMap<string, number>;
  /** What is wrong with the file as such. */
  readonly problems: readonly ConfigurationProblem[];
  readonly warnings: readonly ConfigurationProblem[];
}

/** Reads the property file and the variables of the environment that stand above it (ruling 55). */
export function readPropertySource(environment: Environment, workingFolder: string): PropertySource {
  const file = resolve(workingFolder, environment.GATEHOUSE_CONFIG ?? 'config/gatehouse.properties');
  const folder = dirname(file);
  const overrides = propertiesFromEnvironment(environment);
  const text = readText(file);
  const none = new Map<string, string>();
  if (typeof text !== 'string')
    return { folder, overrides, readAgain: () => none, withoutSign: new Map(), problems: [text], warnings: [] };
  const { properties, lines, withoutSign, ...found } = parseProperties(text);
  const definitions = moduleDefinitions(properties, overrides);
  const prose = new Map([...lines].filter(([key]) => withoutSign.has(key)));
  return { folder, overrides, definitions, withoutSign: prose, readAgain: () => readAgain(file, properties), ...found };
}

function readAgain(file: string, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const text = readText(file);
  return typeof text === 'string' ? parseProperties(text).properties : before;
}

function readText(file: string): string | ConfigurationProblem {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? `there is no file ${file}` : `${file} cannot be read (${String(code)})`;
    return { key: 'GATEHOUSE_CONFIG', problem, remedy: 'Name an existing property file.' };
  }
}
