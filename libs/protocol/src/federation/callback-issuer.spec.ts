import { callbackIssuerProblem } from './callback-issuer.js';

const acceptedIssuers = ['https://a.example', 'https://a.example/'];

test.each([
  { name: 'of somebody else', iss: 'https://b.example', promised: false, refused: true },
  { name: 'empty', iss: '', promised: false, refused: true },
  { name: 'with two slashes', iss: 'https://a.example//', promised: false, refused: true },
  { name: 'in capitals', iss: 'https://A.example', promised: false, refused: true },
  { name: 'missing where it is promised', iss: undefined, promised: true, refused: true },
  { name: 'missing where nothing is promised', iss: undefined, promised: false, refused: false },
  { name: 'of the server', iss: 'https://a.example', promised: true, refused: false },
  { name: 'of the server, with a slash', iss: 'https://a.example/', promised: true, refused: false },
])('V-15, B-30, S-03: iss $name', ({ iss, promised, refused }) => {
  const problem = callbackIssuerProblem(iss, { acceptedIssuers, promisesIssuer: promised });

  expect(problem !== undefined).toBe(refused);
});
