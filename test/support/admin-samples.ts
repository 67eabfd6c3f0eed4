import type { CallSources } from './admin-fuzz.js';
import { freePort } from './free-port.js';

/** Modules that the calls may end. */
const victims = ['fuzzed_a', 'fuzzed_b', 'fuzzed_c'];
const few = ['1', '2', '3'];

/** Parts of paths by what they belong to; never the caller, which is the client `fuzzer`. */
const places: Readonly<Record<string, readonly string[]>> = {
  node: ['Master'],
  clientId: [...few.map((number) => `fuzzed-${number}`), 'public-app', 'nobody'],
  number: ['1', '2'],
  id: [...few.map((number) => `fuzzed-${number}`), 'nothing'],
};

/** Of the modules that answer and authenticate the calls only what must be refused is asked, and what is read. */
function modulesFor(path: string): readonly string[] {
  if (/\/(?:create|set|start|restart)$/.test(path)) return victims;
  if (/\/(?:stop|archive)$/.test(path)) return [...victims, ...victims, 'admin_json', 'local_security'];
  const [usual, other] = path.startsWith('/user-')
    ? ['local_security', 'smart_auth']
    : ['smart_auth', 'local_security'];
  return [usual, usual, usual, usual, usual, usual, other, 'fuzzed_a'];
}

/** Texts that mean something in a field or a parameter. */
const words = {
  ...{ pageIndex: ['0', '1'], pageSize: ['1', '10'], clientStatusFilter: ['ENABLED'], searchTerm: ['person', 'a'] },
  ...{ issuer_url: few.map((number) => `https://fuzzed.example/${number}`), user_pid: few, restart: ['true', 'false'] },
  ...{ user_node_id: ['Master'], user_module_id: ['local_security'], username: ['amelia', 'root'] },
  ...{ client_id: ['public-app'], kind: ['TOKEN', 'MODULE_CHANGE'], outcome: ['failure'], userPid: few },
  ...{ from: ['2020-01-01T00:00:00Z'], to: ['2099-01-01T00:00:00Z'], cursor: [''], jti: ['', 'a'] },
  moduleType: ['SECURITY_OUT_SMART', 'SECURITY_IN_LOCAL', 'SECURITY_IN_SMART', 'LICENSE'],
  key: ['issuer.url', 'context_path', 'pkce.required', 'openid.signing.jwks_text', 'seed_clients.file', 'no.such.key'],
  value: ['https://app.example/issuer', '/fuzzed', 'true', '***', '{"keys":[]}', 'classpath:clients.json'],
  type: ['SECURITY_IN_UP', 'SECURITY_IN_OIC'],
  moduleId: ['local_security', 'smart_auth', ...victims],
};

/** Addresses that are answered, where few of all combinations of parameters mean something. */
const queries = {
  '/openid-connect-sessions/all/user': [
    ...['user_pid=1', 'user_pid=2&client_id=public-app'],
    'user_node_id=Master&user_module_id=local_security&username=amelia',
  ],
};

type Sample = CallSources['samples'][string];

const client: Sample = ({ clientId }, number) => ({
  ...{ clientId: clientId ?? `fuzzed-${number}`, clientName: 'Fuzzed', enabled: true, secretRequired: true },
  ...{ allowedGrantTypes: ['CLIENT_CREDENTIALS', 'AUTHORIZATION_CODE'], scopes: ['openid', 'patient/*.read'] },
  ...{ registeredRedirectUris: ['https://app.example/cb'], clientSecrets: [{ secret: 'a long enough secret' }] },
});

/** Not named as a client: that is refused (ruling 49). */
const user: Sample = (_parts, number) => ({
  ...{ username: `person-${number}`, password: 'many words of a person', familyName: 'Fuzz', notes: 'some\nlines' },
  authorities: [{ permission: 'FHIR_READ_INSTANCE', argument: 'Patient/1' }],
});

const definition: Sample = (_parts, number) => ({
  ...{ issuer: `https://fuzzed.example/${number}`, name: 'Fuzzed', tokenIntrospectionClientId: 'us' },
  tokenIntrospectionClientSecret: 'a long enough secret',
});

/** Bodies that are accepted, unless something is there already. @param ports of the modules */
function samplesFor(ports: ReadonlyMap<string, number>): CallSources['samples'] {
  const module: Sample = ({ module: moduleId = '' }) => ({
    ...{ moduleId, moduleType: 'SECURITY_OUT_SMART' },
    options: [
      { key: 'port', value: String(ports.get(moduleId) ?? 1) },
      { key: 'bind_address', value: '127.0.0.1' },
      { key: 'issuer.url', value: `http://127.0.0.1:${String(ports.get(moduleId) ?? 1)}` },
    ],
    dependencies: [{ moduleId: 'local_security', type: 'SECURITY_IN_UP' }],
  });
  return {
    ...{ ClientDto: client, UserDto: user, ServerDto: definition },
    KeystoreDto: ({ id }, number) => ({ keystoreId: id ?? `fuzzed-${number}` }),
    ScriptDto: ({ id }, number) => ({
      scriptId: id ?? `fuzzed-${number}`,
      source: `var version = ${number};`,
      comment: 'Fuzzed',
    }),
    RollbackDto: () => ({ version: 1 }),
    SourceDto: () => ({ source: 'function onTokenGenerating() {}', ecmascriptModule: true }),
    BenchRunDto: () => ({ function: 'getUserName', sample: 'user-mapping', script: { text: 'var a;' } }),
    ReplayDto: () => ({ function: 'onTokenGenerating', moduleId: 'smart_auth', new: { text: 'var a;' }, last: 2 }),
    RotationDto: () => ({ leadSeconds: 60 }),
    ...{ NewModuleDto: module, ModuleSettingsDto: module },
  };
}

/** What made-up calls are about: things of the test server, those that the calls have made, and modules with ports of their own. */
export class AdminSources implements CallSources {
  readonly words = words;
  readonly queries = queries;
  readonly samples: CallSources['samples'];
  private readonly made = new Map<string, readonly string[]>();

  private constructor(ports: ReadonlyMap<string, number>) {
    this.samples = samplesFor(ports);
  }

  static async prepare(): Promise<AdminSources> {
    const ports = new Map<string, number>();
    for (const victim of victims) ports.set(victim, await freePort());
    return new AdminSources(ports);
  }

  places(name: string, path: string): readonly string[] {
    if (name === 'module') return modulesFor(path);
    if (name === 'pid' || name === 'passkey') return this.made.get(collectionOf(path)) ?? few;
    return places[name] ?? ['x'];
  }

  /** Remembers the number of something that a call has made. */
  learn(path: string, pid: unknown): void {
    const known = this.made.get(collectionOf(path)) ?? few;
    if (typeof pid === 'number' && !known.includes(String(pid)))
      this.made.set(collectionOf(path), [...known, String(pid)].slice(-few.length));
  }
}

/** The first part of a path. */
function collectionOf(path: string): string {
  return path.split('/')[1] ?? '';
}
