import type { DistinguishedName, NameAttribute } from './certificate-names.js';

/** An attribute as somebody wrote it: with its text, or with the DER of its value. */
interface WrittenAttribute {
  readonly type: string;
  readonly text?: string;
  readonly der?: string;
}

/** Short names of attribute types (RFC 4514 §3, RFC 4519, RFC 2985, eIDAS). Others are written as dotted numbers. */
const attributeTypes: ReadonlyMap<string, string> = new Map([
  ['cn', '2.5.4.3'],
  ['sn', '2.5.4.4'],
  ['serialnumber', '2.5.4.5'],
  ['c', '2.5.4.6'],
  ['l', '2.5.4.7'],
  ['st', '2.5.4.8'],
  ['street', '2.5.4.9'],
  ['o', '2.5.4.10'],
  ['ou', '2.5.4.11'],
  ['title', '2.5.4.12'],
  ['businesscategory', '2.5.4.15'],
  ['postalcode', '2.5.4.17'],
  ['givenname', '2.5.4.42'],
  ['organizationidentifier', '2.5.4.97'],
  ['uid', '0.9.2342.19200300.100.1.1'],
  ['dc', '0.9.2342.19200300.100.1.25'],
  ['emailaddress', '1.2.840.113549.1.9.1'],
]);

/**
 * One attribute: type, `=`, and a value in which special characters are escaped; then what ends it. No text can be read in two ways, so that
 * hostile input costs no more than its length.
 */
const ATTRIBUTE =
  /^ *([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+) *= *(#[0-9A-Fa-f]+|(?:[^\\,+;"<> ]| +(?=[^ ,+])|\\(?:[0-9A-Fa-f]{2}|[ "#+,;<=>\\]))*) *([,+]|$)/su;

/**
 * Reads a distinguished name written as RFC 4514 has it: the last part of the certificate's name first, as
 * `openssl x509 -noout -subject -nameopt RFC2253` prints it. Undefined for anything else.
 */
export function readDistinguishedName(text: string): readonly (readonly WrittenAttribute[])[] | undefined {
  const sets: WrittenAttribute[][] = [[]];
  for (let rest = text; ;) {
    const [whole = '', name = '', value = '', end = ''] = ATTRIBUTE.exec(rest) ?? [];
    const type = attributeTypes.get(name.toLowerCase()) ?? (/^\d/.test(name) ? name : undefined);
    const read = type === undefined ? undefined : readValue(value);
    if (type === undefined || read === undefined) return undefined;
    sets.at(-1)?.push({ type, ...read });
    if (end === '') return sets;
    if (end === ',') sets.push([]);
    rest = rest.slice(whole.length);
  }
}

function readValue(value: string): Pick<WrittenAttribute, 'text' | 'der'> | undefined {
  if (value === '') return undefined;
  if (value.startsWith('#')) return value.length % 2 === 1 ? { der: value.slice(1).toLowerCase() } : undefined;
  const escaped = value.replaceAll(/((?:\\[0-9A-Fa-f]{2})+)|\\(.)/gsu, (_whole, bytes?: string, sign?: string) =>
    bytes === undefined ? (sign ?? '') : Buffer.from(bytes.replaceAll('\\', ''), 'hex').toString('utf8'),
  );
  return { text: escaped };
}

/**
 * Whether a certificate's subject is the written name: the same attributes in the same order, values letter by letter. (RFC 4517 would ignore
 * case; who registers a name can copy it from the certificate.)
 */
export function isDistinguishedName(subject: DistinguishedName, written: string): boolean {
  const expected = readDistinguishedName(written)?.toReversed();
  if (expected?.length !== subject.length) return false;
  return subject.every((set, index) => isSameSet(set, expected[index] ?? []));
}

/** The attributes of one set have no order (RFC 4514 §2.2). */
function isSameSet(set: readonly NameAttribute[], expected: readonly WrittenAttribute[]): boolean {
  if (set.length !== expected.length) return false;
  const isThere = expected.every((one) => set.some((attribute) => fits(attribute, one)));
  return isThere && set.every((attribute) => expected.some((one) => fits(attribute, one)));
}

function fits({ type, text, der }: NameAttribute, expected: WrittenAttribute): boolean {
  if (type !== expected.type) return false;
  return expected.der === undefined ? text === expected.text && text !== undefined : der === expected.der;
}
