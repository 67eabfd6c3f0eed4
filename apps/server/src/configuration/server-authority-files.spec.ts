import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerCallProperties } from '#oidc-server-definition/server-call-properties.port';
import { certificateFor } from '../../../../test/support/certificate.js';
import { pkcs12Files } from '../../../../test/support/pkcs12-files.js';
import { readServerAuthorities } from './server-authority-files.js';

const KEY = 'module.smart_in.config.introspection_client.truststore';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-authorities-'));
  const { cert } = certificateFor('idp.example');
  const files = {
    'two.pem': `# ours\n${cert}\n# theirs\n${cert}`,
    'trust.p12': Buffer.from(pkcs12Files.keytool, 'base64'),
    'own.p12': Buffer.from(pkcs12Files.openssl, 'base64'),
    'open.p12': Buffer.from(pkcs12Files.open, 'base64'),
    'old.p12': Buffer.from(pkcs12Files.weak, 'base64'),
    'trust.jks': Buffer.from('feedfeed00000002', 'hex'),
    'broken.pem': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    'empty.pem': '',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
});
afterAll(() => rm(folder, { recursive: true }));

async function read(file?: string, password?: string) {
  const given = {
    ...(file && { truststoreFile: `classpath:${file}` }),
    ...(password && { truststorePassword: password }),
  };
  const serverCalls = Object.assign(new ServerCallProperties(), given);
  const folders = { configuration: folder, working: folder };
  const { instances, problems } = await readServerAuthorities(
    [{ moduleId: 'smart_in', options: { serverCalls } }],
    folders,
  );
  const [{ serverAuthorities } = {}] = instances as readonly { readonly serverAuthorities?: string }[];
  return { count: serverAuthorities?.match(/BEGIN CERTIFICATE/g)?.length ?? 0, serverAuthorities, problems };
}

test.each([
  { name: 'nothing', file: undefined, password: undefined, count: 0 },
  { name: 'PEM', file: 'two.pem', password: undefined, count: 2 },
  { name: 'PEM, with a password left over from a Java key store', file: 'two.pem', password: 'changeit', count: 2 },
  { name: 'PKCS #12 of keytool', file: 'trust.p12', password: 'changeit', count: 1 },
  { name: 'PKCS #12 with a key, which is left out', file: 'own.p12', password: 'changeit', count: 1 },
  { name: 'PKCS #12 without password', file: 'open.p12', password: undefined, count: 1 },
])('reads $name', async ({ file, password, count }) => {
  const found = await read(file, password);

  expect(found).toMatchObject({ count, problems: [] });
  expect(found.serverAuthorities ?? '').not.toContain('PRIVATE KEY');
});

test.each([
  { name: 'a wrong password', file: 'trust.p12', password: 'secret-x', key: 'password', says: /password/ },
  { name: 'no password', file: 'trust.p12', password: undefined, key: 'password', says: /password/ },
  { name: 'the RC2 of old tools', file: 'old.p12', password: 'changeit', key: 'file', says: /RC2/ },
  { name: 'a Java key store', file: 'trust.jks', password: 'changeit', key: 'file', says: /0 certificates/ },
  { name: 'a broken certificate', file: 'broken.pem', password: undefined, key: 'file', says: /place 1/ },
  { name: 'an empty file', file: 'empty.pem', password: undefined, key: 'file', says: /0 certificates/ },
  { name: 'no such file', file: 'gone.pem', password: undefined, key: 'file', says: /cannot be read/ },
])('$name is refused, with what to do', async ({ file, password, key, says }) => {
  const { problems, count } = await read(file, password);

  expect([count, problems]).toEqual([
    0,
    [
      {
        key: `${KEY}.${key}`,
        problem: expect.stringMatching(says),
        remedy: expect.stringMatching(/keytool|Write the/),
      },
    ],
  ]);
  expect(JSON.stringify(problems)).not.toContain('secret-x');
});
