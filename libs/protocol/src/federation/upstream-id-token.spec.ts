import { tokenHash } from '../oidc/token-hash.js';
import { idTokenProblem } from './upstream-id-token.js';

const SENT = 1_800_000_000;
const expected = { clientId: 'us', nonce: 'n', accessToken: 'at', sentAt: new Date(SENT * 1_000) };
const claims = { sub: 'person', aud: 'us', iat: SENT, nonce: 'n' };
const header = { alg: 'RS256' };

test.each([
  { name: 'without sub', altered: { sub: undefined }, problem: 'sub' },
  { name: 'with an empty sub', altered: { sub: '' }, problem: 'sub' },
  { name: 'with a number as sub', altered: { sub: 7 }, problem: 'sub' },
  { name: 'V-75: with a sub of 1 MB', altered: { sub: 'x'.repeat(1_000_000) }, problem: 'sub' },
  { name: 'without aud', altered: { aud: undefined }, problem: 'aud' },
  { name: 'for another client', altered: { aud: 'them' }, problem: 'aud' },
  { name: 'for another one in a list', altered: { aud: ['them'] }, problem: 'aud' },
  { name: 'for several, without azp', altered: { aud: ['us', 'them'] }, problem: 'azp' },
  { name: 'for several, asked for by another', altered: { aud: ['us', 'them'], azp: 'them' }, problem: 'azp' },
  { name: 'asked for by another', altered: { azp: 'them' }, problem: 'azp' },
  { name: 'with azp as a list', altered: { azp: ['us'] }, problem: 'azp' },
  { name: 'without iat', altered: { iat: undefined }, problem: 'iat' },
  { name: 'with a text as iat', altered: { iat: String(SENT) }, problem: 'iat' },
  { name: 'of yesterday', altered: { iat: SENT - 86_400 }, problem: 'iat' },
  { name: 'with a sign-in of the future', altered: { auth_time: SENT + 3_600 }, problem: 'auth_time' },
  { name: 'without nonce', altered: { nonce: undefined }, problem: 'nonce' },
  { name: 'of another sign-in', altered: { nonce: 'm' }, problem: 'nonce' },
  { name: 'with a list as nonce', altered: { nonce: ['n'] }, problem: 'nonce' },
  { name: 'of another access token', altered: { at_hash: tokenHash('other', 'RS256') }, problem: 'at_hash' },
  { name: 'with a hash of another algorithm', altered: { at_hash: tokenHash('at', 'RS512') }, problem: 'at_hash' },
  { name: 'with an empty at_hash', altered: { at_hash: '' }, problem: 'at_hash' },
])('V-47: refuses a token $name', ({ altered, problem }) => {
  const found = idTokenProblem({ claims: { ...claims, ...altered }, header }, expected);

  expect(found?.split(' ')[0]).toBe(problem);
});

test.each([
  { name: 'for us alone', altered: {} },
  { name: 'of a clock behind ours', altered: { iat: SENT - 240 } },
  { name: 'for us in a list', altered: { aud: ['us'] } },
  { name: 'for several, asked for by us', altered: { aud: ['them', 'us'], azp: 'us' } },
  { name: 'with the hash of its access token', altered: { at_hash: tokenHash('at', 'RS256') } },
])('STD OC: takes a token $name', ({ altered }) => {
  expect(idTokenProblem({ claims: { ...claims, ...altered }, header }, expected)).toBeUndefined();
});

test.each([
  { name: 'no time', greatestAge: 0, authTime: undefined, refused: true },
  { name: 'a sign-in of before', greatestAge: 0, authTime: SENT - 61, refused: true },
  { name: 'one that is too old', greatestAge: 300, authTime: SENT - 361, refused: true },
  { name: 'a text', greatestAge: 300, authTime: String(SENT), refused: true },
  { name: 'a sign-in of now, by a clock that is behind', greatestAge: 0, authTime: SENT - 59, refused: false },
  { name: 'one that is young enough', greatestAge: 300, authTime: SENT - 300, refused: false },
  { name: 'no time, and nobody asked', greatestAge: undefined, authTime: undefined, refused: false },
])('A-23: auth_time is $name', ({ greatestAge, authTime, refused }) => {
  const token = { claims: { ...claims, ...(authTime !== undefined && { auth_time: authTime }) }, header };
  const problem = idTokenProblem(token, { ...expected, ...(greatestAge !== undefined && { greatestAge }) });

  expect(problem !== undefined).toBe(refused);
});
