import { createHmac, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWK } from 'jose';
import type { Tokens } from '../support/app.js';
import { answered, introspect, tokensFor, userinfo } from '../support/endpoint-calls.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>;

describe('tokens that are not ours', () => {
  let server: TestServer;
  let tokens: Tokens;
  let published: readonly JWK[];
  let lure: Server;
  let visits = 0;
  const attacker = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const attackerJwk = attacker.publicKey.export({ format: 'jwk' });

  beforeAll(async () => {
    server = await startTestServer();
    tokens = await tokensFor(server.issuer);
    published = (await answered(fetch(`${server.issuer}/jwk`))).body.keys as JWK[];
    lure = createServer((_request, response) => {
      visits += 1;
      response.end(JSON.stringify({ keys: [{ ...attackerJwk, kid: 'lure' }] }));
    });
    await new Promise<void>((resolve) => lure.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await server.stop();
    lure.close();
  });

  /** A true token, whose header and signature are to be replaced. */
  type Genuine = 'access_token' | 'id_token';
  const headerOf = (kind: Genuine): Record<string, unknown> => decode(tokens[kind].split('.')[0]);
  const payloadOf = (kind: Genuine): string => tokens[kind].split('.')[1] ?? '';
  const signatureOf = (kind: Genuine): string => tokens[kind].split('.')[2] ?? '';

  /** The claims of the true token under another header, signed by the attacker. */
  function resigned(kind: Genuine, header: object, key: KeyObject = attacker.privateKey): string {
    const input = `${encode(header)}.${payloadOf(kind)}`;
    return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
  }

  function withSignature(kind: Genuine, header: object, signature: string): string {
    return `${encode(header)}.${payloadOf(kind)}.${signature}`;
  }

  function hmac(kind: Genuine, secret: string | Buffer): string {
    const input = `${encode({ ...headerOf(kind), alg: 'HS256' })}.${payloadOf(kind)}`;
    return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
  }

  const rsa = (): JWK => published.find(({ kty }) => kty === 'RSA') ?? {};
  const ec = (): JWK => published.find(({ kty }) => kty === 'EC') ?? {};
  const pem = (): string =>
    createPublicKey({ key: rsa(), format: 'jwk' }).export({ type: 'spki', format: 'pem' }) as string;
  const der = (): Buffer => createPublicKey({ key: rsa(), format: 'jwk' }).export({ type: 'spki', format: 'der' });
  const lureUrl = (): string => `http://127.0.0.1:${String((lure.address() as AddressInfo).port)}/keys`;

  const forgeries: readonly { name: string; forge: (kind: Genuine) => string }[] = [
    ...['none', 'None', 'nOnE', ''].map((alg) => ({
      name: `V-37: alg "${alg}"`,
      forge: (kind: Genuine) => withSignature(kind, { ...headerOf(kind), alg }, ''),
    })),
    {
      name: 'V-37: no alg',
      forge: (kind) => {
        const { alg: _alg, ...header } = headerOf(kind);
        return withSignature(kind, header, signatureOf(kind));
      },
    },
    { name: 'V-37: no signature', forge: (kind) => withSignature(kind, headerOf(kind), '') },
    { name: 'V-37: two segments', forge: (kind) => `${encode(headerOf(kind))}.${payloadOf(kind)}` },
    { name: 'V-38: HMAC with the PEM', forge: (kind) => hmac(kind, pem()) },
    { name: 'V-38: HMAC with the PEM without its last newline', forge: (kind) => hmac(kind, pem().trim()) },
    { name: 'V-38: HMAC with the DER', forge: (kind) => hmac(kind, der()) },
    { name: 'V-38: HMAC with the JWK', forge: (kind) => hmac(kind, JSON.stringify(rsa())) },
    { name: 'V-38: HMAC with the modulus', forge: (kind) => hmac(kind, Buffer.from(rsa().n ?? '', 'base64url')) },
    { name: 'V-39: a key in the header', forge: (kind) => resigned(kind, { ...headerOf(kind), jwk: attackerJwk }) },
    ...['jku', 'x5u'].map((name) => ({
      name: `V-39: ${name}`,
      forge: (kind: Genuine) => resigned(kind, { ...headerOf(kind), kid: 'lure', [name]: lureUrl() }),
    })),
    { name: 'V-39: x5c', forge: (kind) => resigned(kind, { ...headerOf(kind), x5c: [der().toString('base64')] }) },
    ...['../../dev/null', "' OR 1=1--", '__proto__', 'constructor', 'a\u0000b', 'x'.repeat(20_000), 7, ['a'], null].map(
      (kid) => ({
        name: `V-40: kid ${JSON.stringify(kid).slice(0, 20)}`,
        forge: (kind: Genuine) => resigned(kind, { ...headerOf(kind), kid }),
      }),
    ),
    {
      name: 'V-40: no kid',
      forge: (kind) => {
        const { kid: _kid, ...header } = headerOf(kind);
        return resigned(kind, header);
      },
    },
    ...[0, 63, 64, 65].map((bytes) => ({
      name: `V-41: ES256 with ${String(bytes)} zero bytes`,
      forge: (kind: Genuine) =>
        withSignature(
          kind,
          { ...headerOf(kind), alg: 'ES256', kid: ec().kid },
          Buffer.alloc(bytes).toString('base64url'),
        ),
    })),
    {
      name: 'V-42: an encrypted one',
      forge: () => `${encode({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' })}..AAAA.AAAA.AAAA`,
    },
    {
      name: 'V-42: PBES2',
      forge: () => `${encode({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 2 ** 31 })}.AA.AA.AA.AA`,
    },
    { name: 'V-42: nothing but dots', forge: () => '.'.repeat(7_000) },
    {
      name: 'V-42: a header nested deeply',
      forge: (kind) => `${Buffer.from('['.repeat(5_000)).toString('base64url')}.${payloadOf(kind)}.AA`,
    },
    ...[['x'], [], ['b64']].map((crit) => ({
      name: `V-43: crit ${JSON.stringify(crit)}`,
      forge: (kind: Genuine) => withSignature(kind, { ...headerOf(kind), crit }, signatureOf(kind)),
    })),
    { name: "V-46: signed by another's key", forge: (kind) => resigned(kind, headerOf(kind)) },
    {
      name: 'V-46: the signature of the other token',
      forge: (kind) =>
        withSignature(kind, headerOf(kind), signatureOf(kind === 'id_token' ? 'access_token' : 'id_token')),
    },
    {
      name: 'V-46: another typ over the same claims',
      forge: (kind) => withSignature(kind, { ...headerOf(kind), typ: 'logout+jwt' }, signatureOf(kind)),
    },
  ];

  test.each(forgeries)('$name is no access token', async ({ forge }) => {
    const forged = forge('access_token');

    expect((await userinfo(server.issuer, forged)).status).toBeGreaterThanOrEqual(400);
    expect((await introspect(server.issuer, forged)).text).toBe('{"active":false}');
  });

  test.each(forgeries)('$name is no id_token_hint', async ({ forge }) => {
    const fields = new URLSearchParams({ id_token_hint: forge('id_token') });

    const response = await fetch(`${server.issuer}/logout`, { method: 'POST', body: fields });

    expect([400, 413]).toContain(response.status);
  });

  test('V-39: nobody fetched a key from an address in a token', () => {
    expect(visits).toBe(0);
  });

  test('the true tokens are good all the same', async () => {
    const fields = new URLSearchParams({ id_token_hint: tokens.id_token });

    expect((await userinfo(server.issuer, tokens.access_token)).status).toBe(200);
    expect((await fetch(`${server.issuer}/logout`, { method: 'POST', body: fields })).status).toBe(204);
  });
});
