import type { KnownServer } from '#oidc-server-definition/known-servers.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { signInOffer, takesPasswords } from './sign-in-offer.js';

const [one, other] = [{ pid: 1 }, { pid: 2 }] as unknown as [KnownServer, KnownServer];
const instanceWith = (enabled: boolean, localSignInEnabled: boolean) =>
  ({ options: { federation: { enabled, localSignInEnabled } } }) as OutboundSmartInstance;

test.each([
  { name: 'no federation', on: false, local: false, servers: [one, other], offer: { kind: 'password' } },
  { name: 'one server', on: true, local: false, servers: [one], offer: { kind: 'server', servers: [one] } },
  { name: 'one beside passwords', on: true, local: true, servers: [one], offer: { kind: 'choice', localSignIn: true } },
  { name: 'two', on: true, local: false, servers: [one, other], offer: { kind: 'choice', localSignIn: false } },
  { name: 'none', on: true, local: false, servers: [], offer: { kind: 'choice', servers: [] } },
  { name: 'none beside passwords', on: true, local: true, servers: [], offer: { kind: 'password' } },
])('ruling 21: $name', ({ on, local, servers, offer }) => {
  expect(signInOffer(instanceWith(on, local), servers)).toMatchObject(offer);
});

test.each([
  [false, false, true],
  [true, false, false],
  [true, true, true],
])('federation %p, passwords beside it %p: passwords are taken %p', (on, local, taken) => {
  expect(takesPasswords(instanceWith(on, local))).toBe(taken);
});
