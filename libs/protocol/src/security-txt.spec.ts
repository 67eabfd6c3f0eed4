import { securityTxt } from './security-txt.js';

const canonical = 'https://auth.example.org/.well-known/security.txt';

test('RFC 9116: contacts in their order, an end within a year, and where the file belongs', () => {
  const contacts = ['mailto:security@example.org', 'https://example.org/report'];

  const text = securityTxt(
    { contacts, canonical, policy: 'https://example.org/policy' },
    new Date('2026-01-01T15:00:00Z'),
  );

  expect(text.split('\r\n')).toEqual([
    'Contact: mailto:security@example.org',
    'Contact: https://example.org/report',
    'Expires: 2026-06-30T00:00:00.000Z',
    'Preferred-Languages: en',
    `Canonical: ${canonical}`,
    'Policy: https://example.org/policy',
    '',
  ]);
});

test('the file is the same for a whole day', () => {
  const [morning, evening] = ['2026-01-01T00:00:00Z', '2026-01-01T23:59:59Z'].map((at) =>
    securityTxt({ contacts: ['mailto:a@example.org'], canonical }, new Date(at)),
  );

  expect(morning).toBe(evening);
});
