import { foreignNode } from '#protocol/administration/foreign-node';
import type { ModuleKey } from '#protocol/administration/module-key';
import { readSeedList, type ReadSeedList } from '#protocol/administration/seed-list';
import { readServerJson } from '#protocol/server/read-server';
import { serverProblems, type ServerRules } from '#protocol/server/server-problems';
import { serverWarnings } from '#protocol/server/server-warnings';
import { issuerKey, type NewServer } from '#protocol/server/server';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { SeedServer } from './server-seeding.port.js';

/**
 * Reads `{"servers": [...]}` (product reference 13) and reports all mistakes together, as far as they show without the database. What is archived
 * is left out.
 * @param seed the parsed file, variables already substituted
 */
export function readSeedServers(seed: unknown, module: ModuleKey, rules: ServerRules): ReadSeedList<SeedServer> {
  const read = readSeedList(seed, { list: 'servers', nameField: 'issuer' }, (json) => {
    const { server, pid, unknownFields, problems } = readServerJson(json, module);
    const { issuer } = server.settings;
    return {
      entry: { ...server, settings: { ...server.settings, ...module }, ...(pid !== undefined && { pid }) },
      ...{ name: issuer, key: issuerKey(issuer), unknownFields },
      problems: [...problems, ...serverProblems(server, rules), ...foreignModule(server, module)],
      warnings: [...foreignNode(server.settings.nodeId, module.nodeId), ...warningsOf(server)],
    };
  });
  return { ...read, entries: read.entries.filter(({ archivedAt }) => archivedAt === undefined) };
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
