import { openingPermissions, reviewedPermissions } from './admin-permissions.js';
import type { AdminServer } from './admin-server.js';
import { clientToken } from './endpoint-calls.js';
import { SECRET } from './test-clients.js';

type Json = Readonly<Record<string, unknown>>;

/** What a call is about: something that exists, or in which way it does not. */
export const objects = ['existing', 'other module', 'other node', 'non-existent', 'archived'] as const;
/** What is special about what a call sends. */
export const fields = [
  'nothing',
  'a new name',
  'a permission beyond',
  'an unknown field',
  'another pid',
  'a wrong type',
] as const;

/** A permission that no caller but the superuser holds. */
const BEYOND = 'VIEW_METRICS';

/** One caller of the matrix. */
export interface Role {
  readonly name: string;
  /** Undefined: everything. */
  readonly holds: readonly string[] | undefined;
}

/** One role for each permission that opens a route, beside those who may do nothing and everything. */
export const roles: readonly Role[] = [
  ...openingPermissions.map((permission) => ({ name: `only ${permission}`, holds: ['ACCESS_ADMIN_JSON', permission] })),
  ...openingPermissions.slice(0, 4).map((permission) => ({ name: `gateless ${permission}`, holds: [permission] })),
  { name: 'gate alone', holds: ['ACCESS_ADMIN_JSON'] },
  { name: 'nobody', holds: [] },
  { name: 'superuser', holds: undefined },
];

/** Clients that make the calls of the roles; nobody's has no token. */
export const roleClients = roles.map(({ name, holds }, at) => ({
  ...{ clientId: `role-${String(at)}`, clientName: name, enabled: true, allowedGrantTypes: ['CLIENT_CREDENTIALS'] },
  ...{
    scopes: ['system/*.rs'],
    secretRequired: true,
    clientSecrets: [{ secret: SECRET }],
    accessTokenValiditySeconds: 3_600,
  },
  permissions: (holds ?? ['ROLE_SUPERUSER']).map((permission) => ({ permission })),
}));

/** One cell: who calls what, about which object, sending what. */
export interface Cell {
  readonly role: Role;
  readonly route: string;
  readonly object: (typeof objects)[number];
  readonly field: (typeof fields)[number];
}

/** Every cell of the matrix, or every so many-th of them. */
export function cells(every = 1): readonly Cell[] {
  const all = roles.flatMap((role) =>
    Object.keys(reviewedPermissions).flatMap((route) =>
      objects.flatMap((object) => fields.map((field) => ({ role, route, object, field }))),
    ),
  );
  return all.filter((_cell, at) => at % every === 0);
}

