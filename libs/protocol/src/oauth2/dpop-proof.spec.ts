import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { DpopKey, type ProofWish } from '../../../../test/support/dpop-key.js';
import { importVerifier } from '../keys/signature-verifier.js';
import { signingAlgorithms } from '../keys/signing-algorithm.js';
import { verifyDpopProof, type ExpectedProof } from './dpop-proof.js';

const URL = 'https://auth.example/oauth/token';
const TOKEN = 'an-access-token';
const now = new Date('2026-01-01T00:00:00Z');
const seconds = now.getTime() / 1_000;
const key = new DpopKey();
const other = new DpopKey();

const expected: ExpectedProof = {
  algorithms: ['ES256', 'ES384', 'PS256', 'EdDSA'],
  method: 'POST',
  addresses: [URL],
  now,
  lifetimeSeconds: 300,
  importKey: ({ jwk, alg }) => importVerifier(jwk, alg),
};
const refused = (code = 'invalid_dpop_proof') => expect.objectContaining({ code }) as Error;

/** Refused for its form, before its key is used for anything. */
async function expectRefusedUnused(proof: string): Promise<void> {
  let uses = 0;
  const importKey: ExpectedProof['importKey'] = (used) => {
    uses += 1;
    return expected.importKey(used);
  };

  await expect(verifyDpopProof(proof, { ...expected, importKey })).rejects.toThrow(refused());
  expect(uses).toBe(0);
}

/** A proof that is good but for what is wished. */
const proofWith = ({ header, claims }: ProofWish, from = key): Promise<string> =>
  from.proof('POST', URL, { ...(header && { header }), claims: { iat: seconds, ...claims } });
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** A good proof with one part replaced after it was signed. */
const spoiled = async (change: (parts: string[]) => string[]): Promise<string> =>
  change((await proofWith({})).split('.')).join('.');

