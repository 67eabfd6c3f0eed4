import { tokenHash } from './token-hash.js';

describe('tokenHash', () => {
  test.each(['none', 'HS256', '', 'rs256', 'constructor'])('refuses the algorithm "%s"', (algorithm) => {
    expect(() => tokenHash('token', algorithm)).toThrow(TypeError);
  });

  test.each([
    { algorithms: ['RS256', 'PS256', 'ES256'], bytes: 16 },
    { algorithms: ['RS384', 'PS384', 'ES384'], bytes: 24 },
    { algorithms: ['RS512', 'PS512', 'ES512', 'EdDSA', 'Ed25519'], bytes: 32 },
  ])('OpenID Connect Core 3.1.3.6: $algorithms give one hash of $bytes bytes', ({ algorithms, bytes }) => {
    const hashes = algorithms.map((algorithm) => tokenHash('token', algorithm));

    expect(new Set(hashes).size).toBe(1);
    expect(Buffer.from(hashes[0] ?? '', 'base64url')).toHaveLength(bytes);
  });

  test('gives the value of the published example', () => {
    const code = 'Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk';

    expect(tokenHash(code, 'RS256')).toBe('LDktKdoQak3Pk0cnXxCltA');
  });
});
