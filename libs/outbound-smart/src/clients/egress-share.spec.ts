import type { ClientDefinition } from '#protocol/client/client';
import { egressShare } from './egress-share.js';

const share = (call: 'client keys' | 'request objects', clientId: string, untrusted?: boolean) =>
  egressShare(call, { clientId, ...(untrusted !== undefined && { untrusted }) } as ClientDefinition).share;

test('R-18: clients share the places of a kind of call, each with a few of its own', () => {
  expect(share('client keys', 'a')).toEqual({ pool: 'client keys', party: 'a' });
  expect(share('client keys', 'b', false)).toEqual({ pool: 'client keys', party: 'b' });
  expect(share('request objects', 'a').pool).not.toBe('client keys');
});

test('R-18: apps that nobody has looked at take no places of others, in no kind of call', () => {
  const pools = (untrusted: boolean) =>
    (['client keys', 'request objects'] as const).map((call) => share(call, 'a', untrusted).pool);

  expect(new Set([...pools(true), ...pools(false)]).size).toBe(4);
});
