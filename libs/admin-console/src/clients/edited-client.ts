import type { ClientAdministration } from '#outbound-smart/clients/client-administration.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import { randomId } from '#protocol/random';
import { isJsonObject, type JsonObject } from '#protocol/json/json-object';
import type { EditedThing, Saved } from '../editing/edited-thing.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { clientFields } from './client-fields.js';
import { fieldsFor, isPublic, type ClientKind } from './client-kinds.js';
import { clientApiPath, clientPath, type ClientAt } from './client-paths.js';

type Stored = NonNullable<EditedThing['stored']>;

/** A client that is there, to be edited. */
export function editedClient(
  clients: ClientAdministration,
  { author }: Pick<ConsoleVisit, 'author'>,
  at: ClientAt,
  stored: Stored,
): EditedThing {
  const name = textOf(stored.json['clientName']) ?? at.clientId;
  return {
    head: { title: name, section: '/clients', crumbs: crumbs(at, name) },
    specs: clientFields.filter((spec) => spec.name !== 'clientId'),
    stored,
    action: clientPath(at, '/edit'),
    cancel: clientPath(at),
    api: { method: 'PUT', path: clientApiPath(at) },
    command: 'gatehouse apply entry.json',
    check: async (json, expectedVersion) => {
      const entry = { json: withSecrets(json, stored.json), ...(expectedVersion !== undefined && { expectedVersion }) };
      const [outcome] = await clients.importBatch([entry], {
        mode: 'apply',
        dryRun: true,
        author,
        defaultModuleId: at.moduleId,
      });
      if (outcome === undefined) throw new Error('A check of one client had no outcome.');
      return outcome;
    },
    save: async (json, options) => {
      const saved = await clients.replace(at, json, { author, ...options });
      return 'client' in saved ? { kind: saved.kind, at: clientPath(at), warnings: saved.warnings } : saved;
    },
  };
}

/** A client that is to be made. */
export function newClient(
  clients: ClientAdministration,
  { author }: Pick<ConsoleVisit, 'author'>,
  module: ModuleKey,
  kind: ClientKind,
  from?: JsonObject,
): EditedThing {
  const action = `/clients/new/${encodeURIComponent(module.moduleId)}/${kind.id}`;
  return {
    head: {
      title: `New: ${kind.title}`,
      section: '/clients',
      crumbs: [{ label: 'OpenID Connect Clients', href: '/clients' }],
    },
    lead: kind.detail,
    specs: fieldsFor(kind, clientFields),
    preset: from ?? kind.preset,
    action,
    cancel: '/clients',
    api: { method: 'POST', path: `/openid-connect-clients/${module.nodeId}/${module.moduleId}` },
    command: 'gatehouse import entry.json',
    check: async (json) => {
      // The secret that will be made is not there yet: one like it stands for it.
      const secrets = kind.getsSecret ? { clientSecrets: [{ secret: randomId() + randomId() }] } : {};
      const entry = { json: { ...json, ...module, ...secrets }, expectedVersion: 0 };
      const [outcome] = await clients.importBatch([entry], {
        mode: 'import',
        dryRun: true,
        author,
        defaultModuleId: module.moduleId,
      });
      if (outcome === undefined) throw new Error('A check of one client had no outcome.');
      if (outcome.kind === 'stale')
        return {
          kind: 'refused',
          problems: [{ field: 'clientId', problem: 'is taken', remedy: 'Choose another one' }],
          unknownFields: [],
          warnings: [],
        };
      return outcome;
    },
    save: async (json): Promise<Saved> => {
      const made = kind.getsSecret
        ? await clients.createWithGeneratedSecret(module, json, author)
        : await clients.create(module, json, author);
      if (made.kind !== 'created') return made;
      const at = clientPath({ ...module, clientId: textOf(made.client.json['clientId']) ?? '' });
      const generated =
        made.generatedSecret === undefined ? {} : { generated: { label: 'Its secret', text: made.generatedSecret } };
      return { kind: 'created', at, warnings: made.warnings, ...generated };
    },
  };
}

/** What stands above a client's pages. */
export function crumbs(at: Pick<ClientAt, 'moduleId' | 'clientId'>, name: string) {
  return [
    { label: 'OpenID Connect Clients', href: '/clients' },
    { label: name, href: clientPath(at) },
  ];
}

/** Why a secret is unwise for this client; undefined where it is not (ruling 22). */
export function secretWarning(json: JsonObject): string | undefined {
  if (!isPublic(json)) return undefined;
  return 'This app is a public one: people have it in their hands, in a browser or on a device, and whatever is in it they can read. A secret proves nothing there. Add one only if the app has a server of its own that keeps it.';
}

/** In an apply a client without the member would lose its secrets. */
function withSecrets(json: JsonObject, stored: JsonObject): JsonObject {
  const secrets = stored['clientSecrets'];
  return Array.isArray(secrets) && secrets.every(isJsonObject) ? { ...json, clientSecrets: secrets } : json;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
