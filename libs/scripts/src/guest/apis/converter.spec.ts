import fc from 'fast-check';
import { scriptGuest, type ScriptGuest } from '../../../../../test/support/script-guest.js';
import { atob as guestAtob, Base64Api, btoa as guestBtoa, ConverterApi } from './converter.js';

const converter = new ConverterApi();
const base64 = new Base64Api();
const thrown = (work: () => unknown): string => {
  try {
    return String(work());
  } catch (error) {
    return error instanceof Error ? error.message : 'something';
  }
};

test('texts of every kind go to base64 and back, as Node has them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const bytes = Buffer.from(text);
      expect(converter.base64Encode(text)).toBe(bytes.toString('base64'));
      expect(converter.base64UrlEncode(text)).toBe(bytes.toString('base64url'));
      for (const form of ['base64', 'base64url'] as const)
        expect(converter.base64Decode(bytes.toString(form))).toBe(bytes.toString());
      expect(converter.hexEncode(text)).toBe(bytes.toString('hex'));
      expect(converter.hexDecode(bytes.toString('hex'))).toBe(bytes.toString());
    }),
  );
});

test('bytes that are no UTF-8 are read as Node reads base64 of single bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(guestAtob(text)).toBe(Buffer.from(bytes).toString('latin1'));
      expect(guestBtoa(guestAtob(text))).toBe(text);
      expect(() => converter.base64Decode(text)).not.toThrow();
    }),
  );
});

test('what is written for an address is read as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const written = converter.urlEncodeString(text) ?? '';
      expect(written).toMatch(/^[A-Za-z0-9._~%-]*$/);
      expect([converter.urlDecodeString(written), new URLSearchParams(`a=${written}`).get('a')]).toEqual([text, text]);
    }),
  );
});

test.each([
  { name: 'blanks in base64', actual: () => converter.base64Decode(' YW\nJj '), expected: 'abc' },
  {
    name: 'a character that is none',
    actual: () => converter.base64Decode('YW!j'),
    expected: 'This is no base64: it has the character !.',
  },
  {
    name: 'one character too many',
    actual: () => converter.base64Decode('YWJjZ'),
    expected: 'This is no base64: it ends too early.',
  },
  {
    name: 'padding in the middle',
    actual: () => converter.base64Decode('YQ==YQ=='),
    expected: 'This is no base64: it has the character =.',
  },
  { name: 'bytes that are no UTF-8', actual: () => converter.base64Decode('/8Q='), expected: '\ufffd\ufffd' },
  { name: 'a surrogate in UTF-8', actual: () => converter.base64Decode('7aCA'), expected: '\ufffd\ufffd\ufffd' },
  { name: 'a longer form than needed', actual: () => converter.base64Decode('wK8='), expected: '\ufffd\ufffd' },
  {
    name: 'nothing',
    actual: () => [converter.base64Decode(null), converter.urlEncodeString(undefined), base64.encode(null)].join(),
    expected: ',,',
  },
  { name: 'a plus sign', actual: () => converter.urlDecodeString('a+b%2B'), expected: 'a b+' },
  {
    name: 'a character beyond one byte',
    actual: () => guestBtoa('č'),
    expected: 'btoa takes characters up to U+00FF: use Converter.base64Encode.',
  },
  {
    name: 'odd digits',
    actual: () => converter.hexDecode('abc'),
    expected: 'These are no pairs of hexadecimal digits.',
  },
])('$name', ({ actual, expected }) => {
  expect(thrown(actual)).toBe(expected);
});

describe('in the engine', () => {
  let guest: ScriptGuest;
  beforeAll(async () => {
    guest = await scriptGuest((operation) => (operation === 'uuid' ? '0b2b7a4e-6f0f-4d57-9a53-2b6a7cb0cc11' : null));
  });

  test.each([
    {
      source: "Log.info(Converter.base64Decode('eyJwYXRpZW50IjoiNTU1In0'), Base64.decode(Base64.encode('Zoë 🩺')))",
      expected: ['{"patient":"555"} Zoë 🩺'],
    },
    {
      source: "Log.info(Converter.urlEncodeString('a b&c=d/ö'), btoa('abc'), atob('YWJj'))",
      expected: ['a%20b%26c%3Dd%2F%C3%B6 YWJj abc'],
    },
    {
      source: 'Log.info(UUID.randomUUID().toString(), UUID.newUuid(), UUID.fromString(UUID.random().toUpperCase()))',
      expected: [
        '0b2b7a4e-6f0f-4d57-9a53-2b6a7cb0cc11 0b2b7a4e-6f0f-4d57-9a53-2b6a7cb0cc11 0b2b7a4e-6f0f-4d57-9a53-2b6a7cb0cc11',
      ],
    },
    { source: "UUID.fromString('x')", expected: ['load: This is no UUID: x'] },
    {
      source:
        "Log.info(Environment.getEnv('JS_URL'), Environment.JS_URL, Environment['JS_URL'], Environment.getEnv('JS_NONE'), Environment.JS_NONE, Environment.hasEnv('JS_URL'))",
      expected: ['https://a.example https://a.example https://a.example null undefined true'],
    },
    {
      source:
        "Log.info(Environment.getEnv('PATH'), Environment.getEnv('js_url'), Environment.getEnv('constructor'), Environment.PATH)",
      expected: ['null null null undefined'],
    },
    {
      source: 'Log.info(Object.keys(Environment).join(), JSON.stringify(Environment))',
      expected: ['JS_URL {"JS_URL":"https://a.example"}'],
    },
  ])('$source', ({ source, expected }) => {
    // A host that hands out more than it should is not believed either.
    expect(guest.lines(source, { environment: { JS_URL: 'https://a.example', PATH: '/bin' } })).toEqual(expected);
  });
});
