import { foreignNode } from '#protocol/administration/foreign-node';
import { readSeedList, type ReadSeedList, type SeedMode } from '#protocol/administration/seed-list';
import { readClientJson } from '#protocol/client/client-json';
import { definitionProblems } from '#protocol/client/client-metadata';
import type { NewClient } from '#protocol/client/new-client';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { clientWarnings } from './client-warnings.js';
import {
  costlyHashProblem,
  missingSecrets,
  withHashesRecognised,
  withoutMissingSecrets,
} from './seed-client-secrets.js';

type Instance = Pick<OutboundSmartInstance, 'nodeId' | 'moduleId' | 'options'>;

/**
 * Reads `{"clients": [...]}` (product reference 13) and reports all mistakes together, as far as they show without the database.
 * @param seed the parsed file, variables already substituted
 */
export function readSeedClients(
  seed: unknown,
  { nodeId, moduleId, options }: Instance,
  mode: SeedMode,
): ReadSeedList<NewClient> {
  return readSeedList(seed, { list: 'clients', nameField: 'clientId' }, (json) => {
    const read = readClientJson(json, { nodeId, moduleId });
    const client = withHashesRecognised(read.client);
    return {
      entry: { ...withoutMissingSecrets(client, mode), nodeId, moduleId },
      name: client.clientId,
      unknownFields: read.unknownFields,
      problems: [
        ...read.problems,
        ...definitionProblems(client),
        ...costlyHashes(client, options),
        ...foreignModule(client, moduleId),
      ],
      warnings: [
        ...read.warnings,
        ...foreignNode(client.nodeId, nodeId),
        ...missingSecrets(client, mode),
        ...clientWarnings(client, options),
      ],
    };
  });
}

function costlyHashes({ clientSecrets }: NewClient, { clients }: Instance['options']): readonly FieldProblem[] {
  return clientSecrets.flatMap((secret, place) => costlyHashProblem(secret, place, clients.secretEncoding) ?? []);
}

function foreignModule(client: NewClient, moduleId: string): readonly FieldProblem[] {
  if (client.moduleId === moduleId) return [];
  return [
    {
      field: 'moduleId',
      problem: `is "${client.moduleId}", but the file is loaded by ${moduleId}`,
      remedy: 'Leave it out, or load the file by that module.',
    },
  ];
}
