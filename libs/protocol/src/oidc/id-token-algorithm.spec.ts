import { idTokenAlgorithm, usualIdTokenAlgorithm } from './id-token-algorithm.js';

test('STD U4, ODCR-1: a client that names no algorithm is to have RS256', () => {
  expect(idTokenAlgorithm({})).toBe('RS256');
  expect(idTokenAlgorithm({ idTokenSignedResponseAlg: 'ES256' })).toBe('ES256');
});

test.each([
  { offered: ['RS512', 'RS256'], expected: 'RS256' },
  { offered: ['RS512', 'ES256'], expected: 'RS512' },
  { offered: [], expected: undefined },
])('of keys for $offered, $expected is the usual one', ({ offered, expected }) => {
  expect(usualIdTokenAlgorithm(offered)).toBe(expected);
});
