import { readFileSync } from 'node:fs';
import { acceptedGroups } from '#module-config/catalogue/accepted-groups';
import { readSeedClients } from '#outbound-smart/clients/seed-clients-file';
import { OutboundSmartOptions } from '#outbound-smart/outbound-smart.options';
import { readClientJson } from '#protocol/client/client-json';
import { ownFields } from '#protocol/client/own-fields';
import { modulePropertiesOf } from '../../apps/server/src/configuration/module-properties.js';
import { productDefaults } from './product-defaults.js';

const guide = readFileSync('docs/coming-from-smile-cdr.md', 'utf8');

/** The cells of a section's table, without its head. */
function rowsOf(title: string): readonly (readonly string[])[] {
  const section = guide.split('\n## ').find((text) => text.startsWith(`${title}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((row) => row.slice(2, -2).split(' | '));
}

const plain = (cell = ''): string => cell.replaceAll('`', '');

describe('the guide for those who come from the product', () => {
  test('reference 5.1: has one row for each field that is read, and no other', () => {
    const json = { clientId: 'a', archivedAt: '2026-01-01T00:00:00Z' };
    const { client } = readClientJson(json, { nodeId: 'Master', moduleId: 'smart_auth' });
    const read = ['pid', ...Object.keys(client)].filter((name) => !(name in ownFields));

    expect(
      rowsOf('The fields of a client')
        .map(([field]) => plain(field))
        .sort(),
    ).toEqual(read.sort());
  });

  const defaultOf = (type: string, key: string): string | undefined => {
    const property = modulePropertiesOf(type).properties.find((each) => each.key === key);
    if (property === undefined) throw new Error(`${type} has no ${key}`);
    return property.default === undefined ? undefined : [property.default].flat().join(' ');
  };
  const rows = rowsOf('Defaults that differ').flatMap(([key, types = '', there, here]) =>
    types.split(', ').map((type) => [`${plain(type)} ${plain(key)}`, plain(there), plain(here)] as const),
  );

  test.each(rows)('ruling 55: %s is %s there, and here as declared', (property, there, here) => {
    const [type = '', key = ''] = property.split(' ');

    expect(here).toBe(defaultOf(type, key) ?? '–');
    expect(there).not.toBe(here);
  });

  test.each(Object.keys(productDefaults))('ruling 55: every default that differs of %s has its row', (type) => {
    const differing = Object.entries(productDefaults[type] ?? {}).filter(
      ([key, there]) => there !== (defaultOf(type, key) ?? ''),
    );

    expect(rows.map(([property, there]) => [property, there])).toEqual(
      expect.arrayContaining(differing.map(([key, there]) => [`${type} ${key}`, there === '' ? '–' : there])),
    );
  });

  test('ruling 55: names every switch that is refused when it is on', () => {
    const [, refused = ''] = guide.split('**Refused rather than ignored**');
    const switches = acceptedGroups('SECURITY_OUT_SMART').filter((group) => group.refusedWhenTrue);

    for (const key of switches.flatMap(({ keys }) => Object.keys(keys))) expect(refused).toContain(`\`${key}\``);
  });
});

describe('what a seed is said to be refused for', () => {
  const app = {
    clientId: 'app',
    enabled: true,
    allowedGrantTypes: ['AUTHORIZATION_CODE'],
    registeredRedirectUris: ['https://app.example/cb'],
  };
  const key = { kty: 'EC', crv: 'P-256', x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU' };
  const cases: readonly (readonly [text: string, change: Readonly<Record<string, unknown>>])[] = [
    ...['http://10.1.2.3/cb', 'HTTPS://app.example/cb', 'https://app.example/#/cb', 'urn:ietf:wg:oauth:2.0:oob'].map(
      (uri) => [uri, { registeredRedirectUris: [uri] }] as const,
    ),
    ['"secret": "short"', { clientSecrets: [{ secret: 'short' }] }],
    ['a key without `kid`', { publicJwks: JSON.stringify({ keys: [{ ...key, y: key.x }] }) }],
    ['http://app.example/jwks', { jwksUrl: 'http://app.example/jwks' }],
    ['"accessTokenValiditySeconds": "300"', { accessTokenValiditySeconds: '300' }],
    ['"clientId": "müller"', { clientId: 'müller' }],
    ['"expiration": "2030', { clientSecrets: [{ secret: 'long enough', expiration: '2030-01-01T00:00:00' }] }],
    ['"scopes": ["openid profile"]', { scopes: ['openid profile'] }],
    ['patient/Observation.reed', { scopes: ['patient/Observation.reed'] }],
    ['with `observation`', { permissions: [{ permission: 'FHIR_READ_ALL_OF_TYPE', argument: 'observation' }] }],
    ['or without argument', { permissions: [{ permission: 'FHIR_READ_ALL_OF_TYPE' }] }],
    ['begins with `BLOCK_`', { permissions: [{ permission: 'BLOCK_NEWS' }] }],
    ['"moduleId": "another"', { moduleId: 'another' }],
  ];
  const problemsOf = (change: Readonly<Record<string, unknown>>) => {
    const instance = { nodeId: 'Master', moduleId: 'smart_auth', options: new OutboundSmartOptions() };
    return readSeedClients({ clients: [{ ...app, ...change }] }, instance, 'production').problems;
  };

  test('a client without any of it is taken', () => {
    expect(problemsOf({})).toEqual([]);
  });

  test.each(cases)('%s', (text, change) => {
    expect(rowsOf('What a seed file is refused for').filter(([inFile]) => inFile?.includes(text))).toHaveLength(1);
    expect(problemsOf(change)).toHaveLength(1);
  });
});
