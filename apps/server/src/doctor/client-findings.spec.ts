import type { ClientCondition } from '#outbound-smart/clients/client-condition.port';
import { eachOf } from '../../../../test/support/async-items.js';
import { clientFindings } from './client-findings.js';

const now = new Date('2026-11-22T12:00:00Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);

const healthy: ClientCondition = {
  ...{ moduleId: 'smart_auth', clientId: 'my-app', clientName: '', enabled: true, secrets: [] },
  ...{ isWithoutProof: false, unusedRedirectUris: [], createdAt: daysAgo(100), lastUsedAt: daysAgo(1) },
};
const { lastUsedAt: _never, ...neverUsed } = healthy;
const secret = { secretPid: 1, description: '' };

test.each<{ name: string; condition: ClientCondition; severity: string; problem: RegExp }>([
  {
    name: 'an expired secret',
    condition: { ...healthy, secrets: [{ ...secret, state: 'expired' }] },
    severity: 'warning',
    problem: /has expired/,
  },
  {
    name: 'a secret about to expire',
    condition: { ...healthy, secrets: [{ ...secret, state: 'expires-soon' }] },
    severity: 'warning',
    problem: /within 30 days/,
  },
  {
    name: 'a pending secret',
    condition: { ...healthy, secrets: [{ ...secret, state: 'pending' }] },
    severity: 'error',
    problem: /waits for its value/,
  },
  {
    name: 'nothing to authenticate with',
    condition: { ...healthy, isWithoutProof: true },
    severity: 'error',
    problem: /refused/,
  },
  { name: 'no use at all', condition: neverUsed, severity: 'note', problem: /never got a token/ },
  {
    name: 'no use for long',
    condition: { ...healthy, lastUsedAt: daysAgo(181) },
    severity: 'note',
    problem: /no token for 180 days/,
  },
  {
    name: 'an address that never matched',
    condition: { ...healthy, unusedRedirectUris: ['https://a'] },
    severity: 'note',
    problem: /never matched/,
  },
])('The doctor tells of a client with $name', async ({ condition, severity, problem }) => {
  expect(await clientFindings(eachOf([condition]), now)).toEqual([
    {
      about: expect.stringMatching(/^client smart_auth\/my-app/),
      severity,
      problem: expect.stringMatching(problem),
      remedy: expect.any(String),
    },
  ]);
});

test.each<{ name: string; condition: ClientCondition }>([
  { name: 'in use', condition: healthy },
  { name: 'new and not used yet', condition: { ...neverUsed, createdAt: daysAgo(29) } },
  {
    name: 'new, with an address that was not used yet',
    condition: { ...healthy, createdAt: daysAgo(1), unusedRedirectUris: ['https://a'] },
  },
  { name: 'disabled', condition: { ...healthy, enabled: false, isWithoutProof: true } },
])('The doctor has nothing to say of a client that is $name', async ({ condition }) => {
  expect(await clientFindings(eachOf([condition]), now)).toEqual([]);
});

test('The doctor names the addresses that never matched, each with its client', async () => {
  const two = { ...healthy, unusedRedirectUris: ['https://a', 'https://b'] };
  const other = { ...healthy, clientId: 'other', unusedRedirectUris: ['https://c'] };

  const [finding] = await clientFindings(eachOf([two, other]), now);

  expect(finding?.about).toBe('2 clients: smart_auth/my-app (https://a, https://b), smart_auth/other (https://c)');
});

test('What many clients have is one finding that names the first of them', async () => {
  const many = Array.from({ length: 100_000 }, (_, index) => ({ ...neverUsed, clientId: `app-${index}` }));

  const findings = await clientFindings(eachOf(many), now);

  expect(findings).toHaveLength(1);
  expect(findings[0]?.about).toMatch(/^100000 clients: smart_auth\/app-0, .* and 99980 more$/);
});
