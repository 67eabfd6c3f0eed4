import { leftBehindText } from './left-behind-text.js';

const nothing = { withSecondFactor: 0, authenticatorApps: 0, passkeys: 0, withAcceptedTerms: 0 };

describe('what an export leaves out', () => {
  test.each([
    ['nothing', nothing, /^$/],
    [
      'second factors',
      { ...nothing, withSecondFactor: 2, authenticatorApps: 1, passkeys: 3 },
      /^left out: the second factors of 2 people \(1 authenticator app, 3 passkeys\)\. Where it is imported a password alone .*\n$/,
    ],
    [
      'second factors and terms',
      { withSecondFactor: 1, authenticatorApps: 0, passkeys: 1, withAcceptedTerms: 1 },
      /^left out: the second factors of 1 person \(0 authenticator apps, 1 passkey\).*\nleft out: that 1 person agreed to terms of service\..*\n$/,
    ],
  ])('is told: %s', (_what, left, text) => {
    expect(leftBehindText(left)).toMatch(text);
  });
});
