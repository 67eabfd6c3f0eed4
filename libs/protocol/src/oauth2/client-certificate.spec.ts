import { issueCertificate, type CertificateWish } from '../../../../test/support/client-certificates.js';
import { isKeyOfCertificate } from './certificate-key.js';
import { hasRegisteredSubject } from './certificate-subject.js';
import { isIssuedByOneOf } from './certificate-trust.js';
import { isCurrentCertificate, readClientCertificate, type ClientCertificate } from './client-certificate.js';

const now = new Date('2026-06-01T00:00:00Z');
const subject = [['CN', 'app']] as const;
const authority = issueCertificate({ subject: [['CN', 'Authority']], isAuthority: true });

function certificate(wish: Partial<CertificateWish> = {}): ClientCertificate {
  const read = readClientCertificate(issueCertificate({ subject, issuer: authority, ...wish }).der);
  if (read === undefined) throw new Error('It cannot be read.');
  return read;
}
const authorityOf = (wish: Partial<CertificateWish> = {}) =>
  certificate({ subject: [['CN', 'Authority']], isAuthority: true, keys: authority.keys, ...wish }).x509;

describe('readClientCertificate', () => {
  const { der, cert } = issueCertificate({ subject });

  test.each([
    { name: 'nothing', bytes: Buffer.alloc(0) },
    { name: 'PEM', bytes: Buffer.from(cert) },
    { name: 'a certificate and more', bytes: Buffer.concat([der, Buffer.from([0])]) },
    { name: 'two certificates', bytes: Buffer.concat([der, der]) },
    { name: 'half a certificate', bytes: der.subarray(0, -1) },
    { name: '9 KB', bytes: issueCertificate({ subject: [['CN', 'x'.repeat(9_000)]] }).der },
  ])('STD RFC8705-1: $name is none', ({ bytes }) => {
    expect(readClientCertificate(bytes)).toBeUndefined();
  });

  test('STD RFC8705-2: the thumbprint is that of the whole certificate', () => {
    const issued = issueCertificate({ subject });

    expect(readClientCertificate(issued.der)?.thumbprint).toBe(issued.thumbprint);
  });
});

describe('isCurrentCertificate', () => {
  test.each([
    { days: ['260601', '270601'], expected: true },
    { days: ['250601', '260601'], expected: true },
    { days: ['250601', '260531'], expected: false },
    { days: ['260602', '270601'], expected: false },
  ] as const)('STD RFC8705-1: from $days.0 to $days.1: $expected', ({ days, expected }) => {
    expect(isCurrentCertificate(certificate({ days }), now)).toBe(expected);
  });
});

describe('isIssuedByOneOf', () => {
  const stranger = issueCertificate({ subject: [['CN', 'Authority']], isAuthority: true });
  const user = issueCertificate({ subject: [['CN', 'User']], issuer: authority });

  test.each([
    { name: 'one that the client signed itself', wish: { issuer: undefined } },
    { name: 'an authority of the same name with another key', wish: { issuer: stranger } },
    { name: 'a certificate for servers', wish: { purpose: 'server' as const } },
  ])('STD RFC8705-1: does not count: $name', ({ wish }) => {
    const { issuer, ...others } = { issuer: authority, ...wish };
    const presented = certificate({ ...others, ...(issuer ? { issuer } : { issuer: issueCertificate({ subject }) }) });

    expect(isIssuedByOneOf([authorityOf()], presented, now)).toBe(false);
  });

  test.each([
    { name: 'that has expired', authorities: [authorityOf({ days: ['200101', '250101'] })] },
    { name: 'that is no authority', authorities: [authorityOf({ isAuthority: false })] },
    { name: 'of which there is none', authorities: [] },
  ])('STD RFC8705-1: nor the signature of an authority $name', ({ authorities }) => {
    expect(isIssuedByOneOf(authorities, certificate(), now)).toBe(false);
  });

  test('STD RFC8705-1: nor that of a user of the authority', () => {
    const anchors = [certificate({ subject: [['CN', 'User']], keys: user.keys }).x509, authorityOf()];

    expect(isIssuedByOneOf(anchors, certificate({ issuer: user }), now)).toBe(false);
  });

  test.each([{ purpose: undefined }, { purpose: 'client' as const }])(
    'STD RFC8705-1: does count: the authority, purpose $purpose',
    ({ purpose }) => {
      const presented = certificate(purpose ? { purpose } : {});

      expect(isIssuedByOneOf([authorityOf()], presented, now)).toBe(true);
    },
  );
});

