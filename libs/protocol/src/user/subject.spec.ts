import fc from 'fast-check';
import { subjectOf } from './subject.js';

describe('subjectOf', () => {
  test.each(['maria', 'maria@example.org', 'Maria Muster', 'a', 'x'.repeat(255)])('is the user name %s', (username) => {
    expect(subjectOf(username)).toBe(username);
  });

  test.each(['jürgen', 'x'.repeat(256), 'sha256:abc', 'a\nb', ' maria', 'maria ', ''])(
    'STD OID-7 I18: replaces "%s" by its hash',
    (username) => {
      expect(subjectOf(username)).toMatch(/^sha256:[A-Za-z0-9_-]{43}$/);
    },
  );

  test('property: a legal subject, and never the same for two names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        expect(subjectOf(one)).toMatch(/^[\x20-\x7e]{1,255}$/);
        expect(subjectOf(one) === subjectOf(other)).toBe(one === other);
      }),
    );
  });

  test('a name that looks like the hash of another name is another subject', () => {
    expect(subjectOf(subjectOf('jürgen'))).not.toBe(subjectOf('jürgen'));
  });
});