/** What must come of a cell. `answered` is any answer that is neither a refusal of the caller nor "there is no such thing". */
export function expected({ role, route, object, field }: Cell): readonly string[] {
  if (role.name === 'nobody') return ['401'];
  const needed = reviewedPermissions[route] ?? [];
  const { holds } = role;
  if (holds !== undefined && !(holds.includes('ACCESS_ADMIN_JSON') && needed.some((each) => holds.includes(each))))
    return ['403'];
  const isThere = object === 'existing' || (/\/(?:keystores|scripts)\//.test(route) && object === 'other module');
  // Scripts decide who gets what: only people who may do everything change them, and no token of a client is one of them.
  if (/^(?:POST|PUT|DELETE) \/scripts/.test(route)) return [isThere || route === 'POST /scripts' ? '403' : '404'];
  // So does a skin, where people sign in; what is no JAR is refused before that.
  if (/^(?:POST|DELETE) \/skin/.test(route)) return ['403', '404', 'answered'];
  if (route === 'GET /skins/{skin}') return ['404'];
  if (/^GET \/skin-modules\/.*\/(?:history|diagnostics)$/.test(route) && !isThere) return ['404', 'answered'];
  // What was recorded of them neither.
  if (route.includes('/script-bench/re')) return benchVerdicts({ route, object });
  if (!/\{\w+\}/.test(route)) return ['answered'];
  // What is created need not be there.
  if (route.includes('/module-config/') && route.endsWith('/create') && object !== 'other node') return ['answered'];
  // What is no object of the right shape may be refused before anybody looks whether there is such a thing.
  if (!isThere) return /^(?:PUT|POST) /.test(route) && field !== 'nothing' ? ['404', 'answered'] : ['404'];
  const gives =
    field === 'a permission beyond' && /^(?:POST|PUT) \/(?:openid-connect-clients|user-management)\//.test(route);
  return gives && holds !== undefined && !route.endsWith('/generate-secret') ? ['403'] : ['answered'];
}

/** Of routes about recorded sessions: a token without the scope of superusers does not do (V-100). */
function benchVerdicts({ route, object }: Pick<Cell, 'route' | 'object'>): readonly string[] {
  if (route.startsWith('POST ')) return ['403', 'answered'];
  return [object === 'other node' && route.endsWith('{module}') ? '404' : '403'];
}

/** The server's things that the cells are about. */
export class Matrix {
  private constructor(
    private readonly server: AdminServer,
    private readonly tokens: ReadonlyMap<Role, string>,
    private readonly things: Readonly<Record<string, Json>>,
  ) {}

  static async prepare(server: AdminServer): Promise<Matrix> {
    const root = server.as();
    const made = async (path: string, json: Json): Promise<Json> => {
      const { status, body, text } = await root.post<Json>(path, json);
      if (status !== 201) throw new Error(`${path}: ${String(status)} ${text}`);
      return body;
    };
    const clients = '/openid-connect-clients/Master/smart_auth';
    const users = '/user-management/Master/local_security';
    const servers = '/openid-connect-servers/Master/smart_auth';
    const client = {
      enabled: true,
      allowedGrantTypes: ['CLIENT_CREDENTIALS'],
      secretRequired: true,
      scopes: ['system/*.rs'],
    };
    const things = {
      client: await made(clients, {
        ...client,
        clientId: 'matrix',
        clientSecrets: [{ secret: 'the secret of matrix' }],
      }),
      user: await made(users, { username: 'matrix-person', password: 'plain enough words' }),
      server: await made(servers, { issuer: 'https://matrix.example' }),
      keystore: await made('/keystores', { keystoreId: 'matrix' }),
      script: await made('/scripts', { scriptId: 'matrix', source: 'var a;' }),
      goneClient: await made(clients, {
        ...client,
        clientId: 'gone',
        clientSecrets: [{ secret: 'the secret of gone' }],
      }),
      goneUser: await made(users, { username: 'gone-person', password: 'other plain words' }),
      goneServer: await made(servers, { issuer: 'https://gone.example' }),
      module: (await root.get<Json>('/module-config/Master/smart_auth')).body,
    };
    await root.delete(`${clients}/gone`);
    await root.delete(`${users}/${String(things.goneUser['pid'])}`);
    await root.delete(`${servers}/${String(things.goneServer['pid'])}`);
    const tokens = await Promise.all(
      roles.map(
        async (role, at) => [role, (await clientToken(server.issuer, `role-${String(at)}`)).access_token] as const,
      ),
    );
    return new Matrix(server, new Map(tokens), things);
  }

  /** Makes the call of a cell, and tells what came of it. */
  async verdict(cell: Cell, number: number): Promise<string> {
    const [method = '', pattern = ''] = cell.route.split(' ');
    const token = this.tokens.get(cell.role) ?? '';
    const api = this.server.as(cell.role.name === 'nobody' ? 'nobody' : { token });
    const path = pattern.replace(/\{(\w+)\}/g, (_all, name: string) => this.part(name, cell));
    const sendsBody = /^(?:PUT|POST)$/.test(method);
    const isBodiless = /\/(?:start|stop|restart|reload|generate-secret)$/.test(pattern);
    const { status } = await api.call(method, path + this.query(cell), {
      ...(sendsBody && !isBodiless && { body: this.body(cell, number) }),
      // What would end the thing that the other cells are about is asked for in a version that it never has.
      headers: method === 'DELETE' || /\/(?:rotate|generate-secret)$/.test(pattern) ? { 'if-match': '"999999"' } : {},
    });
    if (status >= 500) return String(status);
    return [401, 403, 404].includes(status) ? String(status) : 'answered';
  }

  private part(name: string, { route, object }: Pick<Cell, 'route' | 'object'>): string {
    if (name === 'node') return object === 'other node' ? 'Slave' : 'Master';
    if (name === 'module') return this.moduleOf(route, object);
    if (['number', 'from', 'to'].includes(name)) return '1';
    const kind = route.includes('/user-') ? 'User' : route.includes('servers/') ? 'Server' : 'Client';
    if (name === 'id') return object === 'existing' || object === 'other module' ? 'matrix' : 'nowhere';
    const thing = this.things[object === 'archived' ? `gone${kind}` : kind.toLowerCase()] ?? {};
    return object === 'non-existent' ? '99999' : String(thing[name]);
  }

  private moduleOf(route: string, object: Cell['object']): string {
    const isAboutModules = route.includes('/module-config/');
    if (isAboutModules && object !== 'existing') return 'nowhere';
    if (isAboutModules) return /\/(?:start|stop|restart|archive)$/.test(route) ? 'admin_json' : 'smart_auth';
    const isAboutUsers = route.includes('/user-management/');
    const isOfNoModule =
      /\{module\}$|generate-secret$/.test(route) && !route.includes('{clientId}') && object !== 'existing';
    if (isOfNoModule || object === 'other module') return isAboutUsers ? 'smart_auth' : 'local_security';
    return isAboutUsers ? 'local_security' : 'smart_auth';
  }

  private query({ route, object }: Cell): string {
    if (route === 'GET /openid-connect-servers/{node}/{module}')
      return `?issuer_url=https://${object === 'archived' ? 'gone' : object === 'non-existent' ? 'none' : 'matrix'}.example`;
    return route.includes('/openid-connect-sessions/') ? `?user_pid=${String(this.things['user']?.['pid'])}` : '';
  }

  private body({ route, field, object }: Cell, number: number): Json {
    const same = this.sameBody({ route, field, object }, number);
    const beyond = [{ permission: BEYOND }];
    switch (field) {
      case 'nothing':
        return same;
      case 'a new name':
        return {
          ...same,
          clientName: `n${String(number)}`,
          familyName: `n${String(number)}`,
          name: `n${String(number)}`,
        };
      case 'a permission beyond':
        return { ...same, permissions: beyond, authorities: beyond };
      case 'an unknown field':
        return { ...same, isAdmin: true };
      case 'another pid':
        return { ...same, pid: 1 };
      case 'a wrong type':
        return { ...same, options: 'x', clientId: [], username: {}, issuer: 1, keystoreId: [], leadSeconds: 'x' };
    }
  }

  /** The object as it is; of what is created, the same again, which is refused, unless it is about what it gives. */
  private sameBody({ route, field, object }: Omit<Cell, 'role'>, number: number): Json {
    const { client = {}, user = {}, server = {}, module = {} } = this.things;
    const isNew = route.startsWith('POST') && field === 'a permission beyond';
    if (route.includes('/openid-connect-clients/'))
      return isNew
        ? { ...client, clientId: `m${String(number)}`, clientSecrets: [{ secret: 'the secret of it' }] }
        : client;
    if (route.includes('/user-management/')) return isNew ? { username: `m${String(number)}` } : user;
    if (route.includes('/openid-connect-servers/')) return server;
    if (route.includes('/module-config/')) return module;
    if (route.endsWith('/rotate')) return {};
    if (route.endsWith('/rollback')) return { version: 1 };
    const id = route.includes('{id}') ? this.part('id', { route, object }) : 'matrix';
    if (/\/script/.test(route)) return { scriptId: id, source: 'var a;' };
    return { keystoreId: id };
  }
}

/** The cells of which something else came than was expected, one line each. */
export async function deviations(matrix: Matrix, all: readonly Cell[]): Promise<readonly string[]> {
  const found: string[] = [];
  const waiting = [...all.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [number, cell] = next;
      const verdict = await matrix.verdict(cell, number).catch(String);
      const { role, route, object, field } = cell;
      if (!expected(cell).includes(verdict))
        found.push(`${role.name} × ${route} × ${object} × ${field}: ${verdict}, not ${expected(cell).join(' or ')}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return found;
}
