import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatPropertyReport } from '#module-config/catalogue/property-report-text';
import { formatProblem } from '#module-config/property.port';
import type { ReadConfiguration } from '../../apps/server/src/configuration.js';
import { gatehouse } from '../support/gatehouse-command.js';
import { readConfiguration } from '../support/product.js';
import { configurationFolder, startTestServer, type TestServerOptions } from '../support/test-server.js';

const PORT = 19_998;
const whole = readFileSync('test/support/configurations/whole-installation.properties', 'utf8').split('\n');

let folders: string[] = [];
afterEach(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
  folders = [];
});

async function read(
  properties: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  options: TestServerOptions = {},
): Promise<ReadConfiguration> {
  const folder = await configurationFolder(PORT, { clients: [], users: [], ...options, properties });
  folders.push(folder);
  const base = { GATEHOUSE_CONFIG: join(folder, 'gatehouse.properties'), GATEHOUSE_DATA: folder };
  return readConfiguration({ ...base, ...environment }, folder);
}

describe('a file of a whole installation of the product', () => {
  test('reference 1.1: is read without a mistake, and its modules find each other', async () => {
    const { configuration, problems } = await read(whole, { DB_HOST: 'database' });

    expect(problems).toEqual([]);
    expect(configuration.modules.outbound.map(({ moduleId }) => moduleId)).toEqual(['smart_auth', 'ward']);
    expect(configuration.modules.adminJson).toMatchObject([
      { moduleId: 'admin_json', contextPath: '/json-admin', inboundModuleId: 'people', bearerModuleIds: ['ward'] },
    ]);
  });

  test('reference 11: the list that nobody continued is told, with the property it belongs to', async () => {
    const { configuration } = await read(whole, { DB_HOST: 'database' });

    expect(configuration.warnings.map(formatProblem).filter((warning) => warning.includes('client-public'))).toEqual([
      expect.stringMatching(/^Lines below module\.ward\.config\.smart_capabilities_list: .*sso-openid-connect/),
    ]);
  });

  test('ruling 55: nothing in it is unknown, and V-102: no report has a secret', async () => {
    const { configuration } = await read(whole, { DB_HOST: 'database' });
    const said = `${formatPropertyReport(configuration.propertyReports)}\n${[...configuration.warnings, ...configuration.moduleWarnings].map(formatProblem).join('\n')}`;

    expect(said).not.toMatch(/unknown|without effect, unless|canary/i);
    expect(configuration.propertyReports.map(({ moduleId }) => moduleId)).toEqual(
      expect.arrayContaining(['clustermgr', 'people', 'admin_json', 'smart_inbound', 'ward']),
    );
  });
});

test('a file of a whole installation leaves the doctor without a warning; what is accepted by design is a note', async () => {
  const properties = whole.filter((line) => !/^(?:client-public|sso-openid-connect)$/.test(line));
  const server = await startTestServer({ properties, clients: [], users: [], environment: { DB_HOST: 'database' } });
  const { code, out } = await gatehouse(['doctor', '--json'], { environment: server.environment, folder: tmpdir() });
  await server.stop();

  const { findings } = JSON.parse(out) as { readonly findings: readonly { severity: string; about: string }[] };
  expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
  expect(code).toBe(0);
  const notes = findings.map(({ about }) => about);
  expect(notes).toEqual(
    expect.arrayContaining(['module.fhir_endpoint', 'module.transaction_broker', 'license.config.jwt_file']),
  );
  expect(notes.join()).not.toMatch(/node\.(?:config|security)/);
});

describe('modules of types that are not part of this server', () => {
  test.each(['TRANSACTION_LOG_BROKER', 'AUDIT_LOG_BROKER', 'ENDPOINT_FHIRWEB', 'PRIOR_AUTH_CRD', 'ADMIN'])(
    'reference 1.1: are left out, whether the type is known or not: %s',
    async (type) => {
      const { configuration, problems } = await read([`module.more.type=${type}`]);

      expect(problems).toEqual([]);
      expect(configuration.moduleWarnings).toMatchObject([
        { key: 'module.more', problem: expect.stringContaining('left out') as string },
      ]);
    },
  );

  test.each([
    ['SECURITY_OUT_SMRT', 'SECURITY_OUT_SMART'],
    ['SECURITY_OUT_SMART2', 'SECURITY_OUT_SMART'],
    ['security_in_local', 'SECURITY_IN_LOCAL'],
    ['ADMIN-JSON', 'ADMIN_JSON'],
    ['CLUSTER_MNGR', 'CLUSTER_MGR'],
  ])('are refused where the type is nearly one that is: %s', async (type, meant) => {
    const { problems } = await read([`module.more.type=${type}`]);

    expect(problems).toMatchObject([{ key: 'module.more.type', remedy: expect.stringContaining(meant) as string }]);
  });

  test.each(['ENDPOINT_FHIRWEB', 'DIRECTORY_OF_PEOPLE'])(
    'keep from starting what needs them to sign people in: %s',
    async (type) => {
      const { problems } = await read([
        `module.more.type=${type}`,
        'module.ward.type=SECURITY_OUT_SMART',
        'module.ward.requires.SECURITY_IN_UP=more',
        'module.ward.config.port=0',
        'module.ward.config.issuer.url=http://127.0.0.1:1',
      ]);

      expect(problems).toMatchObject([{ key: 'module.ward.requires.SECURITY_IN_UP' }]);
    },
  );
});

describe('another spelling in the environment', () => {
  const variable = (key: string): string => `GATEHOUSE__module__smart_auth__config__${key.replaceAll('.', '__')}`;

  test.each(['issuer.url', 'security_out_smart.issuer.url'])(
    'ruling 15, ruling 55: %s stands above the file, whichever spelling that has',
    async (spelling) => {
      for (const inFile of ['issuer.url', 'security_out_smart.issuer.url']) {
        const lines = inFile === 'issuer.url' ? [] : [`module.smart_auth.config.${inFile}=http://127.0.0.1:${PORT}`];
        const { configuration, problems } = await read(lines, { [variable(spelling)]: 'https://auth.example' });

        expect([inFile, problems]).toEqual([inFile, []]);
        expect(configuration.modules.outbound[0]?.issuer).toBe('https://auth.example');
      }
    },
  );
});

test.each([
  ['SECURITY_IN_LOCAL', 'security_in_local.password_pattern=(', 'password_pattern'],
  ['ADMIN_JSON', 'admin_json.context_path=/a b', 'context_path'],
  ['SECURITY_IN_SMART', 'security_in_smart.trust_intra_cluster_tokens.modules=x', 'trust_intra_cluster_tokens.modules'],
  ['CLUSTER_MGR', 'cluster_mgr.seed_keystores.file=nowhere.json', 'seed_keystores.file'],
  ['SECURITY_OUT_SMART', 'security_out_smart.pkce.required=maybe', 'pkce.required'],
])('ruling 15: a key behind the name of its type is read in modules of type %s', async (type, line, key) => {
  const lines = [
    `module.more.type=${type}`,
    'module.more.requires.SECURITY_IN_UP=local_security',
    'module.more.config.issuer.url=http://127.0.0.1:1',
    'module.more.config.port=0',
    `module.more.config.${line}`,
  ];
  const { problems } = await read(lines);

  expect(problems.filter((problem) => problem.key.includes(key))).toHaveLength(1);
});
