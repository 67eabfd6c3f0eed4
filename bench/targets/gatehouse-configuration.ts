import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App, ConfidentialClient, KeyService, Site } from '../site.js';

/** What a benchmark adds to the usual installation. */
export interface FurtherConfiguration {
  /** Lines of the property file; `PORT` stands for the port of the module `smart_auth`. */
  readonly properties: readonly string[];
  /** By name. */
  readonly files: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
}

/** Writes the property file and the seeds of an installation: everything the server is told. */
export async function writeConfiguration(
  folder: string,
  port: number,
  site: Site,
  further: Pick<FurtherConfiguration, 'properties' | 'files'> = { properties: [], files: {} },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const lines = [...properties(port), ...further.properties.map((line) => line.replaceAll('PORT', String(port)))];
  await writeFile(join(folder, 'gatehouse.properties'), `${lines.join('\n')}\n`);
  for (const [name, text] of Object.entries(further.files)) await writeFile(join(folder, name), text);
  await writeFile(join(folder, 'clients.json'), JSON.stringify({ clients: clients(site) }));
  await writeFile(join(folder, 'users.json'), JSON.stringify({ users: users(site) }));
}

function properties(port: number): readonly string[] {
  return [
    'module.local_security.type=SECURITY_IN_LOCAL',
    'module.local_security.config.seed.users.file=classpath:users.json',
    'module.smart_auth.type=SECURITY_OUT_SMART',
    'module.smart_auth.requires.SECURITY_IN_UP=local_security',
    'module.smart_auth.config.bind_address=127.0.0.1',
    `module.smart_auth.config.port=${port}`,
    `module.smart_auth.config.issuer.url=http://127.0.0.1:${port}`,
    'module.smart_auth.config.seed_clients.file=classpath:clients.json',
  ];
}

function clients(site: Site): readonly unknown[] {
  return [
    { ...confidential(site.backend), scopes: [site.backend.scope] },
    ...Object.values(site.keyServices).map(keyService),
    { ...confidential(site.resourceServer), scopes: ['system/*.rs'], canIntrospectAnyTokens: true },
    { ...app(site.askingApp), alwaysRequireApproval: true },
    { ...app(site.rememberingApp), rememberApprovedScopes: true },
    { ...app(site.introspectedApp), rememberApprovedScopes: true },
  ];
}

/** The secret is one that a person chose: stored with bcrypt, which is computed once and then remembered. */
function confidential({ clientId, secret }: ConfidentialClient) {
  return {
    clientId,
    clientName: clientId,
    enabled: true,
    allowedGrantTypes: ['CLIENT_CREDENTIALS'],
    accessTokenValiditySeconds: 300,
    secretRequired: true,
    clientSecrets: [{ secret, description: 'benchmark' }],
  };
}

function keyService({ clientId, scope, publicJwk }: KeyService) {
  return {
    clientId,
    clientName: clientId,
    enabled: true,
    allowedGrantTypes: ['CLIENT_CREDENTIALS'],
    accessTokenValiditySeconds: 300,
    scopes: [scope],
    publicJwks: JSON.stringify({ keys: [publicJwk] }),
  };
}

function app({ clientId, redirectUri, scope }: App) {
  return {
    clientId,
    clientName: clientId,
    enabled: true,
    allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
    accessTokenValiditySeconds: 300,
    refreshTokenValiditySeconds: 86_400,
    scopes: scope.split(' '),
    registeredRedirectUris: [redirectUri],
    secretRequired: false,
  };
}

function users({ people }: Site): readonly unknown[] {
  return people.map(({ username, password }, index) => ({
    username,
    password,
    givenName: `Person ${index}`,
    familyName: 'Benchmark',
    email: `${username}@example.org`,
    authorities: [{ permission: 'ROLE_FHIR_CLIENT' }],
    defaultLaunchContexts: [{ contextType: 'patient', resourceId: `Patient/${index}` }],
    fhirUserUrl: `https://fhir.example/Patient/${index}`,
  }));
}
