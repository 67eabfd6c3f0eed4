import fc from 'fast-check';
import { KnownSecrets } from './known-secrets.js';

const PASSWORD = 'Tr&e<Hüt "7/7';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const xml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`).replaceAll('&#60;', '&lt;');

test.each([
  ['as it is', PASSWORD, '[redacted]'],
  ['behind a name', `zoe/${PASSWORD}.`, 'zoe/[redacted].'],
  ['in the middle of a word', `a${PASSWORD}b`, '[redacted]'],
  ['in JSON', JSON.stringify({ p: PASSWORD }), '{"p":"[redacted]"}'],
  [
    'in JSON in JSON',
    JSON.stringify({ body: JSON.stringify({ p: PASSWORD }) }),
    '{"body":"{\\"p\\":\\"[redacted]\\"}"}',
  ],
  ['in JSON of letters alone', '{"p":"Tr\\u0026e<H\\u00FCt \\"7\\/7"}', '{"p":"[redacted]"}'],
  ['in an address', `/a?p=${encodeURIComponent(PASSWORD)}&q=1`, '/a?p=[redacted]&q=1'],
  [
    'with small digits',
    `p=${encodeURIComponent(PASSWORD).toLowerCase().replace('tr', 'Tr').replace('h', 'H')}`,
    'p=[redacted]',
  ],
  ['in a form', new URLSearchParams({ p: PASSWORD, q: '1' }).toString(), 'p=[redacted]&q=1'],
  ['behind an escaped colon', `/zoe%3A${encodeURIComponent(PASSWORD)}@a`, '/zoe%3A[redacted]@a'],
  ['escaped twice', encodeURIComponent(encodeURIComponent(PASSWORD)), '[redacted]'],
  ['in XML', `<p>Tr&amp;e&lt;H&#xFC;t &quot;7/7</p>`, '<p>[redacted]</p>'],
  ['in XML by numbers', `<p>${xml(PASSWORD)}</p>`, '<p>[redacted]</p>'],
  ['in Base64', `{"c":"${base64(PASSWORD)}"}`, '{"c":"[redacted]"}'],
  ['in hexadecimal', Buffer.from(PASSWORD).toString('hex').toUpperCase(), '[redacted]'],
  ['twice', `${PASSWORD} and ${PASSWORD}`, '[redacted] and [redacted]'],
  ['cut', 'wrong: Tr&e<Hüt', 'wrong: [redacted]'],
  ['not at all', 'Trees and huts', 'Trees and huts'],
])('R-20: a password %s', (_where, text, kept) => {
  expect(new KnownSecrets([PASSWORD]).without(text)).toBe(kept);
});

test.each(['', 'a:', 'zo:', 'zoe:'])('R-20: a password behind %j in Base64, of either alphabet', (before) => {
  const text = `Basic ${base64(`${before}${PASSWORD}`)}, ${Buffer.from(`${before}${PASSWORD}?`).toString('base64url')}`;

  expect(new KnownSecrets([PASSWORD]).without(text)).toBe('Basic [redacted], [redacted]');
});

test('R-20: the parts of a token', () => {
  const token = `eyJhbGciOiJub25lIn0x.${'a'.repeat(40)}.${'b'.repeat(40)}`;

  expect(new KnownSecrets([token]).without(token.split('.').join(' '))).toBe('[redacted] [redacted] [redacted]');
});

test('three characters are no secret, a blank is none either', () => {
  expect(new KnownSecrets(['abc', '', '     ']).without('abc     d')).toBe('abc     d');
});

test('something else may stand for it', () => {
  expect(new KnownSecrets(['admin']).without('/admin/x', 'removed-0')).toBe('/removed-0/x');
});

test('R-20: whatever the secret and whatever is around it, it is gone, and of what is elsewhere everything is left', () => {
  const secrets = fc.string({ unit: 'binary', minLength: 4, maxLength: 40 }).filter((text) => text.trim().length >= 4);
  fc.assert(
    fc.property(secrets, fc.string(), fc.string(), (secret, before, behind) => {
      const known = new KnownSecrets([secret]);
      const written = [
        ...[secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())],
        ...[0, 1, 2].map((count) => base64('-'.repeat(count) + secret)),
      ];
      for (const text of written) {
        expect(known.without(`${before} ${text} ${behind}`)).not.toContain(` ${text} `);
        expect(known.without(text)).toBe('[redacted]');
      }
      expect(known.without('\u2603 ')).toBe('\u2603 ');
    }),
    { numRuns: 50 },
  );
});

/** What is escaped somewhere, what escapes it, and what looks like it. */
const tricky = fc.array(
  fc.constantFrom('\\', '\\;', '%', '%25', '%5c', '&', '&amp;', ';', '#92', 'u005c', ' ', '+', '"', '0'),
  {
    minLength: 40,
    maxLength: 120,
  },
);

test('V-90, R-20: it comes to an end, whatever a stranger takes for password and name', () => {
  const worst = ['\\', '\\;', '\\"', '\\ ', '%25', '&amp;', '+ ', '\\u005c'];
  for (const unit of worst)
    for (const other of worst)
      expect(new KnownSecrets([`${unit.repeat(100)}Q`]).without(other.repeat(1_000)).length).toBeGreaterThan(0);
  fc.assert(
    fc.property(tricky, tricky, (secret, text) => {
      new KnownSecrets([`${secret.join('')}Q`]).without(text.join('').repeat(10));
    }),
    { numRuns: 100 },
  );
});

test.each(['C:\\temp\\x', '\\\\server\\"share" 1', 'ends in \\', '\\;\\;\\', 'a\\\nb\\u'])(
  'R-20: %j with its backslashes, however often they are escaped',
  (secret) => {
    const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
    const byNumber = inJson(secret).replaceAll(';', '\\u003b');
    const all = [
      secret,
      inJson(secret),
      inJson(inJson(secret)),
      byNumber,
      encodeURIComponent(secret),
      xml(secret).replaceAll('\\', '&#x5c;'),
    ];

    expect(all.map((text) => new KnownSecrets([secret]).without(`said: ${text} then`))).toEqual(
      all.map(() => 'said: [redacted] then'),
    );
  },
);

test('R-20: it comes to an end in time, whatever the text', () => {
  const known = new KnownSecrets(['aaaaaaaa', '%%%%%%%%', '\\\\\\\\\\\\\\\\', `eyJ${'a'.repeat(2_000)}`]);
  const units = ['a', 'A', '%25', '\\', 'aaaaaaaab', '&amp;'];

  expect(units.map((unit) => known.without(unit.repeat(20_000)).length > 0)).not.toContain(false);
});
