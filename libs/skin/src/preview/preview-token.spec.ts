import { createHmac, createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { previewToken, readPreviewToken, type PreviewGrant } from './preview-token.js';

const key = createSecretKey(Buffer.alloc(32, 1));
const now = new Date('2026-03-01T12:00:00.000Z');
const grant: PreviewGrant = {
  ...{ moduleId: 'smart_auth', sha256: 'a'.repeat(64), flavour: 'hostile', language: 'fr-CA' },
  expires: new Date('2026-03-01T12:15:00.000Z'),
};
const token = previewToken(key, grant);
const [payload = '', mac = ''] = token.split('.');
const signed = (text: string): string => {
  const encoded = Buffer.from(text).toString('base64url');
  return `${encoded}.${createHmac('sha256', key).update(encoded).digest('base64url')}`;
};

test.each([grant, { ...grant, flavour: 'normal' }, { ...grant, moduleId: 'séance/ü "1"' }] as PreviewGrant[])(
  'says by itself what may be looked at: %j',
  (one) => {
    const { language: _none, ...without } = one;

    expect(readPreviewToken(key, previewToken(key, one), now)).toEqual({ kind: 'good', grant: one });
    expect(readPreviewToken(key, previewToken(key, without), now)).toEqual({ kind: 'good', grant: without });
  },
);

test('is over in the very second that it says', () => {
  const before = new Date(grant.expires.getTime() - 1);

  expect([before, grant.expires].map((at) => readPreviewToken(key, token, at).kind)).toEqual(['good', 'over']);
});

test.each([
  ['nothing', ''],
  ['no MAC', payload],
  ['an empty MAC', `${payload}.`],
  ['half a MAC', `${payload}.${mac.slice(0, 20)}`],
  ['a third part', `${token}.${mac}`],
  ['the MAC alone', `.${mac}`],
  ['another spelling of what it says', `${payload}=.${mac}`],
  ['that of another key', previewToken(createSecretKey(Buffer.alloc(32, 2)), grant)],
  ['what is longer than any', previewToken(key, { ...grant, moduleId: 'm'.repeat(2_000) })],
  ['another number of things', signed('["smart_auth","aa","normal",""]')],
  ['a flavour that there is none of', signed('["smart_auth","aa","sweet","",9999999999]')],
  ['no list', signed('{"moduleId":"smart_auth"}')],
  ['a time that is none', signed('["smart_auth","aa","normal","",null]')],
])('V-48: %s is worth nothing', (_what, text) => {
  expect(readPreviewToken(key, text, now)).toEqual({ kind: 'none' });
});

test('V-92: whatever else is presented is none of ours', () => {
  const altered = fc
    .tuple(fc.nat(token.length - 1), fc.constantFrom('A', 'B', 'x', 'z', '_', '-', '.'))
    .map(([at, letter]) => token.slice(0, at) + letter + token.slice(at + 1));

  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), altered), (text) => {
      fc.pre(text !== token);
      expect(readPreviewToken(key, text, now).kind).toBe('none');
    }),
  );
});
