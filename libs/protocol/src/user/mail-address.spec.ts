import { isMailAddress } from './mail-address.js';

describe('isMailAddress', () => {
  test.each([
    ['a second address', 'a@x.example,b@y.example'],
    ['a second address behind a semicolon', 'a@x.example; b@y.example'],
    ['a header', 'a@x.example\r\nBcc: b@y.example'],
    ['a name beside it', 'A <a@x.example>'],
    ['angle brackets', '<a@x.example>'],
    ['a quoted local part', '"a b"@x.example'],
    ['a comment', 'a(b)@x.example'],
    ['a group', 'undisclosed:a@x.example;'],
    ['an address literal', 'a@[127.0.0.1]'],
    ['two signs', 'a@b@x.example'],
    ['a space', 'a @x.example'],
    ['an invisible character', 'a\u200b@x.example'],
    ['two dots', 'a..b@x.example'],
    ['a dot at the start', '.a@x.example'],
    ['an empty label', 'a@x..example'],
    ['a label that starts with a dash', 'a@-x.example'],
    ['a route', '@x.example:a@y.example'],
    ['nothing', ''],
    ['no domain', 'a@'],
    ['255 octets', `a@${'x'.repeat(60)}.${'y'.repeat(60)}.${'z'.repeat(60)}.${'w'.repeat(60)}.example.ex`],
    ['65 octets before the sign', `${'a'.repeat(65)}@x.example`],
  ])('refuses %s', (_name, text) => {
    expect(isMailAddress(text)).toBe(false);
  });

  test.each([
    'amelia@clinic.example',
    'amelia.marsh+gatehouse@mail.clinic.example',
    "o'hara_1@x-y.example",
    'root@localhost',
    'jörg@müller.example',
    `${'a'.repeat(64)}@x.example`,
  ])('takes %s', (text) => {
    expect(isMailAddress(text)).toBe(true);
  });

  test('takes no time over hostile texts', () => {
    const before = performance.now();

    for (const text of ['a.'.repeat(127), `a@${'a-'.repeat(120)}`, `${'a'.repeat(250)}@`]) isMailAddress(text);

    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
