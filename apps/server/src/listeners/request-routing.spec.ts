import { AdminJsonOptions } from '#admin-api/instances/admin-json.options';
import { OutboundSmartOptions } from '#outbound-smart/outbound-smart.options';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { ownLaunchStyle } from '#outbound-smart/launch/launch-style';
import { pathAndQuery, routerOf, type Router } from './request-routing.js';
import { servingAdminJson, servingOutbound } from './serving.js';

function instanceAt(moduleId: string, contextPath: string): OutboundSmartInstance {
  const session = { moduleId, secure: false, idleMinutes: 30, absoluteHours: 12, mostPerPerson: 0 };
  const base = {
    nodeId: 'Master',
    issuer: '',
    baseUrl: '',
    publicPath: contextPath,
    inboundModuleId: '',
    keystoreId: '',
    launchStyle: ownLaunchStyle,
    dpopAlgorithms: [],
    contextList: [],
    scripts: {},
  };
  return { ...base, moduleId, contextPath, session, options: new OutboundSmartOptions() };
}

const admin = {
  ...{ nodeId: 'Master', moduleId: 'admin', inboundModuleId: '', bearerModuleIds: [] },
  options: new AdminJsonOptions(),
};
const root = instanceAt('root', '');
const ward = instanceAt('ward', '/ward');
const deep = instanceAt('deep', '/ward/a');
const smart = (...instances: readonly OutboundSmartInstance[]): Router => routerOf(instances.map(servingOutbound));

describe('routerOf', () => {
  test.each([
    { url: '/oauth/token', expected: ['root', '/smart/oauth/token'] },
    { url: '/ward/oauth/token?x=/ward/a/', expected: ['ward', '/smart/oauth/token?x=/ward/a/'] },
    { url: '/ward/a/jwk', expected: ['deep', '/smart/jwk'] },
    { url: '/wardrobe/jwk', expected: ['root', '/smart/wardrobe/jwk'] },
    {
      url: '/.well-known/oauth-authorization-server/ward',
      expected: ['ward', '/smart/.well-known/oauth-authorization-server'],
    },
    {
      url: '/.well-known/oauth-protected-resource/ward/a',
      expected: ['deep', '/smart/.well-known/oauth-protected-resource'],
    },
    { url: '/.well-known/security.txt', expected: ['root', '/smart/.well-known/security.txt'] },
    { url: '/ward/.well-known/openid-configuration', expected: ['ward', '/smart/.well-known/openid-configuration'] },
  ])('STD RFC8414-1: $url belongs to $expected', ({ url, expected }) => {
    const { serving, url: inner } = smart(root, ward, deep)(url);

    expect([serving.moduleId, inner]).toEqual(expected);
  });

  test.each([
    { name: 'an app listener', serving: servingOutbound(root), nowhere: '/nowhere' },
    { name: 'an admin listener', serving: servingAdminJson({ ...admin, contextPath: '' }), nowhere: '/admin/nowhere' },
  ])('V-65: a path that no text is behind leads nowhere at $name', ({ serving, nowhere }) => {
    const router = routerOf([serving]);

    expect(['/users/%ff', '/users/%', '/%c0%ae?x=1'].map((url) => router(url).url)).toEqual([
      nowhere,
      nowhere,
      `${nowhere}?x=1`,
    ]);
    expect(router('/users/%C3%A9?x=%ff').url).toMatch(/\/users\/%C3%A9\?x=%ff$/);
  });

  test('RFC 9116 §3: security.txt of the host is that of a module that names a contact', () => {
    const contact = {
      ...ward,
      options: Object.assign(new OutboundSmartOptions(), {
        securityTxt: { contacts: ['mailto:security@example.org'] },
      }),
    };

    expect(smart(ward, deep)('/.well-known/security.txt').url).toBe('/nowhere');
    expect(smart(contact, deep)('/.well-known/security.txt')).toMatchObject({
      serving: { moduleId: 'ward' },
      url: '/smart/.well-known/security.txt',
    });
  });

  test('V-101: an address below no context path goes nowhere', () => {
    expect(smart(ward)('/oauth/token').url).toBe('/nowhere');
    expect(smart(ward)('/WARD/oauth/token').url).toBe('/nowhere');
    expect(smart(ward)('/ward').url).toBe('/nowhere');
  });

  test('R-09: SMART endpoints and the admin API of one port do not reach each other', () => {
    const route = routerOf([servingAdminJson({ ...admin, contextPath: '/admin-json' }), servingOutbound(ward)]);

    expect(route('/admin-json/module-config/?x=1')).toMatchObject({
      serving: { moduleId: 'admin' },
      url: '/admin/module-config?x=1',
    });
    expect(route('/ward/admin/module-config/')).toMatchObject({
      serving: { moduleId: 'ward' },
      url: '/smart/admin/module-config/',
    });
    expect(route('/smart/jwk').url).toBe('/admin/nowhere');
  });
});

describe('pathAndQuery', () => {
  test.each([
    ['http://evil.test/oauth/token?a=b', '/oauth/token?a=b'],
    ['HTTPS://u@evil.test:1/x', '/x'],
    ['http://evil.test', '/'],
    ['http://evil.test?a=/b', '/?a=/b'],
    ['/http://evil.test/x', '/http://evil.test/x'],
    ['//evil.test/x', '//evil.test/x'],
    ['/x?u=http://evil.test/', '/x?u=http://evil.test/'],
    ['*', '/*'],
  ])('V-63: %s is %s', (target, expected) => {
    expect(pathAndQuery(target)).toBe(expected);
  });
});
