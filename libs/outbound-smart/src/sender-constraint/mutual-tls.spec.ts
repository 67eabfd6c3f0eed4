import { bindOptions } from '#module-config/property.port';
import { MutualTlsOptions } from './mutual-tls.options.js';
import { mutualTlsOf, mutualTlsProblems } from './mutual-tls.js';

const read = (lines: Readonly<Record<string, string>>): MutualTlsOptions =>
  bindOptions(MutualTlsOptions, new Map(Object.entries(lines)), 'SECURITY_OUT_SMART').options;
const good = { 'mtls.certificate_header': 'Client-Cert', 'mtls.trusted_proxies': '10.0.0.0/8' };

describe('mutualTlsProblems', () => {
  test.each([
    { name: 'no proxy is named', lines: { 'mtls.certificate_header': 'Client-Cert' }, key: 'mtls.trusted_proxies' },
    {
      name: 'the header has another meaning',
      lines: { ...good, 'mtls.certificate_header': 'Authorization' },
      key: 'mtls.certificate_header',
    },
    ...[
      { 'mtls.trusted_proxies': '10.0.0.0/8' },
      { 'mtls.alias_url': 'https://mtls.example' },
      { 'mtls.trust_anchors.file': 'classpath:x.pem' },
      { 'mtls.chain_verified_by_proxy': 'true' },
    ].map((lines) => ({ name: `${Object.keys(lines).join()} stands alone`, lines, key: 'mtls.certificate_header' })),
  ])('STD RFC8705-4: $name', ({ lines, key }) => {
    expect(mutualTlsProblems(read(lines)).map((problem) => problem.key)).toEqual([key]);
  });

  test('there are none where nothing or everything is said', () => {
    expect(mutualTlsProblems(read({}))).toEqual([]);
    expect(mutualTlsProblems(read(good))).toEqual([]);
  });
});

describe('mutualTlsOf', () => {
  test('STD RFC8705-4: is off without the header', () => {
    expect(mutualTlsOf(read({}))).toBeUndefined();
  });

  test('STD RFC8705-4: trusts nobody to have checked authorities unless it is told', () => {
    const alias = { 'mtls.alias_url': 'https://mtls.example/', 'mtls.certificate_format': 'xfcc' };

    expect(mutualTlsOf(read({ ...good, ...alias }))).toEqual({
      certificateHeader: 'client-cert',
      format: 'xfcc',
      isProxy: expect.any(Function) as unknown,
      aliasUrl: 'https://mtls.example',
    });
    expect(mutualTlsOf(read({ ...good, 'mtls.chain_verified_by_proxy': 'true' }))?.trust).toBe('proxy');
  });
});
