import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { weakKeyProblem } from '#protocol/keys/weak-key';
import type { PemEntry } from './pem-entries.js';
import type { SamlInboundOptions } from './saml-inbound.options.js';

/** By what we sign, and by what the provider does. PEM. */
export interface SamlKeys {
  /** Absent where requests are not signed. */
  readonly signing?: { readonly privateKey: string; readonly certificate: string };
  /** Of the identity provider; at least one. */
  readonly verification: readonly string[];
}

/** What the named files hold. */
export interface SamlKeyFiles {
  readonly keystore: readonly PemEntry[];
  /** Of the file of the provider's certificates, where one is named. */
  readonly verification?: readonly PemEntry[];
}

/** A key or certificate is missing or of no use. `key` is the property to look at. */
export class SamlKeyProblem extends Error {
  constructor(
    readonly key: string,
    message: string,
  ) {
    super(message);
  }
}

const RELYING_PARTY = 'relying_party.default.';

/** Chooses among what the files hold. @throws SamlKeyProblem */
export function chooseSamlKeys(options: SamlInboundOptions, files: SamlKeyFiles): SamlKeys {
  const signing = options.signsRequests ? signingKey(options, files.keystore) : undefined;
  return { ...(signing && { signing }), verification: verificationCertificates(options, files, signing?.certificate) };
}

function signingKey(options: SamlInboundOptions, keystore: readonly PemEntry[]): NonNullable<SamlKeys['signing']> {
  const { signingKeyAlias: alias } = options;
  const keys = keystore.filter(({ kind }) => kind === 'private-key');
  const named = alias === undefined ? keys : keys.filter((each) => each.alias === alias);
  const [entry, ...others] = named;
  if (entry === undefined && alias !== undefined)
    throw problem('signing_key.alias', 'names no private key of the keystore');
  if (entry === undefined)
    throw problem(
      'keystore.file',
      'names no private key to sign requests with (relying_party.default.sign_authn_request)',
    );
  if (others.length > 0) throw problem('signing_key.alias', 'must say which private key of the keystore signs');
  const privateKey = openKey(entry, options);
  const own = keystore.find((each) => each.kind === 'certificate' && isOf(each, privateKey));
  if (own === undefined) throw problem('keystore.file', 'has no certificate of the signing key');
  return { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), certificate: own.pem };
}

function openKey({ pem }: PemEntry, options: SamlInboundOptions): KeyObject {
  const passphrase = options.signingKeyPassword ?? options.keystorePassword;
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) });
  } catch {
    throw problem('signing_key.password', 'does not open the signing key, or the key cannot be read');
  }
  if (key.asymmetricKeyType !== 'rsa') throw problem('signing_key.alias', 'names a key that is not RSA');
  const weakness = weakKeyProblem(key.export({ format: 'jwk' }));
  if (weakness !== undefined) throw problem('signing_key.alias', `names a key that is too weak: ${weakness}`);
  return key;
}

function isOf(entry: PemEntry, key: KeyObject): boolean {
  return certificateOf(entry, 'keystore.file').checkPrivateKey(key);
}

function verificationCertificates(
  options: SamlInboundOptions,
  { keystore, verification }: SamlKeyFiles,
  own: string | undefined,
): readonly string[] {
  const { verificationAlias: alias } = options;
  const key = verification === undefined ? 'verification_certificate.alias' : 'verification_certificate.file';
  const candidates = (verification ?? keystore).filter(({ kind, pem }) => kind === 'certificate' && pem !== own);
  const named = alias === undefined ? candidates : candidates.filter((each) => each.alias === alias);
  if (named.length === 0) throw problem(key, 'names no certificate of the identity provider');
  if (verification === undefined && named.length > 1)
    throw problem(key, 'must say which certificate of the keystore is that of the identity provider');
  return named.map((entry) => verifiedBy(entry, key));
}

function verifiedBy(entry: PemEntry, key: string): string {
  const { publicKey } = certificateOf(entry, key);
  if (publicKey.asymmetricKeyType !== 'rsa') throw problem(key, 'names a certificate whose key is not RSA');
  const weakness = weakKeyProblem(publicKey.export({ format: 'jwk' }));
  if (weakness !== undefined) throw problem(key, `names a certificate that is too weak: ${weakness}`);
  return entry.pem;
}

function certificateOf({ pem }: PemEntry, key: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw problem(key, 'has a certificate that cannot be read');
  }
}

function problem(key: string, message: string): SamlKeyProblem {
  return new SamlKeyProblem(RELYING_PARTY + key, message);
}
