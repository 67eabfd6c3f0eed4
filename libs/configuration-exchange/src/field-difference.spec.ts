import { fieldDifferences } from './field-difference.js';

test.each([
  { name: 'a number', before: { a: 300 }, after: { a: 600 }, expected: { field: 'a', before: 300, after: 600 } },
  { name: 'what was not set', before: {}, after: { a: ['x'] }, expected: { field: 'a', after: ['x'] } },
  { name: 'what is not set any more', before: { a: true }, after: {}, expected: { field: 'a', before: true } },
  { name: 'a masked value', before: { a: '***' }, after: { a: 's3cr3t' }, expected: { field: 'a' } },
  { name: 'a reference', before: { a: "#{env['X']}" }, after: { a: 's3cr3t' }, expected: { field: 'a' } },
  {
    name: 'a URL that gets a password',
    before: { a: 'https://b' },
    after: { a: 'https://u:pw@b' },
    expected: { field: 'a' },
  },
  { name: 'nothing that was there', before: undefined, after: { a: 1 }, expected: { field: 'a', after: 1 } },
  { name: 'no object', before: { a: 1 }, after: null, expected: { field: 'a', before: 1 } },
])('The difference of $name', ({ before, after, expected }) => {
  expect(fieldDifferences(before, after, ['a'])).toEqual([expected]);
});

test.each(['clientSecrets', 'password', 'passwordHash', 'jsonKeys', 'tokenIntrospectionClientSecret'])(
  'V-50: %s is never shown',
  (field) => {
    expect(fieldDifferences({ [field]: 'old' }, { [field]: 'new' }, [field])).toEqual([{ field }]);
  },
);
