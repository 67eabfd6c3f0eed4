import fc from 'fast-check';
import { clientNames, federatedNames } from './federated-name.js';

test.each([
  ['https://idp.example.org/realms/a', '248289761001', '248289761001@idp.example.org/realms/a'],
  ['https://idp.example.org/', 'ab-c.d', 'ab-c.d@idp.example.org'],
  ['http://127.0.0.1:8080', 'x', 'x@127.0.0.1:8080'],
  ['urn:example:idp', 'x', 'x@urn-example-idp-bf216484be59'],
  ['idp', 'x', 'x@idp-0c1eeccce6f1'],
])('%s, %s', (issuer, subject, name) => {
  expect(federatedNames(issuer, subject, 7)).toEqual([name, name.replace('@', '~7@')]);
});

test.each([
  ['A', 'a'],
  ['auth0|1', 'auth0-1'],
  ['é', 'e'],
  ['a b', 'a  b'],
  ['x'.repeat(200), 'x'.repeat(201)],
])('V-75: %p and %p are two people, in any case', (one, other) => {
  const [first, second] = [one, other].map((subject) => federatedNames('https://idp.example', subject, 1)[0]);

  expect(first?.toLowerCase()).not.toBe(second?.toLowerCase());
});

test('V-75: no person has the name of a client', () => {
  expect(clientNames('https://idp.example', 'anna', 7)).toEqual([
    'client:anna@idp.example',
    'client:anna~7@idp.example',
  ]);
  expect(federatedNames('https://idp.example', 'client:anna', 7)[0]).not.toContain(':');
});

test('every name fits, and says the same in any case', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 255, unit: 'binary' }),
      fc.webUrl({ size: 'large' }),
      (subject, issuer) => {
        for (const name of federatedNames(issuer, subject, 123_456)) {
          expect(name.length).toBeLessThanOrEqual(200);
          expect(name).toBe(name.toLowerCase());
          expect(name).not.toMatch(/[\s\p{C}]/u);
        }
      },
    ),
  );
});
