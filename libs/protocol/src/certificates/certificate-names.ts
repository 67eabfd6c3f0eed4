import { derContent, derElements, objectIdentifier, type DerElement } from './der.js';
import { canonicalIp } from './ip-address.js';

/** One attribute of a distinguished name as a certificate has it. */
export interface NameAttribute {
  /** Its type as a dotted object identifier. */
  readonly type: string;
  /** Its value; undefined for kinds of text we do not read. */
  readonly text: string | undefined;
  /** The whole of the value's DER, as hexadecimal digits. */
  readonly der: string;
}

/** A distinguished name: sets of attributes, in the order of the certificate. */
export type DistinguishedName = readonly (readonly NameAttribute[])[];

/** The names by which a certificate's holder may be known. */
export interface CertificateNames {
  readonly subject: DistinguishedName;
  readonly dns: readonly string[];
  readonly uris: readonly string[];
  readonly emails: readonly string[];
  /** In canonical form. */
  readonly ips: readonly string[];
}

/** Tags of DER (ITU-T X.690 §8). */
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const OCTETS = 0x04;
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
/** Kinds of general names (RFC 5280 §4.2.1.6). */
const EMAIL = 0x81;
const DNS = 0x82;
const URI = 0x86;
const IP = 0x87;

/**
 * The names in a certificate, read from its bytes: a printed form of them could be made to say something else (CVE-2021-44532, CVE-2021-44533).
 * @param der a certificate that was parsed before
 * @throws TypeError it is no certificate
 * @see RFC 5280 §4.1.2.6 and §4.2.1.6
 */
export function certificateNames(der: Buffer): CertificateNames {
  const [body] = derContent(der);
  const fields = derElements(body?.value ?? Buffer.alloc(0));
  const subject = fields[fields[0]?.tag === VERSION ? 5 : 4];
  if (subject === undefined) throw new TypeError('It is no certificate');
  const names = alternativeNames(fields.find(({ tag }) => tag === EXTENSIONS));
  const textsOf = (kind: number): readonly string[] => names.filter(({ tag }) => tag === kind).map(asciiOf);
  return {
    subject: derElements(subject.value).map(({ value }) => derElements(value).map(attributeOf)),
    dns: textsOf(DNS),
    uris: textsOf(URI),
    emails: textsOf(EMAIL),
    ips: names.filter(({ tag }) => tag === IP).flatMap(({ value }) => canonicalIp(value) ?? []),
  };
}

function alternativeNames(extensions: DerElement | undefined): readonly DerElement[] {
  const list = extensions === undefined ? [] : derContent(extensions.value);
  for (const { value } of list) {
    const [id, ...others] = derElements(value);
    const content = others.find(({ tag }) => tag === OCTETS);
    if (id && content && objectIdentifier(id.value) === SUBJECT_ALTERNATIVE_NAME) return derContent(content.value);
  }
  return [];
}

function asciiOf({ value }: DerElement): string {
  return value.toString('latin1');
}

function attributeOf({ value }: DerElement): NameAttribute {
  const [type, content] = derElements(value);
  if (type === undefined || content === undefined) throw new TypeError('An attribute of the name is incomplete');
  return { type: objectIdentifier(type.value), text: textOf(content), der: content.whole.toString('hex') };
}

/** UTF8String, PrintableString, IA5String and BMPString; the older kinds have no certain alphabet. */
function textOf({ tag, value }: DerElement): string | undefined {
  if (tag === 0x0c) return value.toString('utf8');
  if (tag === 0x13 || tag === 0x16) return value.toString('latin1');
  return tag === 0x1e && value.length % 2 === 0 ? Buffer.from(value).swap16().toString('utf16le') : undefined;
}