describe('hasRegisteredSubject', () => {
  const presented = certificate({
    names: [
      ['dns', 'App.example'],
      ['uri', 'spiffe://example/app'],
      ['email', 'app@example.org'],
      ['ip', Buffer.from([192, 0, 2, 7])],
    ],
  });

  test.each([
    { client: { tlsClientAuthSubjectDn: 'CN=app' } },
    { client: { tlsClientAuthSanDns: 'app.example' } },
    { client: { tlsClientAuthSanUri: 'spiffe://example/app' } },
    { client: { tlsClientAuthSanEmail: 'app@example.org' } },
    { client: { tlsClientAuthSanIp: '192.0.2.7' } },
  ])('STD RFC8705-1: $client', ({ client }) => {
    expect(hasRegisteredSubject(presented, client)).toBe(true);
  });

  test.each([
    { name: 'nothing', client: {} },
    { name: 'another name', client: { tlsClientAuthSubjectDn: 'CN=app2' } },
    { name: 'the common name as a DNS name', client: { tlsClientAuthSanDns: 'app' } },
    { name: 'a wildcard', client: { tlsClientAuthSanDns: '*.example' } },
    { name: 'a URI that goes on', client: { tlsClientAuthSanUri: 'spiffe://example/app/x' } },
    { name: 'a URI in other letters', client: { tlsClientAuthSanUri: 'spiffe://example/App' } },
    { name: 'a DNS name as a URI', client: { tlsClientAuthSanUri: 'App.example' } },
    { name: 'no address', client: { tlsClientAuthSanIp: 'x' } },
    {
      name: 'two, of which one fits',
      client: { tlsClientAuthSubjectDn: 'CN=app2', tlsClientAuthSanDns: 'app.example' },
    },
    { name: 'two that fit', client: { tlsClientAuthSubjectDn: 'CN=app', tlsClientAuthSanDns: 'app.example' } },
  ])('STD RFC8705-1: not $name', ({ client }) => {
    expect(hasRegisteredSubject(presented, client)).toBe(false);
  });
});

describe('isKeyOfCertificate', () => {
  const presented = certificate();
  const other = certificate();
  const x5c = (one: ClientCertificate): string[] => [one.x509.raw.toString('base64')];

  test.each([
    { name: 'the same key', key: { ...presented.jwk }, expected: true },
    { name: 'the same key, described otherwise', key: { ...presented.jwk, kid: 'k', use: 'sig' }, expected: true },
    { name: 'the very certificate', key: { ...presented.jwk, x5c: x5c(presented) }, expected: true },
    { name: 'another key', key: { ...other.jwk }, expected: false },
    { name: 'another certificate of the same key', key: { ...presented.jwk, x5c: x5c(other) }, expected: false },
    { name: 'a certificate that is no text', key: { ...presented.jwk, x5c: [1] }, expected: false },
    { name: 'the certificate at the second place', key: { x5c: [...x5c(other), ...x5c(presented)] }, expected: false },
    { name: 'no key', key: {}, expected: false },
    { name: 'a shared secret', key: { kty: 'oct', k: 'AAAA' }, expected: false },
  ])('STD RFC8705-1: $name: $expected', ({ key, expected }) => {
    expect(isKeyOfCertificate(presented, key)).toBe(expected);
  });
});
