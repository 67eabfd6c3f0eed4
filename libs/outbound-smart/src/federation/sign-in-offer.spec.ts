import type { KnownServer } from '#oidc-server-definition/known-servers.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { signInOffer, takesPasswords } from './sign-in-offer.js';

const [one, other] = [{ pid: 1 }, { pid: 2 }] as unknown as [KnownServer, KnownServer];
const off = { enabled: false, localSignInEnabled: false };
const instanceWith = (federation: typeof off, saml = off) =>
  ({ options: { federation, saml } }) as OutboundSmartInstance;

test.each([
  { name: 'no federation', on: false, local: false, servers: [one, other], offer: { kind: 'password' } },
  { name: 'one server', on: true, local: false, servers: [one], offer: { kind: 'server', servers: [one] } },
  { name: 'one beside passwords', on: true, local: true, servers: [one], offer: { kind: 'choice', localSignIn: true } },
  { name: 'two', on: true, local: false, servers: [one, other], offer: { kind: 'choice', localSignIn: false } },
  { name: 'none', on: true, local: false, servers: [], offer: { kind: 'choice', servers: [] } },
  { name: 'none beside passwords', on: true, local: true, servers: [], offer: { kind: 'password' } },
])('ruling 21: $name', ({ on, local, servers, offer }) => {
  const instance = instanceWith({ enabled: on, localSignInEnabled: local });
  expect(signInOffer(instance, { servers, saml: false })).toMatchObject(offer);
});

test.each([
  { name: 'SAML alone', federates: false, local: false, offer: { kind: 'saml' } },
  {
    name: 'SAML beside passwords',
    federates: false,
    local: true,
    offer: { kind: 'choice', servers: [], saml: true, localSignIn: true },
  },
  {
    name: 'SAML beside a server',
    federates: true,
    local: false,
    offer: { kind: 'choice', servers: [one], saml: true, localSignIn: false },
  },
])('reference 8.4: $name', ({ federates, local, offer }) => {
  const instance = instanceWith({ ...off, enabled: federates }, { enabled: true, localSignInEnabled: local });
  expect(signInOffer(instance, { servers: [one], saml: true })).toMatchObject(offer);
});

test('reference 8.4: a SAML module that does not run is no way, and passwords are not taken for it', () => {
  const instance = instanceWith(off, { ...off, enabled: true });
  expect(signInOffer(instance, { servers: [], saml: false })).toMatchObject({ kind: 'choice', saml: false });
});

test.each([
  [false, false, true],
  [true, false, false],
  [true, true, true],
])('sign-in elsewhere %p, passwords beside it %p: passwords are taken %p', (enabled, localSignInEnabled, taken) => {
  const way = { enabled, localSignInEnabled };
  expect([takesPasswords(instanceWith(way)), takesPasswords(instanceWith(off, way))]).toEqual([taken, taken]);
});
