import { join } from 'node:path';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { PUBLIC_ROUTE } from '#route-access/route-access.port';
import { compileSkin } from '../skin-pages/compiled-skin.js';
import { SkinFiles } from './skin-files.js';
import { SkinResourcesController } from './skin-resources.controller.js';
import { loadStaticResources, STATIC_RESOURCES } from './static-resources.js';

let app: NestFastifyApplication;

const skin = {
  identity: { groupId: 'com.example', artifactId: 'my-skin', version: '1.0' },
  sha256: 'a'.repeat(64),
  files: new Map(
    Object.entries({
      'userlogin.html': '<p>',
      'messages.properties': 'a=b',
      'resources/logo.svg': '<svg/>',
      'resources/signin.css': 'p{}',
      'resources/page.html': '<p>',
    }).map(([path, text]) => [path, Buffer.from(text)]),
  ),
};
const compiled = compileSkin(skin);

beforeAll(async () => {
  const resources = await loadStaticResources(join(import.meta.dirname, '../../../../views/signin/assets'));
  const worn = {
    wornBy: () => compiled,
    bySha256: (sha256: string) => (sha256 === skin.sha256 ? compiled : undefined),
  };
  const providers = [
    { provide: STATIC_RESOURCES, useValue: resources },
    { provide: SkinFiles, useValue: new SkinFiles(worn) },
  ];
  const module = await Test.createTestingModule({ controllers: [SkinResourcesController], providers }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.init();
});
afterAll(() => app.close());

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

describe('GET /smart/resources', () => {
  test('R-09: is declared public', () => {
    expect(Reflect.getMetadata(PUBLIC_ROUTE, SkinResourcesController)).toEqual(expect.any(String));
  });

  test('serves a fixed type that is not guessed at and cannot run anything', async () => {
    const response = await get('/smart/resources/pages.css');

    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('a link with the current version is kept for a year, any other is asked for again', async () => {
    const plain = await get('/smart/resources/pages.css');
    const version = plain.headers.etag!.replaceAll('"', '');

    const versioned = await get(`/smart/resources/pages.css?v=${version}`);
    const outdated = await get('/smart/resources/pages.css?v=old');

    expect(versioned.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect([plain, outdated].map(({ headers }) => headers['cache-control'])).toEqual(['no-cache', 'no-cache']);
  });

  test.each([
    { name: 'the same tag', header: (tag: string) => tag, status: 304 },
    { name: 'a weakened tag in a list', header: (tag: string) => `"x", W/${tag}`, status: 304 },
    { name: 'another tag', header: () => '"x"', status: 200 },
    { name: 'no tag at all', header: () => 'x', status: 200 },
  ])('If-None-Match with $name → $status', async ({ header, status }) => {
    const first = await get('/smart/resources/gatehouse.svg');

    const second = await get('/smart/resources/gatehouse.svg', { 'if-none-match': header(first.headers.etag!) });

    expect(second.statusCode).toBe(status);
    expect(second.body === '').toBe(status === 304);
  });

  test.each(['..%2fsign-in.hbs', '%2e%2e/sign-in.hbs', '__proto__', 'constructor', 'signin.css%00', 'signin.css/', ''])(
    'V-94: /smart/resources/%s is not found',
    async (name) => {
      expect((await get(`/smart/resources/${name}`)).statusCode).toBe(404);
    },
  );

  test('a repeated version is no version', async () => {
    const response = await get('/smart/resources/pages.css?v=a&v=b');

    expect(response.headers['cache-control']).toBe('no-cache');
  });
});

describe('files of a skin', () => {
  const lasting = `/smart/skins/${skin.sha256}/resources/logo.svg`;

  test.each([
    '/smart/resources/logo.svg',
    '/smart/webjars/my-skin/resources/logo.svg',
    '/smart/webjars/my-skin/1.0/resources/logo.svg',
    '/smart/oauth/resources/logo.svg',
    '/smart/signin/resources/logo.svg',
    lasting,
  ])('skins 1.4, V-83: %s is the file, as what it is and without power', async (url) => {
    const { statusCode, headers, body } = await get(url);

    expect([statusCode, body]).toEqual([200, '<svg/>']);
    expect(headers).toMatchObject({ 'content-type': 'image/svg+xml', 'x-content-type-options': 'nosniff' });
    expect(headers['content-security-policy']).toContain('sandbox');
    expect(headers['cache-control']).toBe(url === lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
  });

  test.each([
    '/smart/webjars/my-skin/userlogin.html',
    '/smart/webjars/other/resources/logo.svg',
    '/smart/resources/page.html',
    '/smart/resources/../userlogin.html',
    '/smart/resources/..%2fmessages.properties',
    `/smart/skins/${skin.sha256}/userlogin.html`,
    `/smart/skins/${'b'.repeat(64)}/resources/logo.svg`,
    '/smart/signin/resources/none.css',
  ])('V-94, 5.4: %s is 404 in a word', async (url) => {
    expect((await get(url)).statusCode).toBe(404);
  });

  test('built-in pages have their own files beside those of a skin', async () => {
    const version = (await loadStaticResources(join(import.meta.dirname, '../../../../views/signin/assets'))).get(
      'signin.css',
    )!.version;

    expect((await get('/smart/resources/signin.css')).body).toBe('p{}');
    expect((await get(`/smart/resources/signin.css?v=${version}`)).body).not.toBe('p{}');
  });
});
