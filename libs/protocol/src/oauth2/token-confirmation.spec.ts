import { confirmationOf, refreshConfirmationOf } from './token-confirmation.js';

const JKT = { jkt: 'key' };
const CERTIFICATE = { 'x5t#S256': 'certificate' };
const plain = {};
const dpop = { dpopBoundAccessTokens: true };
const mtls = { tlsClientCertificateBoundAccessTokens: true };

describe('confirmationOf', () => {
  test.each([
    { name: 'a client that must send proofs, without one', client: dpop, shown: {}, code: 'invalid_dpop_proof' },
    {
      name: 'such a client with a certificate in place of it',
      client: dpop,
      shown: CERTIFICATE,
      code: 'invalid_dpop_proof',
    },
    { name: 'a client that must use its certificate, without it', client: mtls, shown: {}, code: 'invalid_request' },
    { name: 'such a client with a proof in place of it', client: mtls, shown: JKT, code: 'invalid_request' },
    { name: 'such a client with both', client: mtls, shown: { ...JKT, ...CERTIFICATE }, code: 'invalid_request' },
  ])('STD RFC9449-3, RFC8705-2, FAPI-7: refuses $name', ({ client, shown, code }) => {
    expect(() => confirmationOf(client, shown)).toThrow(expect.objectContaining({ code }) as Error);
  });

  test.each([
    { name: 'a client without proof gets bearer tokens', client: plain, shown: {}, expected: undefined },
    { name: 'a certificate alone binds nothing', client: plain, shown: CERTIFICATE, expected: undefined },
    { name: 'a proof binds the tokens of any client', client: plain, shown: JKT, expected: JKT },
    { name: 'also beside a certificate', client: plain, shown: { ...JKT, ...CERTIFICATE }, expected: JKT },
    { name: 'and of one that must send it', client: dpop, shown: JKT, expected: JKT },
    { name: 'a certificate binds where the client says so', client: mtls, shown: CERTIFICATE, expected: CERTIFICATE },
  ])('STD RFC9449-3, RFC8705-2: $name', ({ client, shown, expected }) => {
    expect(confirmationOf(client, shown)).toEqual(expected);
  });
});

test('STD RFC9449-3, B-12, B-13: refresh tokens are bound for public clients alone', () => {
  const publicClient = { clientSecrets: [], publicJwks: '', jwksUrl: '', secretRequired: false };

  expect(refreshConfirmationOf(publicClient, JKT)).toEqual(JKT);
  expect(refreshConfirmationOf({ ...publicClient, clientSecrets: [{}] }, JKT)).toBeUndefined();
});
