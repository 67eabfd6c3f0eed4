import fc from 'fast-check';
import { newUsernameProblem, usernameDoubt, usernameKey, usernameProblem } from './username-key.js';

describe('usernameKey', () => {
  test.each([
    { name: 'capital', typed: 'John' },
    { name: 'all capitals', typed: 'JOHN' },
    { name: 'space before', typed: ' john' },
    { name: 'space after', typed: 'john ' },
    { name: 'no-break space after', typed: 'john\u00a0' },
    { name: 'full-width', typed: 'ｊｏｈｎ' },
    { name: 'zero-width space', typed: 'jo\u200bhn' },
    { name: 'zero-width joiner', typed: 'jo\u200dhn' },
    { name: 'soft hyphen', typed: 'jo\u00adhn' },
    { name: 'byte order mark', typed: '\ufeffjohn' },
    { name: 'right-to-left override', typed: '\u202ejohn' },
    { name: 'variation selector', typed: 'john\ufe0f' },
  ])('V-51: $name is the same name', ({ typed }) => {
    expect(usernameKey(typed, false)).toBe('john');
  });

  test.each([
    { name: 'NFC and NFD', a: 'jos\u00e9', b: 'jose\u0301' },
    { name: 'ligature', a: 'ﬁona', b: 'fiona' },
    { name: 'Kelvin sign', a: '\u212aarl', b: 'karl' },
    { name: 'inner spaces', a: 'anna  maria', b: 'anna maria' },
  ])('V-51: $name are the same name', ({ a, b }) => {
    expect(usernameKey(a, false)).toBe(usernameKey(b, false));
  });

  test.each(['john@example.org', 'DOMAIN\\john', 'john*', '\\6aohn', 'jоhn' /* Cyrillic о */, 'john2'])(
    'V-51: %s is another name, under which no account of john is reached',
    (typed) => {
      expect(usernameKey(typed, false)).not.toBe('john');
    },
  );

  test('case tells names apart where the module says so', () => {
    expect(usernameKey('John', true)).toBe('John');
    expect(usernameKey(' Ｊohn', true)).toBe('John');
  });

  test('is the same however often it is taken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (typed, caseSensitive) => {
        const key = usernameKey(typed, caseSensitive);
        expect(usernameKey(key, caseSensitive)).toBe(key);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('usernameProblem', () => {
  test.each([
    { name: 'nothing', username: '' },
    { name: 'only invisible characters', username: ' \u200b\u00ad' },
    { name: 'a NUL, which PostgreSQL cannot store', username: 'jo\0hn' },
    { name: 'a line break', username: 'john\n' },
    { name: 'half a surrogate pair', username: 'john\ud800' },
    { name: '201 characters', username: 'a'.repeat(201) },
    { name: 'a megabyte', username: 'a'.repeat(1_000_000) },
  ])('refuses $name', ({ username }) => {
    expect(usernameProblem(username)).toEqual(expect.any(String));
  });

  test.each(['john', 'josé', 'Анна', '医生', 'anna maria', 'john@example.org'])('accepts %s', (username) => {
    expect(usernameProblem(username)).toBeUndefined();
  });
});

describe('names for somebody new', () => {
  test.each([
    { name: 'V-84: a line separator', username: 'jo\u2028hn' },
    { name: 'V-84: a paragraph separator', username: 'jo\u2029hn' },
    { name: 'V-51: a no-break space', username: 'jo\u00a0hn' },
    { name: 'V-51: an ideographic space', username: 'jo\u3000hn' },
    { name: 'V-51: a right-to-left override', username: 'jo\u202ehn' },
    { name: 'V-51: a right-to-left mark', username: 'john\u200f' },
    { name: 'V-51: an isolate', username: '\u2066john\u2069' },
    { name: 'V-51: a zero-width space', username: 'jo\u200bhn' },
    { name: 'V-51: a zero-width joiner', username: 'jo\u200dhn' },
    { name: 'V-51: a byte order mark', username: '\ufeffjohn' },
    { name: 'V-51: a soft hyphen', username: 'jo\u00adhn' },
    { name: 'V-51: a Hangul filler', username: 'john\u3164' },
    { name: 'V-51: a Braille blank', username: 'john\u2800' },
    { name: 'V-51: a tag', username: 'john\u{e0041}' },
    { name: 'V-51: a character for private use', username: 'john\ue000' },
  ])('$name is refused', ({ username }) => {
    expect(newUsernameProblem(username)).toEqual(expect.any(String));
    expect(usernameProblem(username)).toBeUndefined();
  });

  test.each(['john', 'josé', 'jose\u0301', 'Анна', 'Ωμέγα', '医生', 'أحمد', 'anna maria', 'john@example.org'])(
    '%s is as good as any',
    (username) => {
      expect([newUsernameProblem(username), usernameDoubt(username)]).toEqual([undefined, undefined]);
    },
  );

  test.each(['\u0410DMIN', 'j\u043ehn', 'r\u03bfot', '\u0391\u043d\u043d\u0430'])(
    'V-51: of %s there is a warning',
    (username) => {
      expect(newUsernameProblem(username)).toBeUndefined();
      expect(usernameDoubt(username)).toContain('mixes letters');
    },
  );
});
