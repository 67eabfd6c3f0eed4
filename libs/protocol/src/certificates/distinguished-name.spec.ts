import fc from 'fast-check';
import { issueCertificate, type CertificateWish } from '../../../../test/support/client-certificates.js';
import { certificateNames, type DistinguishedName } from './certificate-names.js';
import { isDistinguishedName, readDistinguishedName } from './distinguished-name.js';

const subjectOf = (subject: CertificateWish['subject']): DistinguishedName =>
  certificateNames(issueCertificate({ subject }).der).subject;
const clinic = subjectOf([
  ['C', 'US'],
  ['O', 'Clinic, Inc.'],
  ['CN', 'app'],
]);

describe('isDistinguishedName', () => {
  test.each([
    { name: 'the parts in the order of the certificate', written: String.raw`C=US,O=Clinic\, Inc.,CN=app` },
    { name: 'a part less', written: 'CN=app' },
    { name: 'a part more', written: String.raw`CN=app,OU=x,O=Clinic\, Inc.,C=US` },
    { name: 'another value', written: String.raw`CN=app2,O=Clinic\, Inc.,C=US` },
    { name: 'letters of another case', written: String.raw`CN=APP,O=Clinic\, Inc.,C=US` },
    { name: 'another type', written: String.raw`OU=app,O=Clinic\, Inc.,C=US` },
    { name: 'the parts as one', written: String.raw`CN=app+O=Clinic\, Inc.,C=US` },
    { name: 'a comma that is not escaped', written: 'CN=app,O=Clinic, Inc.,C=US' },
    { name: 'nothing', written: '' },
  ])('STD RFC8705-1: $name is another name', ({ written }) => {
    expect(isDistinguishedName(clinic, written)).toBe(false);
  });

  test.each([
    { name: 'as RFC 4514 has it', written: String.raw`CN=app,O=Clinic\, Inc.,C=US` },
    { name: 'with spaces between the parts', written: String.raw`CN = app, O = Clinic\, Inc., C = US` },
    { name: 'with types in small letters', written: String.raw`cn=app,o=Clinic\, Inc.,c=US` },
    { name: 'with types as numbers', written: String.raw`2.5.4.3=app,2.5.4.10=Clinic\, Inc.,2.5.4.6=US` },
    { name: 'with letters as bytes', written: String.raw`CN=\61pp,O=Clinic\2c Inc.,C=US` },
    { name: 'with a value as DER', written: String.raw`CN=#0c03617070,O=Clinic\, Inc.,C=US` },
  ])('STD RFC8705-1: $name it is the name', ({ written }) => {
    expect(isDistinguishedName(clinic, written)).toBe(true);
  });

  test('STD RFC8705-1: a value that looks like another part is not one', () => {
    const sly = subjectOf([['CN', 'app,O=Clinic']]);

    expect(isDistinguishedName(sly, 'CN=app,O=Clinic')).toBe(false);
    expect(isDistinguishedName(sly, String.raw`CN=app\,O\=Clinic`)).toBe(true);
  });

  test('STD RFC8705-1: whatever the value, its escaped form is the name', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }), (value) => {
        const escaped = [...Buffer.from(value)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');

        expect(isDistinguishedName(subjectOf([['CN', value]]), `CN=${escaped}`)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe('readDistinguishedName', () => {
  test.each([
    'CN',
    'CN=',
    '=app',
    'CN=app,',
    ',CN=app',
    'CN=a;O=b',
    'CN="app"',
    'CN=a<b',
    String.raw`CN=a\x`,
    'CN=a\\',
    'CN=#0c0',
    'XX=app',
    '1=app',
  ])('STD RFC8705-1: %p is none', (text) => {
    expect(readDistinguishedName(text)).toBeUndefined();
  });

  test('V-88: hostile text costs no more than its length', () => {
    const texts = [String.raw`CN=${'\\41'.repeat(300)}!<`, `CN=${' '.repeat(990)}<`, `CN=${'a '.repeat(490)}<`];
    for (const text of texts) expect(readDistinguishedName(text)).toBeUndefined();
    expect(readDistinguishedName(`CN=${'\\41'.repeat(300)}<`)).toBeUndefined();
  }, 1_000);

  test('several attributes may make one part', () => {
    expect(readDistinguishedName('CN=app+OU=x,C=US')).toEqual([
      [
        { type: '2.5.4.3', text: 'app' },
        { type: '2.5.4.11', text: 'x' },
      ],
      [{ type: '2.5.4.6', text: 'US' }],
    ]);
  });
});
