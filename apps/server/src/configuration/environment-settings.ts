import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEncryptionKey } from '#keystore/sealing/encryption-key';
import { readOrCreateKeyFile } from '#keystore/sealing/encryption-key-file';
import type { ConfigurationProblem } from '#module-config/property.port';
import { dataFolderProblems } from './data-folder.js';

/** The environment as the process has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What only variables of the environment say. */
export interface EnvironmentSettings {
  /** Folder of the embedded database and of the encryption key. */
  readonly dataDirectory: string;
  /** An external PostgreSQL; the embedded one when absent. */
  readonly databaseUrl?: string;
  /** 32 bytes: of the variable, else of the key file in the data folder; absent before the first start has made one. */
  readonly encryptionKey?: Buffer;
  /** 0 for any free port. */
  readonly healthPort: number;
}

/** Settings, to be used only when there are no problems. */
export interface ReadEnvironmentSettings {
  readonly settings: EnvironmentSettings;
  readonly problems: readonly ConfigurationProblem[];
}

type ReadValue<Name extends keyof EnvironmentSettings> = {
  readonly value: EnvironmentSettings[Name];
  readonly problems: readonly ConfigurationProblem[];
};

const DEFAULT_HEALTH_PORT = 9500;

/** @param workingFolder what a relative data folder starts from */
export async function readEnvironmentSettings(
  environment: Environment,
  workingFolder: string,
): Promise<ReadEnvironmentSettings> {
  const dataDirectory = resolve(workingFolder, environment.GATEHOUSE_DATA ?? 'data');
  const health = readHealthPort(environment);
  const database = readDatabaseUrl(environment);
  const keyFile = keyFileIn(dataDirectory);
  const key = await readEncryptionKey(environment, keyFile);
  const makesKey = environment.GATEHOUSE_ENCRYPTION_KEY === undefined && !existsSync(keyFile);
  const mustWrite = makesKey || (environment.DATABASE_URL ?? '') === '';
  const folder = dataFolderProblems(dataDirectory, { mustWrite });
  return {
    settings: {
      dataDirectory,
      healthPort: health.value,
      ...(database.value !== undefined && { databaseUrl: database.value }),
      ...(key.value !== undefined && { encryptionKey: key.value }),
    },
    problems: [...folder, ...health.problems, ...database.problems, ...key.problems],
  };
}

/** Where the encryption key lies that no variable names. */
export function keyFileIn(dataDirectory: string): string {
  return join(dataDirectory, 'encryption.key');
}

function readHealthPort({ GATEHOUSE_HEALTH_PORT: written }: Environment): ReadValue<'healthPort'> {
  if (written === undefined || written === '') return { value: DEFAULT_HEALTH_PORT, problems: [] };
  const value = Number(written);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return { value, problems: [] };
  const problem = `"${written}" is no port`;
  const remedy = 'Write a whole number from 1 to 65535.';
  return { value: DEFAULT_HEALTH_PORT, problems: [{ key: 'GATEHOUSE_HEALTH_PORT', problem, remedy }] };
}

/** PostgreSQL's own form; the value may hold a password and is not repeated. */
function readDatabaseUrl({ DATABASE_URL: written = '' }: Environment): ReadValue<'databaseUrl'> {
  if (written === '') return { value: undefined, problems: [] };
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url !== undefined && /^postgres(?:ql)?:$/.test(url.protocol) && url.pathname.length > 1)
    return { value: written, problems: [] };
  const problem = 'is not the address of a PostgreSQL database';
  const remedy = 'Write postgres://user:password@host:5432/database, special characters percent-encoded.';
  return { value: undefined, problems: [{ key: 'DATABASE_URL', problem, remedy }] };
}

/** A key that is there is checked now: a database that was started for nothing would only delay the bad news. */
async function readEncryptionKey(
  { GATEHOUSE_ENCRYPTION_KEY: written }: Environment,
  file: string,
): Promise<ReadValue<'encryptionKey'>> {
  const key = written === undefined ? file : 'GATEHOUSE_ENCRYPTION_KEY';
  try {
    if (written !== undefined) return { value: parseEncryptionKey(written, 'this variable'), problems: [] };
    return { value: existsSync(file) ? await readOrCreateKeyFile(file) : undefined, problems: [] };
  } catch (error) {
    const remedy =
      'Give the key this database was first used with; for a new database leave it out, and one is made in the data folder.';
    return { value: undefined, problems: [{ key, problem: (error as Error).message, remedy }] };
  }
}
