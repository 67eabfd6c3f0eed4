import { presentationProblem } from './token-presentation.js';

const KEY = { jkt: 'key' };
const CERTIFICATE = { 'x5t#S256': 'certificate' };

describe('presentationProblem', () => {
  test.each([
    { name: 'a DPoP token as a bearer token', bound: KEY, scheme: 'Bearer', shown: {} },
    { name: 'even with the proof', bound: KEY, scheme: 'Bearer', shown: KEY },
    { name: 'a DPoP token without a proof', bound: KEY, scheme: 'DPoP', shown: {} },
    { name: 'with the proof of another key', bound: KEY, scheme: 'DPoP', shown: { jkt: 'other' } },
    { name: 'with a certificate of that very thumbprint', bound: KEY, scheme: 'DPoP', shown: { 'x5t#S256': 'key' } },
    { name: 'a bearer token under DPoP', bound: undefined, scheme: 'DPoP', shown: KEY },
    { name: 'a token bound to a certificate without it', bound: CERTIFICATE, scheme: 'Bearer', shown: {} },
    { name: 'with another', bound: CERTIFICATE, scheme: 'Bearer', shown: { 'x5t#S256': 'other' } },
    { name: 'with a proof in place of it', bound: CERTIFICATE, scheme: 'DPoP', shown: { jkt: 'certificate' } },
  ] as const)('STD RFC9449-3, RFC8705-2, B-38: not $name', ({ bound, scheme, shown }) => {
    expect(presentationProblem(bound, { scheme, shown })).toMatch(/^The access token is (?:not )?bound to/);
  });

  test.each([
    { name: 'a DPoP token with a proof of its key', bound: KEY, scheme: 'DPoP', shown: KEY },
    { name: 'a token bound to a certificate with it', bound: CERTIFICATE, scheme: 'Bearer', shown: CERTIFICATE },
    { name: 'a bearer token', bound: undefined, scheme: 'Bearer', shown: {} },
    { name: 'a bearer token over any certificate', bound: undefined, scheme: 'Bearer', shown: CERTIFICATE },
  ] as const)('STD RFC9449-3, RFC8705-2: but $name', ({ bound, scheme, shown }) => {
    expect(presentationProblem(bound, { scheme, shown })).toBeUndefined();
  });
});
