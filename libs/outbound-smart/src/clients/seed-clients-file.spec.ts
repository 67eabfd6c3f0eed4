import { isPublicClient } from '#protocol/client/client';
import { OutboundSmartOptions } from '../outbound-smart.options.js';
import { ClientsOptions } from './clients.options.js';
import { readSeedClients } from './seed-clients-file.js';

const instance = { nodeId: 'Master', moduleId: 'smart_auth', options: new OutboundSmartOptions() };
const client = {
  clientId: 'my-app',
  enabled: true,
  allowedGrantTypes: ['AUTHORIZATION_CODE'],
  scopes: ['openid'],
  registeredRedirectUris: ['https://app.example/cb'],
};
const BCRYPT = '$2b$12$GhvMmNVjRW29ulnudl.LbuAnUtN/LRfe1JsBm1Xu6LE3059z5Tr8m';
const ARGON2ID = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21l$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI';
const fieldsOf = (seed: unknown, mode: 'evaluation' | 'production' = 'evaluation'): readonly string[] =>
  readSeedClients(seed, instance, mode).problems.map(({ field }) => field);

describe('readSeedClients', () => {
  test.each([
    { name: 'a list without its object', seed: [client] },
    { name: 'no list', seed: { clients: client } },
    { name: 'a text', seed: 'clients' },
    { name: 'nothing', seed: null },
  ])('refuses $name', ({ seed }) => {
    expect(fieldsOf(seed)).toEqual(['clients']);
  });

  test.each([
    { name: 'an id that stands there twice', clients: [client, client], field: 'clients[1] (my-app).clientId' },
    {
      name: 'a client of another module',
      clients: [{ ...client, moduleId: 'other' }],
      field: 'clients[0] (my-app).moduleId',
    },
    { name: 'no object', clients: [client, 7], field: 'clients[1]' },
  ])('reports $name', ({ clients, field }) => {
    expect(fieldsOf({ clients })).toContain(field);
  });

  describe.each([{ description: 'to be made' }, { secret: '[REMOVED]' }, { secret: '********' }])(
    'with %p for a secret',
    (missing) => {
      const given = { secret: 'correct horse' };
      const readOne = (change: object, mode: 'evaluation' | 'production') =>
        readSeedClients({ clients: [{ ...client, ...change }] }, instance, mode);

      test('evaluation has one generated', () => {
        const { entries: clients, problems, warnings } = readOne({ clientSecrets: [missing] }, 'evaluation');

        expect([clients[0]?.clientSecrets.length, problems, warnings]).toEqual([1, [], []]);
      });

      test('production leaves it out, and says of which client and what to do', () => {
        const { entries: clients, problems, warnings } = readOne({ clientSecrets: [given, missing] }, 'production');

        expect([clients[0]?.clientSecrets, problems]).toEqual([[{ ...given, description: '' }], []]);
        expect(warnings).toEqual([
          {
            field: 'clients[0] (my-app).clientSecrets[1]',
            problem: expect.stringContaining('left out'),
            remedy: expect.stringContaining('secretHash'),
          },
        ]);
      });

      test.each([
        { name: 'its only one', change: {}, secretRequired: true },
        { name: 'one beside keys', change: { jwksUrl: 'https://app.example/jwks' }, secretRequired: false },
        { name: 'one beside another', change: { clientSecrets: [given, missing] }, secretRequired: false },
      ])('ruling 57: a client that loses $name does not become a public one', ({ change, secretRequired }) => {
        const { entries: clients } = readOne({ clientSecrets: [missing], ...change }, 'production');

        expect(clients).toMatchObject([{ secretRequired }]);
        expect(clients.map(isPublicClient)).toEqual([false]);
      });
    },
  );

  test.each([
    { name: 'a bcrypt string', secret: { secretHash: BCRYPT }, fields: [] },
    {
      name: 'a hash nobody knows',
      secret: { secretHash: 'pbkdf2_sha256$1000$x$y' },
      fields: ['clients[0] (my-app).clientSecrets[0].secretHash'],
    },
    {
      name: 'a hash that would take minutes',
      secret: { secretHash: BCRYPT.replace('$12$', '$31$') },
      fields: ['clients[0] (my-app).clientSecrets[0].secretHash'],
    },
    {
      name: 'F-35: a hash that would take seconds',
      secret: { secretHash: BCRYPT.replace('$12$', '$15$') },
      fields: ['clients[0] (my-app).clientSecrets[0].secretHash'],
    },
    {
      name: 'a hash beside its secret',
      secret: { secretHash: BCRYPT, secret: 'correct horse' },
      fields: ['clients[0] (my-app).clientSecrets[0].secretHash'],
    },
  ])('ruling 64: with $name for a secret, reports $fields', ({ secret, fields }) => {
    const clients = [{ ...client, secretRequired: true, clientSecrets: [secret] }];

    expect(fieldsOf({ clients }, 'production')).toEqual(fields);
  });

  test('F-35: what takes seconds is read where the operator has such hashes written', () => {
    const clients = Object.assign(new ClientsOptions(), { secretEncoding: 'BCRYPT_16_ROUND' });
    const patient = { ...instance, options: Object.assign(new OutboundSmartOptions(), { clients }) };
    const secrets = [{ secretHash: BCRYPT.replace('$12$', '$16$') }];

    const { problems } = readSeedClients({ clients: [{ ...client, clientSecrets: secrets }] }, patient, 'production');

    expect(problems).toEqual([]);
  });

  test.each([
    { name: 'a bcrypt string', hash: BCRYPT },
    { name: 'a bcrypt string of PHP', hash: BCRYPT.replace('$2b$', '$2y$') },
    { name: 'an Argon2id string', hash: ARGON2ID },
    { name: 'a hash of ours', hash: `SHA256$${'A'.repeat(43)}` },
  ])('ruling 64: $name where the secret goes is taken for what it is, as in files made from a database', ({ hash }) => {
    const seed = { clients: [{ ...client, clientSecrets: [{ secret: hash, description: 'old' }] }] };

    const { entries: clients, problems } = readSeedClients(seed, instance, 'production');

    expect([clients[0]?.clientSecrets, problems]).toEqual([[{ hash, description: 'old' }], []]);
  });

  test.each([
    { name: 'that would take minutes', secret: { secret: BCRYPT.replace('$12$', '$31$') } },
    { name: 'of an Argon2 nobody here computes', secret: { secret: ARGON2ID.replace('argon2id', 'argon2i') } },
    { name: 'of ours that nobody could check', secret: { secret: `SHA256$${'a'.repeat(43)}` } },
    {
      name: 'of ours with a key that nobody could check',
      secret: { secret: `$pbkdf2-sha256$i=1000$${'A'.repeat(22)}$${'a'.repeat(43)}` },
    },
    { name: 'with a character cut off', secret: { secret: BCRYPT.slice(0, -1) } },
    { name: 'with one too many', secret: { secret: `${BCRYPT}x` } },
    { name: 'of which there is little', secret: { secret: '$argon2id$x' } },
    { name: 'of ours that is too short', secret: { secret: 'SHA256$abcdefgh' } },
    { name: 'beside another', secret: { secret: BCRYPT, secretHash: BCRYPT } },
  ])('ruling 64: a hash $name is refused where the secret goes, and never a secret itself', ({ secret }) => {
    const clients = [{ ...client, clientSecrets: [secret] }];

    expect(fieldsOf({ clients }, 'production')).toEqual(['clients[0] (my-app).clientSecrets[0].secretHash']);
  });

  test.each([`a${BCRYPT}`, '$2b or not $2b$', '$argon2id is enough', 'SHA256 is what I like'])(
    'what only resembles a hash stays the secret it is: %s',
    (secret) => {
      const seed = { clients: [{ ...client, clientSecrets: [{ secret }] }] };

      expect(readSeedClients(seed, instance, 'production').entries[0]?.clientSecrets).toMatchObject([{ secret }]);
    },
  );

  test('ruling 38: a permission whose argument cannot be read is refused, one that is unknown here warned of', () => {
    const permissions = [{ permission: 'FHIR_READ_ALL_OF_TYPE', argument: 'observation' }, { permission: 'FLY' }];

    const { problems, warnings } = readSeedClients({ clients: [{ ...client, permissions }] }, instance, 'production');

    expect(problems.map(({ field }) => field)).toEqual(['clients[0] (my-app).permissions[0].argument']);
    expect(warnings.map(({ field }) => field)).toEqual(['clients[0] (my-app).permissions[1].permission']);
  });

  test.each([
    { name: 'client credentials without secret and key', change: { allowedGrantTypes: ['CLIENT_CREDENTIALS'] } },
    { name: 'codes without redirect URI', change: { registeredRedirectUris: [] } },
  ])('reference 13: $name are warned of, and do not keep the file from being loaded', ({ change }) => {
    const {
      entries: clients,
      problems,
      warnings,
    } = readSeedClients({ clients: [{ ...client, ...change }] }, instance, 'production');

    expect([clients.length, problems, warnings.length]).toEqual([1, [], 1]);
  });

  test('ruling 60: an entry belongs to the node that loads the file, which is told where it says another', () => {
    const { entries, warnings } = readSeedClients(
      { clients: [{ ...client, nodeId: 'North' }] },
      instance,
      'production',
    );

    expect(entries).toMatchObject([{ nodeId: 'Master' }]);
    expect(warnings).toMatchObject([{ field: 'clients[0] (my-app).nodeId' }]);
  });

  test('names unknown fields with their place, and reads the rest', () => {
    const {
      entries: clients,
      unknownFields,
      problems,
    } = readSeedClients({ version: 3, notes: '', clients: [{ ...client, shoeSize: 43 }] }, instance, 'production');

    expect([unknownFields, problems]).toEqual([['version', 'notes', 'clients[0] (my-app).shoeSize'], []]);
    expect(clients).toMatchObject([{ clientId: 'my-app', moduleId: 'smart_auth', nodeId: 'Master' }]);
  });
});