describe('verifyDpopProof', () => {
  describe('the header', () => {
    test.each([
      { name: 'no typ', header: { typ: undefined } },
      { name: 'typ JWT', header: { typ: 'JWT' } },
      { name: 'typ at+jwt', header: { typ: 'at+jwt' } },
      { name: 'typ in capitals', header: { typ: 'DPOP+JWT' } },
      { name: 'typ application/dpop+jwt', header: { typ: 'application/dpop+jwt' } },
      { name: 'no key', header: { jwk: undefined } },
      { name: 'a text for a key', header: { jwk: 'key' } },
      { name: 'a list for a key', header: { jwk: [key.jwk] } },
      { name: 'the private key', header: { jwk: key.privateJwk } },
      { name: 'another key', header: { jwk: other.jwk } },
      { name: 'half a key', header: { jwk: { ...key.jwk, y: undefined } } },
      { name: 'a key of another type', header: { jwk: { ...key.jwk, kty: 'OKP' } } },
      { name: 'a key of another curve', header: { jwk: new DpopKey('ES384').jwk } },
      { name: 'a point off the curve', header: { jwk: { ...key.jwk, y: key.jwk.x } } },
      { name: 'a long coordinate', header: { jwk: { ...key.jwk, x: 'A'.repeat(44) } } },
      { name: 'V-39: a reference to a key in place of it', header: { jwk: undefined, jku: 'http://127.0.0.1:1/keys' } },
      { name: 'V-39: a certificate in place of it', header: { jwk: undefined, x5c: ['MIIB'] } },
      { name: 'V-40: the id of a key in place of it', header: { jwk: undefined, kid: '../../dev/null' } },
    ])('STD RFC9449-1, OA9: refuses $name', async ({ header }) => {
      await expect(proofWith({ header }).then((proof) => verifyDpopProof(proof, expected))).rejects.toThrow(refused());
    });

    test.each(['none', 'None', 'nOnE', '', undefined, 'HS256', 'RS256', 'ES512', 256])(
      'STD RFC9449-1, V-37: refuses alg %p',
      async (alg) => {
        const header = encode({ typ: 'dpop+jwt', alg, jwk: key.jwk });
        const proofs = [
          await spoiled(([, claims = '', signature = '']) => [header, claims, signature]),
          await spoiled(([, claims = '']) => [header, claims, '']),
        ];

        for (const proof of proofs) await expectRefusedUnused(proof);
      },
    );

    test('V-38: refuses a MAC with the public key as its secret', async () => {
      const input = `${encode({ typ: 'dpop+jwt', alg: 'HS256', jwk: key.jwk })}.${encode({ htm: 'POST', htu: URL, jti: 'x', iat: seconds })}`;
      const secrets = [JSON.stringify(key.jwk), key.jkt, key.jwk.x ?? ''];

      for (const secret of secrets) {
        const proof = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
        await expectRefusedUnused(proof);
      }
    });

    test('V-38: refuses a shared secret as the key', async () => {
      const header = encode({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty: 'oct', k: 'c2VjcmV0' } });
      const proof = await spoiled(([, claims = '', signature = '']) => [header, claims, signature]);

      await expectRefusedUnused(proof);
    });

    test.each(['crit', 'b64', 'zip', 'enc'])('V-42, V-43: refuses the extension %s', async (name) => {
      const header = encode({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.jwk, [name]: name === 'crit' ? ['x'] : false });
      const proof = await spoiled(([, claims = '', signature = '']) => [header, claims, signature]);

      await expectRefusedUnused(proof);
    });

    test.each([
      { name: 'an RSA key of 1,024 bits', n: 'A'.repeat(171), e: 'AQAB' },
      { name: 'a modulus of 8,192 bits', n: 'A'.repeat(1_366), e: 'AQAB' },
      { name: 'an exponent of 2,048 bits', n: 'A'.repeat(342), e: 'A'.repeat(342) },
    ])('V-42: refuses $name before it is used', async ({ n, e }) => {
      const header = encode({ typ: 'dpop+jwt', alg: 'PS256', jwk: { kty: 'RSA', n, e } });
      const proof = await spoiled(([, claims = '', signature = '']) => [header, claims, signature]);

      await expectRefusedUnused(proof);
    });
  });

  describe('the form', () => {
    test.each([
      { name: 'nothing', text: '' },
      { name: 'one part', text: 'abc' },
      { name: 'two parts', text: 'abc.def' },
      { name: 'five parts', text: 'a.b.c.d.e' },
      { name: 'V-42: 1 MB of dots', text: '.'.repeat(1_000_000) },
      { name: 'V-42: 1 MB of letters', text: `${'a'.repeat(1_000_000)}.b.c` },
      { name: 'no base64url', text: 'e30=.e30=.e30=' },
      { name: 'no JSON', text: `${Buffer.from('{').toString('base64url')}.e30.e30` },
      {
        name: 'V-42: a header nested a thousand times',
        text: `${Buffer.from('['.repeat(1_000)).toString('base64url')}.e30.e30`,
      },
      { name: 'two proofs as Node joins them', text: 'e30.e30.e30, e30.e30.e30' },
    ])('STD RFC9449-1: refuses $name', async ({ text }) => {
      await expectRefusedUnused(text);
    });

    test.each([
      { name: '64 zero bytes', signature: Buffer.alloc(64) },
      { name: '63 bytes', signature: Buffer.alloc(63, 1) },
      { name: '65 bytes', signature: Buffer.alloc(65, 1) },
      { name: 'DER', signature: Buffer.from('3006020101020101', 'hex') },
    ])('STD RFC9449-1, V-41: refuses a signature of $name', async ({ signature }) => {
      const proof = await spoiled(([header = '', claims = '']) => [header, claims, signature.toString('base64url')]);

      await expect(verifyDpopProof(proof, expected)).rejects.toThrow(refused());
    });

    test('STD RFC9449-1, C-04: refuses a good proof in which any one character is another', async () => {
      const proof = await proofWith({ claims: { jti: 'x' } });
      const alphabet = fc.constantFrom(
        ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'),
      );

      await fc.assert(
        fc.asyncProperty(fc.nat(proof.length - 1), alphabet, async (place, character) => {
          fc.pre(proof[place] !== character);
          const changed = proof.slice(0, place) + character + proof.slice(place + 1);
          // The last character of a part may hold bits that mean nothing; then it is the same proof in another spelling.
          const isSame = changed
            .split('.')
            .every((part, index) => bytesOf(part) === bytesOf(proof.split('.')[index] ?? ''));
          fc.pre(!isSame);
          await expect(verifyDpopProof(changed, expected)).rejects.toThrow(refused());
        }),
        { numRuns: 300 },
      );
    });
  });

  describe('the claims', () => {
    test.each([
      { name: 'no htm', claims: { htm: undefined } },
      { name: 'another method', claims: { htm: 'GET' } },
      { name: 'the method in small letters', claims: { htm: 'post' } },
      { name: 'no htu', claims: { htu: undefined } },
      { name: 'another address', claims: { htu: 'https://auth.example/oauth/userinfo' } },
      { name: 'another host', claims: { htu: 'https://evil.example/oauth/token' } },
      { name: 'a trailing slash', claims: { htu: `${URL}/` } },
      { name: 'a list of addresses', claims: { htu: [URL] } },
      { name: 'no jti', claims: { jti: undefined } },
      { name: 'an empty jti', claims: { jti: '' } },
      { name: 'a number for jti', claims: { jti: 7 } },
      { name: 'V-42: a jti of 257 characters', claims: { jti: 'x'.repeat(257) } },
      { name: 'no iat', claims: { iat: undefined } },
      { name: 'V-45: a text for iat', claims: { iat: String(seconds) } },
      { name: 'an iat 301 s ago', claims: { iat: seconds - 301 } },
      { name: 'FP5: an iat 61 s ahead', claims: { iat: seconds + 61 } },
      { name: 'V-45: an iat ten years ahead', claims: { iat: seconds + 315_360_000 } },
      { name: 'a negative iat', claims: { iat: -1 } },
    ])('STD RFC9449-1, STD FP11: refuses $name', async ({ claims }) => {
      await expect(proofWith({ claims }).then((proof) => verifyDpopProof(proof, expected))).rejects.toThrow(refused());
    });

    test.each([
      { name: 'STD FP5: an iat 10 s ago', claims: { iat: seconds - 10 }, secondsLeft: 291 },
      { name: 'STD FP5: an iat 10 s ahead', claims: { iat: seconds + 10 }, secondsLeft: 311 },
      { name: 'an iat 60 s ahead', claims: { iat: seconds + 60 }, secondsLeft: 361 },
      { name: 'an iat 300 s ago', claims: { iat: seconds - 300 }, secondsLeft: 1 },
      { name: 'a fraction of a second', claims: { iat: seconds + 0.5 }, secondsLeft: 302 },
      { name: 'a query and a fragment in htu', claims: { htu: `${URL}?a=b#c` }, secondsLeft: 301 },
      { name: 'an ath where none is needed', claims: { ath: 'x' }, secondsLeft: 301 },
      { name: 'a nonce where none is needed', claims: { nonce: 'x' }, secondsLeft: 301 },
      { name: 'claims it does not know', claims: { exp: 1, aud: 'x' }, secondsLeft: 301 },
    ])('STD RFC9449-1: accepts $name, and says how long it counts', async ({ claims, secondsLeft }) => {
      const proof = await proofWith({ claims: { jti: 'once', ...claims } });

      expect(await verifyDpopProof(proof, expected)).toEqual({ jkt: key.jkt, alg: 'ES256', jti: 'once', secondsLeft });
    });

    test('STD RFC9449-1: the address is one of those the endpoint has', async () => {
      const addresses = [URL, 'https://mtls.example/oauth/token'];
      const proof = await proofWith({ claims: { htu: 'https://mtls.example/oauth/token' } });

      expect(await verifyDpopProof(proof, { ...expected, addresses })).toMatchObject({ jkt: key.jkt });
    });

    test('STD RFC9449-1: at a resource ath is the hash of the very token', async () => {
      const atResource = { ...expected, accessToken: TOKEN };
      const good = await key.headers('POST', URL, TOKEN, { claims: { iat: seconds } });
      const foreign = await key.headers('POST', URL, 'another-token', { claims: { iat: seconds } });

      await expect(verifyDpopProof(foreign.dpop ?? '', atResource)).rejects.toThrow(refused());
      await expect(verifyDpopProof(await proofWith({}), atResource)).rejects.toThrow(refused());
      expect(await verifyDpopProof(good.dpop ?? '', atResource)).toMatchObject({ jkt: key.jkt });
    });

    test.each([
      { name: 'no nonce', claims: {} },
      { name: 'an outdated nonce', claims: { nonce: 'old' } },
      { name: 'a number', claims: { nonce: 1 } },
    ])('STD RFC9449-2: asks for the right nonce in place of $name', async ({ claims }) => {
      const withNonce = { ...expected, acceptsNonce: (nonce: string) => nonce === 'new' };

      await expect(verifyDpopProof(await proofWith({ claims }), withNonce)).rejects.toThrow(refused('use_dpop_nonce'));
      expect(await verifyDpopProof(await proofWith({ claims: { nonce: 'new' } }), withNonce)).toMatchObject({
        jkt: key.jkt,
      });
    });
  });

  test.each(signingAlgorithms)(
    'STD RFC9449-1: accepts a proof of %s where it is offered, and nowhere else',
    async (alg) => {
      const proof = await proofWith({}, new DpopKey(alg));
      const others = signingAlgorithms.filter((name) => name !== alg);

      expect(await verifyDpopProof(proof, { ...expected, algorithms: [alg] })).toHaveProperty('jkt');
      await expect(verifyDpopProof(proof, { ...expected, algorithms: others })).rejects.toThrow(refused());
    },
  );
});

const bytesOf = (part: string): string => Buffer.from(part, 'base64url').toString('hex');
