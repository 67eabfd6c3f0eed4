import { createPrivateKey } from 'node:crypto';
import { samlKeyPair } from '../../../../test/support/saml-idp.js';
import { certificateFor } from '../../../../test/support/certificate.js';
import { readPem } from './pem-entries.js';
import { SamlInboundOptions } from './saml-inbound.options.js';
import { chooseSamlKeys, SamlKeyProblem, type SamlKeys } from './saml-keys.js';

const [own, idp, other] = [samlKeyPair('own'), samlKeyPair('idp'), samlKeyPair('other')];
const encrypted = createPrivateKey(own.key)
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' })
  .toString();
const elliptic = certificateFor('idp.example');
const named = (alias: string, pem: string): string =>
  `Bag Attributes\n    friendlyName: ${alias}\nsubject=CN=x\n${pem}`;
const converted =
  named('us', own.key) + named('us', own.certificate) + named('idp', idp.certificate) + named('old', other.certificate);

function choose(keystore: string, options: Partial<SamlInboundOptions> = {}, verification?: string): SamlKeys {
  const all = Object.assign(new SamlInboundOptions(), options);
  const files = { keystore: keystore === '' ? [] : readPem(keystore) };
  return chooseSamlKeys(all, verification === undefined ? files : { ...files, verification: readPem(verification) });
}

describe('keys of a SAML module', () => {
  test.each([
    {
      name: 'key and certificate, and that of the provider',
      keystore: own.key + own.certificate + idp.certificate,
      options: {},
    },
    { name: 'in another order', keystore: idp.certificate + own.certificate + own.key, options: {} },
    {
      name: 'an encrypted key',
      keystore: encrypted + own.certificate + idp.certificate,
      options: { keystorePassword: 'open' },
    },
    {
      name: 'a key with a password of its own',
      keystore: encrypted + own.certificate + idp.certificate,
      options: { keystorePassword: 'x', signingKeyPassword: 'open' },
    },
    {
      name: 'aliases of a converted keystore',
      keystore: converted,
      options: { signingKeyAlias: 'us', verificationAlias: 'idp' },
    },
  ])('$name', ({ keystore, options }) => {
    const { signing, verification } = choose(keystore, options);

    expect(signing?.certificate.trim()).toBe(own.certificate.trim());
    expect(signing?.privateKey).toContain('BEGIN PRIVATE KEY');
    expect(verification.map((pem) => pem.trim())).toEqual([idp.certificate.trim()]);
  });

  test('several certificates of the provider in a file of their own, while it changes its key', () => {
    expect(choose(own.key + own.certificate, {}, idp.certificate + other.certificate).verification).toHaveLength(2);
  });

  test('without signed requests no key is needed', () => {
    expect(choose('', { signsRequests: false }, idp.certificate)).toMatchObject({ verification: [expect.any(String)] });
  });

  test.each([
    { name: 'no key', keystore: idp.certificate, options: {}, key: 'keystore.file' },
    { name: 'no certificate of the key', keystore: own.key + idp.certificate, options: {}, key: 'keystore.file' },
    {
      name: 'no certificate of the provider',
      keystore: own.key + own.certificate,
      options: {},
      key: 'verification_certificate.alias',
    },
    {
      name: 'two certificates that could be meant',
      keystore: own.key + own.certificate + idp.certificate + other.certificate,
      options: {},
      key: 'verification_certificate.alias',
    },
    {
      name: 'two keys that could be meant',
      keystore: own.key + other.key + own.certificate,
      options: {},
      key: 'signing_key.alias',
    },
    {
      name: 'an alias of nothing',
      keystore: converted,
      options: { signingKeyAlias: 'them' },
      key: 'signing_key.alias',
    },
    {
      name: 'a wrong password',
      keystore: encrypted + own.certificate,
      options: { keystorePassword: 'shut' },
      key: 'signing_key.password',
    },
    { name: 'no password', keystore: encrypted + own.certificate, options: {}, key: 'signing_key.password' },
    { name: 'a key that is not RSA', keystore: elliptic.key + elliptic.cert, options: {}, key: 'signing_key.alias' },
  ])('refuses $name', ({ keystore, options, key }) => {
    expect(() => choose(keystore, options)).toThrow(
      expect.objectContaining({ key: `relying_party.default.${key}` }) as Error,
    );
  });

  test.each([
    { name: 'whose key is not RSA', pem: elliptic.cert },
    { name: 'that cannot be read', pem: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' },
    { name: 'that is a key', pem: own.key },
  ])('refuses a certificate of the provider $name', ({ pem }) => {
    expect(() => choose('', { signsRequests: false }, pem)).toThrow(SamlKeyProblem);
  });

  test.each(['', 'MIIJ', '\ufffd\ufffd\u0000\u0002 a Java keystore'])(
    'says how to convert what is not PEM: %j',
    (text) => {
      expect(() => readPem(text)).toThrow(/keytool .*openssl pkcs12/);
    },
  );
});
