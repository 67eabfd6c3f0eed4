/** A certificate or a private key of a PEM text. */
export interface PemEntry {
  readonly kind: 'certificate' | 'private-key';
  readonly pem: string;
  /** The name that a converted keystore wrote before it (`friendlyName`), or ''. */
  readonly alias: string;
}

const BLOCK = /-----BEGIN ([A-Z ]{1,40})-----[A-Za-z0-9+/=\s,:-]*?-----END \1-----/g;
const ALIAS = /^[ \t]*friendlyName:[ \t]*(.*)$/gm;
/** More than any keystore of one relying party has. */
const MOST = 100;

const CONVERT =
  'A Java keystore is converted by "keytool -importkeystore -srckeystore saml.jks -destkeystore saml.p12 -deststoretype pkcs12"; ' +
  'an old PKCS #12 file by "openssl pkcs12 -legacy -in saml.p12 -nodes -out saml.pem"';

/**
 * The certificates and private keys of a PEM text, in the order written.
 * @throws TypeError there are none, or more than 100
 */
export function readPem(text: string): readonly PemEntry[] {
  const entries: PemEntry[] = [];
  let end = 0;
  for (const found of text.matchAll(BLOCK)) {
    const kind = kindOf(found[1] ?? '');
    const alias = [...text.slice(end, found.index).matchAll(ALIAS)].at(-1)?.[1]?.trim() ?? '';
    end = found.index + found[0].length;
    if (kind !== undefined) entries.push({ kind, pem: `${found[0]}\n`, alias });
    if (entries.length > MOST) throw new TypeError('has more than 100 keys and certificates');
  }
  if (entries.length === 0) throw new TypeError(`has no certificate and no private key in PEM or PKCS #12. ${CONVERT}`);
  return entries;
}

function kindOf(label: string): PemEntry['kind'] | undefined {
  if (label === 'CERTIFICATE') return 'certificate';
  return label.endsWith('PRIVATE KEY') ? 'private-key' : undefined;
}
