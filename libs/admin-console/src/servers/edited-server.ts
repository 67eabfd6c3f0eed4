import type {
  AdministeredServer,
  ServerAdministration,
  ServerKey,
} from '#oidc-server-definition/server-administration.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { EditedThing, Saved } from '../editing/edited-thing.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { serverFields } from './server-fields.js';
import { serverPath } from './server-paths.js';

const CRUMBS = [{ label: 'OpenID Connect Servers', href: '/servers' }];

/** A definition that is there, to be edited. */
export function editedServer(
  servers: ServerAdministration,
  { author }: Pick<ConsoleVisit, 'author'>,
  at: ServerKey,
  { json, version }: AdministeredServer,
): EditedThing {
  const name = serverName(json);
  return {
    head: { title: name, section: '/servers', crumbs: [...CRUMBS, { label: name, href: serverPath(at) }] },
    specs: serverFields,
    stored: { json, version },
    action: serverPath(at, '/edit'),
    cancel: serverPath(at),
    api: { method: 'PUT', path: `/openid-connect-servers/${at.nodeId}/${at.moduleId}/${String(at.pid)}` },
    command: 'gatehouse apply entry.json',
    check: checkOf(servers, author, at),
    save: async (entry, { ifVersions, ...rest }): Promise<Saved> => {
      // A field that was emptied takes the secret away; left out it would stay.
      const body = 'tokenIntrospectionClientSecret' in entry ? entry : { ...entry, tokenIntrospectionClientSecret: '' };
      const saved = await servers.replace(at, body, { author, ...rest, ...(ifVersions && { ifVersions }) });
      return 'server' in saved ? { kind: saved.kind, at: serverPath(at), warnings: saved.warnings } : saved;
    },
  };
}

/** A definition that is to be made. */
export function newServer(
  servers: ServerAdministration,
  { author }: Pick<ConsoleVisit, 'author'>,
  module: ModuleKey,
): EditedThing {
  return {
    head: { title: `New server for ${module.moduleId}`, section: '/servers', crumbs: CRUMBS },
    lead: 'The issuer is enough where its discovery document says the rest.',
    specs: serverFields,
    action: `/servers/new/${encodeURIComponent(module.moduleId)}`,
    cancel: '/servers',
    api: { method: 'POST', path: `/openid-connect-servers/${module.nodeId}/${module.moduleId}` },
    command: 'gatehouse import entry.json',
    check: checkOf(servers, author, module),
    save: async (entry): Promise<Saved> => {
      const saved = await servers.create(module, entry, author);
      if (!('server' in saved)) return saved;
      return { kind: 'created', at: serverPath({ ...module, pid: saved.server.pid }), warnings: saved.warnings };
    },
  };
}

/** What a definition is called. */
export function serverName(json: AdministeredServer['json']): string {
  const { name, issuer } = json;
  return typeof name === 'string' && name !== '' ? name : String(issuer);
}

function checkOf(
  servers: ServerAdministration,
  author: ConsoleVisit['author'],
  { nodeId, moduleId }: ModuleKey,
): EditedThing['check'] {
  return async (json, expectedVersion) => {
    const entry = { json: { ...json, nodeId, moduleId }, ...(expectedVersion !== undefined && { expectedVersion }) };
    const [outcome] = await servers.upsert([entry], { mode: 'apply', dryRun: true, author });
    if (outcome === undefined) throw new Error('A check of one definition had no outcome.');
    if (outcome.kind !== 'stale' || expectedVersion !== 0) return outcome;
    const problem = { field: 'issuer', problem: 'has a definition in this module already', remedy: 'Change that one' };
    return { kind: 'refused', problems: [problem], unknownFields: [], warnings: [] };
  };
}
