import fc from 'fast-check';
import { issueCertificate } from '../../../../test/support/client-certificates.js';
import { certificateFormats, certificateInHeader, type CertificateFormat } from './certificate-header.js';

const { der, cert } = issueCertificate({ subject: [['CN', 'app']] });
const base64 = der.toString('base64');
const encoded = encodeURIComponent(cert);

const pem = (text: string): string => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`;
/** How each kind of proxy writes a certificate that is given in base64. */
const inHeader: Readonly<Record<CertificateFormat, (text: string) => string>> = {
  rfc9440: (text) => `:${text}:`,
  'url-encoded-pem': (text) => encodeURIComponent(pem(text)),
  xfcc: (text) => `Cert="${encodeURIComponent(pem(text))}"`,
};

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

  test('STD RFC8705-4: any bytes come out as they went in', () => {
    fc.assert(
      fc.property(fc.constantFrom(...certificateFormats), fc.uint8Array({ minLength: 1 }), (format, bytes) => {
        const written = Buffer.from(bytes);

        expect(certificateInHeader(format, inHeader[format](written.toString('base64')))).toEqual(written);
      }),
    );
  });

  test('C-04: any text between the marks gives the very bytes it stands for, or nothing', () => {
    const nearlyBase64 = fc.string({
      unit: fc.constantFrom('A', 'B', '+', '/', '=', '-', ':', ' ', '"'),
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.constantFrom(...certificateFormats), fc.oneof(nearlyBase64, fc.string()), (format, text) => {
        const read = certificateInHeader(format, inHeader[format](text))?.toString('base64');

        expect([undefined, text.replaceAll(/\s/g, '')]).toContain(read);
      }),
      { numRuns: 2_000 },
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
