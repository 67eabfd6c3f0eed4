import type { ModuleKey } from '#protocol/administration/module-key';
import { entryPlace } from '#protocol/json/entry-place';
import { readServerJson, type ReadServer } from '#protocol/server/read-server';
import { serverProblems, type ServerRules } from '#protocol/server/server-problems';
import { serverWarnings } from '#protocol/server/server-warnings';
import { issuerKey, type NewServer } from '#protocol/server/server';
import type { FieldProblem } from '#protocol/user/json-fields';

/** A seed file read; with problems nothing of it is used. */
export interface ReadSeedServers {
  readonly servers: readonly NewServer[];
  /** Fields that nobody reads, with their place. */
  readonly unknownFields: readonly string[];
  readonly problems: readonly FieldProblem[];
  /** What does not do what it seems to do. */
  readonly warnings: readonly FieldProblem[];
}

const NO_LIST: FieldProblem = {
  field: 'servers',
  problem: 'is missing or no list',
  remedy: 'Write {"servers": [ … ]}.',
};

/**
 * Reads `{"servers": [...]}` (product reference 13) and reports all mistakes together, as far as they show without the database.
 * @param seed the parsed file, variables already substituted
 */
export function readSeedServers(seed: unknown, module: ModuleKey, rules: ServerRules): ReadSeedServers {
  const { servers: list, ...others } = (seed ?? {}) as { readonly servers?: unknown };
  if (!Array.isArray(list)) return { servers: [], unknownFields: [], problems: [NO_LIST], warnings: [] };
  const read = list.map((item) => readServerJson(item, module));
  const issuers = read.map(({ server }) => issuerKey(server.settings.issuer));
  const at = (index: number, findings: readonly FieldProblem[]): readonly FieldProblem[] =>
    findings.map((each) => ({ ...each, field: placeOf(read, index, each.field) }));
  return {
    servers: read
      .filter(({ server }) => server.archivedAt === undefined)
      .map(({ server }) => ({ ...server, settings: { ...server.settings, ...module } })),
    unknownFields: [
      ...Object.keys(others),
      ...read.flatMap(({ unknownFields }, index) => unknownFields.map((name) => placeOf(read, index, name))),
    ],
    problems: read.flatMap((each, index) =>
      at(index, [
        ...each.problems,
        ...serverProblems(each.server, rules),
        ...foreignModule(each.server, module),
        ...repetition(issuers, index),
      ]),
    ),
    warnings: read.flatMap(({ server }, index) => at(index, warningsOf(server))),
  };
}

/** `servers[2] (https://idp.example.org).name`. */
function placeOf(read: readonly ReadServer[], index: number, field: string): string {
  return entryPlace('servers', index, read[index]?.server.settings.issuer ?? '', field);
}

function warningsOf({ settings, secret, archivedAt }: NewServer): readonly FieldProblem[] {
  if (archivedAt !== undefined)
    return [{ field: 'archivedAt', problem: 'is set, so the entry is left out', remedy: 'Remove the entry' }];
  const hasSecret = secret.kind === 'set' || secret.kind === 'pending';
  const masked = { field: 'tokenIntrospectionClientSecret', problem: 'was left out of the export, so there is none' };
  return [
    ...(secret.kind === 'masked' ? [{ ...masked, remedy: 'Write the secret, or a variable' }] : []),
    ...serverWarnings({ settings, hasSecret }),
  ];
}

function foreignModule({ settings }: NewServer, { moduleId }: ModuleKey): readonly FieldProblem[] {
  if (settings.moduleId === moduleId) return [];
  const problem = `is "${settings.moduleId}", but the file is loaded by ${moduleId}`;
  return [{ field: 'moduleId', problem, remedy: 'Leave it out, or load the file by that module' }];
}

function repetition(issuers: readonly string[], index: number): readonly FieldProblem[] {
  const issuer = issuers[index] ?? '';
  if (issuer === '' || issuers.indexOf(issuer) === index) return [];
  return [{ field: 'issuer', problem: 'stands in the file twice', remedy: 'Keep one of the two' }];
}
