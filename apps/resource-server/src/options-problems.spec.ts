import { optionsProblems } from './options-problems.js';
import type { SmartResourceServerOptions } from './resource-server.options.js';
import { SmartResourceServerModule } from './smart-resource-server.module.js';

const good = { issuers: [{ issuer: 'https://auth.example' }], audience: 'https://fhir.example' };
const client = { clientId: 'fhir-server', clientSecret: 'a secret of this client' };

test.each([
  ['no issuers', { issuers: [] }, /^issuers: name 1 to 50/],
  ['issuers that are no list', { issuers: 'https://auth.example' }, /^issuers: name 1 to 50/],
  ['an issuer without a value, as of an unset variable', { issuers: [{ issuer: '' }] }, /^issuers\[0\]\.issuer: is no/],
  ['an issuer with a query', { issuers: [{ issuer: 'https://auth.example/?x' }] }, /^issuers\[0\]\.issuer: is no/],
  ['an issuer twice', { issuers: [{ issuer: 'https://a.b' }, { issuer: 'https://a.b/' }] }, /is there twice$/],
  ['a key address of a file', { issuers: [{ ...good.issuers[0], jwksUri: 'file:///etc/keys' }] }, /jwksUri: is no/],
  ['a client without secret', { issuers: [{ ...good.issuers[0], introspection: { clientId: 'x' } }] }, /clientSecret/],
  [
    'an unknown method',
    { issuers: [{ ...good.issuers[0], introspection: { ...client, method: 'jwt' } }] },
    /method: is neither/,
  ],
  ['permissions that are no function', { issuers: [{ ...good.issuers[0], permissions: [] }] }, /is no function$/],
  ['no audience', { audience: '' }, /^audience: name whom/],
  ['an empty list of audiences', { audience: [] }, /^audience: name whom/],
  ['a day of cache', { cacheSeconds: 86_400 }, /^cacheSeconds: is no whole number from 0 to 3600/],
  ['no unknown tokens', { unknownTokensPerMinute: 0 }, /^unknownTokensPerMinute: is no whole number from 1 to 100000/],
  ['a pattern of hosts', { allowedHosts: ['*.hospital.example'] }, /"\*\.hospital\.example" is no host/],
])('refuses %s', (_name, change, says) => {
  const options = { ...good, ...change } as SmartResourceServerOptions;

  expect(optionsProblems(options)).toEqual([expect.stringMatching(says)]);
});

test('takes what is well, and tells all that is wrong together without a secret', () => {
  const introspection = { ...client, method: 'form' as const };
  expect(optionsProblems({ ...good, issuers: [{ issuer: 'https://auth.example/', introspection }] })).toEqual([]);

  const make = () =>
    SmartResourceServerModule.forRoot({ issuers: [{ issuer: '', introspection }], audience: '', allowedHosts: ['?'] });
  expect(make).toThrow(/^SmartResourceServerModule:\n {2}issuers.*\n {2}audience.*\n {2}allowedHosts/);
  expect(make).not.toThrow(client.clientSecret);
});
