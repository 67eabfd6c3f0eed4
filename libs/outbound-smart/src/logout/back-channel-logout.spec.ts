import { jest } from '@jest/globals';
import type { BrowserSessions } from '#browser-session/browser-session.port';
import type { ChangeFeed } from '#database/change-feed.port';
import type { OutboundInstances } from '../instances/outbound-instances.js';
import type { BackChannelLogoutStore } from '../stores/back-channel-logout.store.js';
import type { BackChannelDelivery } from './back-channel-delivery.js';
import { BackChannelLogout } from './back-channel-logout.js';

/** A server of one module, with how often it looked for what is owed. */
function newServer(isDoneHere: boolean) {
  const claim = jest.fn<BackChannelLogoutStore['claim']>(() => Promise.resolve(undefined));
  const logout = new BackChannelLogout(
    new Map([['m', {}]]) as unknown as OutboundInstances,
    { onEnd: () => undefined } as unknown as BrowserSessions,
    { claim } as unknown as BackChannelLogoutStore,
    { onChange: () => undefined } as unknown as ChangeFeed,
    {} as BackChannelDelivery,
    { isDoneHere },
  );
  logout.onModuleInit();
  return { claim, logout };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('what is due again, or was never announced, is looked for every five seconds until the server stops', async () => {
  const { claim, logout } = newServer(true);

  await jest.advanceTimersByTimeAsync(15_000);
  await logout.onModuleDestroy();
  await jest.advanceTimersByTimeAsync(15_000);

  expect(claim.mock.calls.map(([moduleIds]) => moduleIds)).toEqual([['m'], ['m'], ['m']]);
});

test('a command leaves it to servers', async () => {
  const { claim } = newServer(false);

  await jest.advanceTimersByTimeAsync(15_000);

  expect(claim).not.toHaveBeenCalled();
});
