import type { BulkNotes } from '#protocol/administration/bulk-change';
import { foreignNode } from '#protocol/administration/foreign-node';
import type { ModuleKey } from '#protocol/administration/module-key';
import { readClientJson } from '#protocol/client/client-json';
import type { ClientDefinition } from '#protocol/client/client';
import type { NewClient, NewClientSecret } from '#protocol/client/new-client';
import { isJsonObject } from '#protocol/json/json-object';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { settingsOf } from '../client-change.js';

/** What somebody wants a client to be. */
export interface ClientWish extends BulkNotes {
  readonly instance: OutboundSmartInstance;
  readonly client: NewClient;
  /** Without the member the secrets stay as they are; an empty list removes them. */
  readonly namesSecrets: boolean;
  /** The internal id that the JSON claims. */
  readonly pid?: unknown;
  /** The version that was seen; 0 = there was none. */
  readonly expectedVersion?: number;
  readonly problems: readonly FieldProblem[];
}

/** Texts of one client that are hashed by one change, each of which costs a good part of a second. */
const MOST_TEXTS = 10;

/**
 * Reads a client that is meant for one place; what the JSON says against that is a problem, because the author may mean another client.
 * @param clientId absent where the JSON alone says it
 */
export function readClientWish(json: unknown, instance: OutboundSmartInstance, clientId?: string): ClientWish {
  const { nodeId, moduleId } = instance;
  const wish = readWish(json, instance);
  const place = { nodeId, moduleId, ...(clientId !== undefined && { clientId }) };
  return { ...wish, problems: [...wish.problems, ...contradictions(wish.client, place)] };
}

/** Reads a client from elsewhere, where the node may have had another name. */
export function readForeignWish(json: unknown, instance: OutboundSmartInstance): ClientWish {
  const wish = readWish(json, instance);
  return { ...wish, warnings: [...wish.warnings, ...foreignNode(wish.client.nodeId, instance.nodeId)] };
}

/** A client as it is: what a change of one thing starts from. */
export function wishForStored(stored: ClientDefinition, instance: OutboundSmartInstance): ClientWish {
  const client = { ...settingsOf(stored), clientSecrets: [] };
  return { instance, client, namesSecrets: false, unknownFields: [], warnings: [], problems: [] };
}

/** The wish with these secrets for all there are. */
export function withSecrets(wish: ClientWish, clientSecrets: readonly NewClientSecret[]): ClientWish {
  return { ...wish, client: { ...wish.client, clientSecrets }, namesSecrets: true };
}

/** Which module a client is for, as far as its JSON says. */
export function moduleNamedBy(json: unknown): string | undefined {
  const moduleId = isJsonObject(json) ? json['moduleId'] : undefined;
  return typeof moduleId === 'string' && moduleId !== '' ? moduleId : undefined;
}

function readWish(json: unknown, instance: OutboundSmartInstance): ClientWish {
  const { nodeId, moduleId } = instance;
  const members = isJsonObject(json) ? json : {};
  const read = readClientJson(json, { nodeId, moduleId });
  return {
    instance,
    ...read,
    problems: [...read.problems, ...tooManyTexts(read.client)],
    namesSecrets: (members['clientSecrets'] ?? '') !== '',
    pid: members['pid'],
  };
}

function contradictions(client: NewClient, place: Partial<ModuleKey> & { clientId?: string }): FieldProblem[] {
  return Object.entries(place).flatMap(([field, meant]) => {
    const said = client[field as keyof typeof place];
    if (said === meant || said === '') return [];
    return [
      { field, problem: `is not "${meant}", to which the change is meant`, remedy: 'Leave it out, or correct it' },
    ];
  });
}

function tooManyTexts({ clientSecrets }: NewClient): FieldProblem[] {
  if (clientSecrets.filter(({ secret }) => secret !== undefined).length <= MOST_TEXTS) return [];
  const problem = `has more than ${String(MOST_TEXTS)} secrets that must be hashed`;
  return [
    { field: 'clientSecrets', problem, remedy: 'Give their hashes as secretHash, or set them by several changes' },
  ];
}
