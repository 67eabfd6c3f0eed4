import type { ConfigurationProblem } from '#module-config/property.port';
import { readResource, ResourceLocationError, type ResourceFolders } from '#module-config/resource-location';
import { substituteSeedVariables, type SeedVariables } from '#module-config/seed-variables';
import { seedProblem, type SeedFinding } from './seed-keys.js';

/** What seed files are read with. */
export interface SeedSurroundings {
  readonly mode: 'evaluation' | 'production';
  readonly folders: ResourceFolders;
  readonly variables: SeedVariables;
}

/** What a library makes of the parsed file. */
interface ReadEntries<Entry> {
  readonly entries: readonly Entry[];
  readonly unknownFields: readonly string[];
  readonly problems: readonly SeedFinding[];
  readonly warnings: readonly SeedFinding[];
}

/** A seed file of one module. */
export interface SeedFile<Entry> {
  readonly moduleId: string;
  readonly key: string;
  readonly location: string | undefined;
  readonly read: (seed: unknown) => ReadEntries<Entry>;
}

/** What several files hold, by module id; those without a location are left out. */
export interface ReadFiles<Entry> {
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  readonly problems: readonly { readonly moduleId: string; readonly problem: ConfigurationProblem }[];
  readonly warnings: readonly ConfigurationProblem[];
  /** Names of the system properties that the files refer to. */
  readonly systemProperties: readonly string[];
}

/** Reads the files of one kind and reports whatever shows without the database. */
export async function readEach<Entry>(
  files: readonly SeedFile<Entry>[],
  surroundings: SeedSurroundings,
): Promise<ReadFiles<Entry>> {
  const named = files.filter(({ location = '' }) => location.trim() !== '');
  const read = await Promise.all(named.map(async (file) => ({ file, ...(await readOne(file, surroundings)) })));
  return {
    entries: new Map(read.map(({ file, entries }) => [file.moduleId, entries])),
    problems: read.flatMap(({ file: { moduleId }, problems }) => problems.map((problem) => ({ moduleId, problem }))),
    systemProperties: read.flatMap(({ systemProperties }) => systemProperties),
    warnings: read.flatMap(({ warnings }) => warnings),
  };
}

async function readOne<Entry>({ key, location = '', read }: SeedFile<Entry>, { folders, variables }: SeedSurroundings) {
  try {
    const parsed: unknown = JSON.parse(await readResource(location, folders));
    const { value, problems: unset, systemProperties } = substituteSeedVariables(parsed, variables);
    const { entries, unknownFields, problems, warnings } = read(value);
    return {
      entries,
      systemProperties,
      warnings: [...unknownFieldsWarning(key, unknownFields), ...warnings.map((each) => seedProblem(key, each))],
      problems: [
        ...unset.map((each) => ({ ...each, key: `${key} (${each.key})` })),
        // What is wrong with a text whose variable has no value says nothing of what it will be.
        ...problems
          .filter(({ problem }) => !unset.some((each) => problem.includes(each.key)))
          .map((each) => seedProblem(key, each)),
      ],
    };
  } catch (error) {
    if (!(error instanceof ResourceLocationError || error instanceof SyntaxError)) throw error;
    const remedy = 'Name a readable file that holds JSON.';
    return {
      entries: [],
      warnings: [],
      systemProperties: [],
      problems: [{ key, problem: problemOf(error), remedy }],
    };
  }
}

function unknownFieldsWarning(key: string, names: readonly string[]): readonly ConfigurationProblem[] {
  if (names.length === 0) return [];
  const remedy = 'Check the spelling, or leave them as they are.';
  return [{ key, problem: `unknown fields, ignored: ${names.join(', ')}`, remedy }];
}

/** The text of a JSON error quotes what it stumbled over, which may be a password: only the place is told. */
function problemOf(error: ResourceLocationError | SyntaxError): string {
  if (error instanceof ResourceLocationError) return error.message;
  const place = /line \d+ column \d+/.exec(error.message)?.[0];
  return place === undefined ? 'is not JSON' : `is not JSON (${place})`;
}
