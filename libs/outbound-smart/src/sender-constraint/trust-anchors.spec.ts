import { issueCertificate } from '../../../../test/support/client-certificates.js';
import { readTrustAnchors } from './trust-anchors.js';

const authority = issueCertificate({ subject: [['CN', 'Authority']], isAuthority: true });
const other = issueCertificate({ subject: [['CN', 'Other']], isAuthority: true });
const leaf = issueCertificate({ subject: [['CN', 'Leaf']], issuer: authority });

describe('readTrustAnchors', () => {
  test.each([
    { name: 'nothing', bundle: '', problem: 'has 0 certificates in PEM; 1 to 100 are possible' },
    { name: 'too many', bundle: authority.cert.repeat(101), problem: 'has 101 certificates' },
    { name: 'a key', bundle: authority.key, problem: 'has 0 certificates' },
    {
      name: 'a broken one',
      bundle: `${authority.cert}${other.cert.replaceAll('M', 'N')}`,
      problem: 'has no certificate at place 2',
    },
    { name: 'one that is no authority', bundle: authority.cert + leaf.cert, problem: 'no authority: CN=Leaf' },
  ])('STD RFC8705-1: refuses $name', ({ bundle, problem }) => {
    expect(() => readTrustAnchors(bundle)).toThrow(problem);
  });

  test('STD RFC8705-1: reads all of a bundle, whatever stands between them', () => {
    const anchors = readTrustAnchors(`# roots\n${authority.cert}\nOther:\n${other.cert}`);

    expect(anchors.map(({ subject }) => subject)).toEqual(['CN=Authority', 'CN=Other']);
  });
});
