import { readClientJson } from '#protocol/client/client-json';
import { definitionProblems } from '#protocol/client/client-metadata';
import type { NewClient } from '#protocol/client/new-client';
import { entryPlace } from '#protocol/json/entry-place';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { clientWarnings } from './client-warnings.js';
import type { SeedProblem } from './client-seeding.port.js';
import { missingSecrets, withHashesRecognised, withoutMissingSecrets, type SeedMode } from './seed-client-secrets.js';

/** A seed file read; with problems nothing of it is used. */
export interface ReadSeedClients {
  readonly clients: readonly NewClient[];
  /** Fields that nobody reads, with their place. */
  readonly unknownFields: readonly string[];
  readonly problems: readonly SeedProblem[];
  /** What does not do what it seems to do. */
  readonly warnings: readonly SeedProblem[];
}

type Instance = Pick<OutboundSmartInstance, 'nodeId' | 'moduleId' | 'options'>;

/**
 * Reads `{"clients": [...]}` (product reference 13) and reports all mistakes together, as far as they show without the database.
 * @param seed the parsed file, variables already substituted
 */
export function readSeedClients(seed: unknown, instance: Instance, mode: SeedMode): ReadSeedClients {
  const { clients: list, ...others } = (seed ?? {}) as { readonly clients?: unknown };
  if (!Array.isArray(list)) return { clients: [], unknownFields: [], problems: [NO_LIST], warnings: [] };
  const { nodeId, moduleId, options } = instance;
  const read = list.map((item, index) => {
    const entry = readClientJson(item, { nodeId, moduleId });
    const client = withHashesRecognised(entry.client);
    return { ...entry, client, place: (field: string) => entryPlace('clients', index, client.clientId, field) };
  });
  return {
    clients: read.map(({ client }) => ({ ...withoutMissingSecrets(client, mode), moduleId })),
    unknownFields: [...Object.keys(others), ...read.flatMap(({ unknownFields, place }) => unknownFields.map(place))],
    problems: [
      ...read.flatMap(({ client, problems, place }) =>
        [...problems, ...definitionProblems(client), ...foreignModule(client, moduleId)].map((each) => ({
          ...each,
          field: place(each.field),
        })),
      ),
      ...repeatedIds(read.map(({ client }) => client.clientId)),
    ],
    warnings: read.flatMap(({ client, warnings, place }) =>
      [...warnings, ...missingSecrets(client, mode), ...clientWarnings(client, options)].map((each) => ({
        ...each,
        field: place(each.field),
      })),
    ),
  };
}

const NO_LIST: SeedProblem = {
  field: 'clients',
  problem: 'is missing or no list',
  remedy: 'Write {"clients": [ … ]}.',
};

function foreignModule(client: NewClient, moduleId: string): readonly SeedProblem[] {
  if (client.moduleId === moduleId) return [];
  return [
    {
      field: 'moduleId',
      problem: `is "${client.moduleId}", but the file is loaded by ${moduleId}`,
      remedy: 'Leave it out, or load the file by that module.',
    },
  ];
}

function repeatedIds(ids: readonly string[]): readonly SeedProblem[] {
  const seen = new Set<string>();
  return ids.flatMap((id, index) => {
    const isRepeated = id !== '' && seen.has(id);
    seen.add(id);
    if (!isRepeated) return [];
    return [
      {
        field: entryPlace('clients', index, id, 'clientId'),
        problem: 'stands in the file twice',
        remedy: 'Keep one of the two.',
      },
    ];
  });
}
