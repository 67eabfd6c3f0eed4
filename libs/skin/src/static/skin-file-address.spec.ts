import { lastingAddress, lastingFile, linkedFile, wantedFile } from './skin-file-address.js';

test.each([
  ['/resources/logo.png', 'resources/logo.png'],
  ['/resources/css/a.css', 'resources/css/a.css'],
  ['/resources/a%20b.png', 'resources/a b.png'],
  ['/webjars/my-skin/resources/logo.png', 'resources/logo.png'],
  ['/webjars/my-skin/1.0/resources/logo.png', 'resources/logo.png'],
  ['/oauth/resources/logo.png', 'resources/logo.png'],
  ['/signin/resources/logo.png', 'resources/logo.png'],
])('skins 1.4: %s is %s', (address, path) => {
  expect(wantedFile(address, 'my-skin')?.path).toBe(path);
});

test.each([
  ['/resources/logo.png', '/resources/'],
  ['/webjars/my-skin/resources/logo.png', '/webjars/<artifact>/resources/'],
  ['/webjars/my-skin/1.0/resources/logo.png', '/webjars/<artifact>/<version>/resources/'],
  ['/webjars/my-skin/a%0Aforged%20line/resources/logo.png', '/webjars/<artifact>/<version>/resources/'],
  ['/signin/resources/logo.png', '/signin/resources/'],
])('V-84: of %s the log has nothing but %s', (address, way) => {
  expect(wantedFile(address, 'my-skin')?.way).toBe(way);
});

test.each([
  '/userlogin.html',
  '/webjars/my-skin/userlogin.html',
  '/webjars/other/resources/logo.png',
  '/webjars/my-skin/1.0/2.0/resources/logo.png',
  '/other/resources/logo.png',
  '/resources/../userlogin.html',
  '/resources/%2e%2e/userlogin.html',
  '/resources/%',
])('V-94: %s is no file', (address) => {
  expect(wantedFile(address, 'my-skin')).toBeUndefined();
});

test.each([
  ['/ctx/resources/a.css', 'resources/a.css'],
  ['resources/a.css', 'resources/a.css'],
  ['../resources/a.css?x=1#y', 'resources/a.css'],
  ['/webjars/my-skin/resources/a.css', 'resources/a.css'],
  ['/ctx/webjars/my-skin/resources/a.css', 'resources/a.css'],
  ['https://cdn.example/resources/a.css', undefined],
  ['//cdn.example/resources/a.css', undefined],
  ['data:image/png;base64,', undefined],
  ['userlogin.html', undefined],
])('a page that links %s means %p', (address, path) => {
  const from = { page: '/ctx/oauth/authorize', basePath: '/ctx', artifactId: 'my-skin' };

  expect(linkedFile(address, from)?.path).toBe(path);
});

test('a lasting address leads back to its file', () => {
  const sha256 = 'a'.repeat(64);

  expect(lastingFile(lastingAddress(sha256, 'resources/a b/c.css'))).toEqual({ sha256, path: 'resources/a b/c.css' });
  expect(lastingFile(`/skins/${sha256}/userlogin.html`)).toBeUndefined();
});
