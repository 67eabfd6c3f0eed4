import fc from 'fast-check';
import { issueCertificate } from '../../../../test/support/client-certificates.js';
import { certificateNames } from './certificate-names.js';

const { der } = issueCertificate({
  subject: [
    ['O', 'Clinic'],
    ['CN', 'Zoë'],
  ],
  names: [
    ['dns', 'app.example'],
    ['dns', 'other.example, DNS:evil.example'],
    ['uri', 'spiffe://example/app'],
    ['email', 'app@example.org'],
    ['ip', Buffer.from([192, 0, 2, 7])],
    ['ip', Buffer.alloc(3)],
  ],
});

describe('certificateNames', () => {
  test('STD RFC8705-1: reads each name as it is, whatever it would look like in print', () => {
    expect(certificateNames(der)).toEqual({
      subject: [
        [{ type: '2.5.4.10', text: 'Clinic', der: '0c06436c696e6963' }],
        [{ type: '2.5.4.3', text: 'Zoë', der: '0c045a6fc3ab' }],
      ],
      dns: ['app.example', 'other.example, DNS:evil.example'],
      uris: ['spiffe://example/app'],
      emails: ['app@example.org'],
      ips: ['192.0.2.7'],
    });
  });

  test('STD RFC8705-1: a certificate without alternative names has none', () => {
    const plain = issueCertificate({ subject: [['CN', 'app']] });

    expect(certificateNames(plain.der)).toMatchObject({ dns: [], uris: [], emails: [], ips: [] });
  });

  test('C-04: broken bytes end in names or in a TypeError, never in anything else', () => {
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), fc.nat(der.length), (place, byte, length) => {
        const broken = Buffer.from(der.subarray(0, length));
        if (place < length) broken[place] = byte;
        try {
          certificateNames(broken);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
