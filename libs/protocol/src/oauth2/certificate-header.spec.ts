import fc from 'fast-check';
import { issueCertificate } from '../../../../test/support/client-certificates.js';
import { certificateFormats, certificateInHeader } from './certificate-header.js';

const { der, cert } = issueCertificate({ subject: [['CN', 'app']] });
const base64 = der.toString('base64');
const encoded = encodeURIComponent(cert);

describe('certificateInHeader', () => {
  test.each([
    { name: 'STD RFC8705-1: RFC 9440', format: 'rfc9440', header: `:${base64}:` },
    { name: 'STD RFC8705-1: nginx', format: 'url-encoded-pem', header: encoded },
    {
      name: 'STD RFC8705-1: AWS, which leaves + and / as they are',
      format: 'url-encoded-pem',
      header: encodeURI(cert),
    },
    { name: 'STD RFC8705-1: Envoy', format: 'xfcc', header: `Hash=abc;Cert="${encoded}";Subject="CN=app"` },
    {
      name: 'STD RFC8705-1: Envoy, with signs that are quoted',
      format: 'xfcc',
      header: `Subject="O=\\"a,b;c=d\\"";Cert="${encoded}"`,
    },
  ] as const)('$name', ({ format, header }) => {
    expect(certificateInHeader(format, header)).toEqual(der);
  });

  test.each([
    { name: 'nothing', header: '' },
    { name: 'nonsense', header: 'nonsense' },
    { name: 'no base64', header: ':a-b_c:' },
    { name: 'a sign inside', header: `:${base64.slice(0, 40)}!${base64.slice(40)}:` },
    { name: 'base64 without its end', header: `:${base64.slice(0, -1)}:` },
    { name: 'one colon', header: `:${base64}` },
    { name: 'two values, as they are joined', header: `:${base64}:, :${base64}:` },
    { name: 'two certificates', header: encodeURIComponent(cert + cert) },
    { name: 'something before it', header: encodeURIComponent(`x${cert}`) },
    { name: 'something behind it', header: encodeURIComponent(`${cert}x`) },
    { name: 'another kind of PEM', header: encodeURIComponent(cert.replaceAll('CERTIFICATE', 'PUBLIC KEY')) },
    { name: 'no percent-encoding', header: `${encoded}%zz` },
    { name: 'two elements of Envoy', header: `Cert="${encoded}",Cert="${encoded}"` },
    { name: 'two certificates of Envoy', header: `Cert="${encoded}";Cert="${encoded}"` },
    { name: "somebody else's element first", header: `Subject="x",Cert="${encoded}"` },
    { name: 'a quotation mark that is never closed', header: `Cert="${encoded}` },
    { name: 'Envoy without a certificate', header: 'Hash=abc;Subject="CN=app"' },
    { name: '17 KB', header: `:${'A'.repeat(17 * 1_024)}:` },
  ])('STD RFC8705-4: $name is none, in any format', ({ header }) => {
    for (const format of certificateFormats) expect(certificateInHeader(format, header)).toBeUndefined();
  });

  test('STD RFC8705-4: a format is not read as another', () => {
    expect(certificateInHeader('xfcc', `:${base64}:`)).toBeUndefined();
    expect(certificateInHeader('rfc9440', encoded)).toBeUndefined();
    expect(certificateInHeader('url-encoded-pem', `Cert="${encoded}"`)).toBeUndefined();
  });

  test('C-04: any text gives bytes or nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...certificateFormats), fc.string({ maxLength: 200 }), (format, text) => {
        expect([true, false]).toContain(certificateInHeader(format, text) === undefined);
      }),
    );
  });

  test('V-88: Envoy: hostile text costs no more than its length', () => {
    const texts = [
      'Cert="' + '\\"'.repeat(8_000),
      'a='.repeat(8_000),
      '"'.repeat(16_000),
      'Cert="' + '\\'.repeat(16_000),
    ];
    for (const text of texts) expect(certificateInHeader('xfcc', text)).toBeUndefined();
  }, 1_000);
});
