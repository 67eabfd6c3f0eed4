import { samlKeyPair } from '../../../../test/support/saml-idp.js';
import { samlFindings } from './saml-findings.js';

// Good until the last second of 2049.
const { certificate } = samlKeyPair('some');
const both = { moduleId: 'saml', keys: { signing: { certificate }, verification: [certificate] } };

test.each([
  { name: 'long before', now: '2030-01-01T00:00:00Z', expected: [] },
  { name: 'thirty days before', now: '2049-12-01T23:59:59Z', expected: [] },
  {
    name: 'in the last thirty days',
    now: '2049-12-02T00:00:00Z',
    expected: [/^our .* runs out on 2049-12-31$/, /^the .* runs out/],
  },
  {
    name: 'afterwards',
    now: '2050-01-01T00:00:00Z',
    expected: [/^our certificate ran out/, /provider ran out on 2049-12-31$/],
  },
])('certificates $name', ({ now, expected }) => {
  const found = samlFindings(both, new Date(now));

  expect(found).toHaveLength(expected.length);
  expect(found.map(({ problem }, index) => expected[index]?.test(problem))).toEqual(expected.map(() => true));
});

test('of a module that signs nothing only the provider’s are looked at', () => {
  const { keys, moduleId } = both;

  expect(samlFindings({ moduleId, keys: { verification: keys.verification } }, new Date('2050-01-01'))).toHaveLength(1);
});
