import type { KnownServer } from '#oidc-server-definition/known-servers.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { signInOffer, takesPasswords } from './sign-in-offer.js';

const [one, other] = [{ pid: 1 }, { pid: 2 }] as unknown as [KnownServer, KnownServer];
const instanceWith = (enabled: boolean, localSignInEnabled: boolean) =>
  ({ options: { federation: { enabled, localSignInEnabled } } }) as OutboundSmartInstance;

test.each([
  { name: 'no federation', on: false, local: false, servers: [one, other], failed: false, offer: { kind: 'password' } },
  { name: 'one server', on: true, local: false, servers: [one], failed: false, offer: { kind: 'server', server: one } },
  {
    name: 'one server, after a failure',
    on: true,
    local: false,
    servers: [one],
    failed: true,
    offer: { kind: 'choice' },
  },
  {
    name: 'one server beside passwords',
    on: true,
    local: true,
    servers: [one],
    failed: false,
    offer: { kind: 'choice', localSignIn: true },
  },
  {
    name: 'two servers',
    on: true,
    local: false,
    servers: [one, other],
    failed: false,
    offer: { kind: 'choice', localSignIn: false },
  },
  { name: 'no server', on: true, local: false, servers: [], failed: false, offer: { kind: 'choice', servers: [] } },
  {
    name: 'no server beside passwords',
    on: true,
    local: true,
    servers: [],
    failed: false,
    offer: { kind: 'password' },
  },
])('ruling 21: $name', ({ on, local, servers, failed, offer }) => {
  expect(signInOffer(instanceWith(on, local), servers, failed)).toMatchObject(offer);
});

test.each([
  [false, false, true],
  [true, false, false],
  [true, true, true],
])('federation %p, passwords beside it %p: passwords are taken %p', (on, local, taken) => {
  expect(takesPasswords(instanceWith(on, local))).toBe(taken);
});
