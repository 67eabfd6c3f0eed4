import { atOnce } from '../in-slices.js';
import { SkinBundles } from './skin-bundles.js';

const bundles = (files: Readonly<Record<string, string>>): SkinBundles =>
  atOnce(
    SkinBundles.steps(
      {
        identity: { groupId: '', artifactId: 'my-skin', version: '' },
        sha256: '',
        files: new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text, 'latin1')])),
      },
      ['userlogin.html', 'userlogin_oauth2.html', 'user.html', 'pages/in.hbs'],
    ),
  );

const sample = bundles({
  'messages.properties': 'a=A\nb=B\nc=C',
  'messages_fr.properties': 'a=A-fr\nd=\u00e9',
  'messages_pt_BR.properties': 'a=A-br',
  'userlogin.properties': 'b=login',
  'userlogin_fr.properties': 'b=login-fr',
  'userlogin_oauth2.properties': 'b=oauth2',
  'user_tos.properties': 'b=of user in tos',
  'pages/in.properties': 'b=in',
  'other.properties': 'z=no',
  'resources/messages.properties': 'z=no',
});

test.each([
  ['a', 'userlogin.html', 'en', 'A'],
  ['a', 'userlogin.html', 'fr-CA', 'A-fr'],
  ['a', 'userlogin.html', 'pt-BR', 'A-br'],
  ['b', 'userlogin.html', 'de', 'login'],
  ['b', 'userlogin.html', 'fr', 'login-fr'],
  ['b', 'userlogin_oauth2.html', 'fr', 'oauth2'],
  ['b', 'pages/in.hbs', 'fr', 'in'],
  ['b', 'usererror.html', 'fr', 'B'],
  ['d', 'usererror.html', 'fr', 'é'],
  ['z', 'usererror.html', 'fr', undefined],
])('2.2: %s of %s in %s is %s', (key, template, locale, expected) => {
  expect(sample.find(key, template, locale)).toBe(expected);
});

test('2.2: the languages of a skin are those of its bundles', () => {
  expect([...sample.languages].sort()).toEqual(['fr', 'pt_BR', 'tos']);
});

test('a bundle that cannot be read is told of', () => {
  expect(bundles({ 'messages.properties': 'a=\\u12' }).findings).toMatchObject([
    { severity: 'error', file: 'messages.properties' },
  ]);
});

const messages = (count: number, from = ''): string =>
  Array.from({ length: count }, (_, at) => `k${from}${String(at)}=v`).join('\n');

test.each([
  ['messages', messages(10_001)],
  ['bytes', `a=${' '.repeat(1_048_576)}`],
])('a bundle of too many %s is not read, and is told of', (_, text) => {
  const { findings, ...rest } = bundles({ 'messages.properties': text, 'messages_fr.properties': 'a=b' });

  expect(findings).toMatchObject([{ severity: 'error', file: 'messages.properties' }]);
  expect(rest.languages).toEqual(['fr']);
});

test('bundles have no more than so many messages together', () => {
  const files = Array.from({ length: 21 }, (_, at) => [
    `f${String(at)}/messages.properties`,
    messages(10_000, `${String(at)}.`),
  ]);
  const { findings } = bundles(Object.fromEntries(files) as Record<string, string>);

  expect(findings).toMatchObject([{ severity: 'error', file: 'f20/messages.properties' }]);
});
