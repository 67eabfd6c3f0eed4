import type { Browser, BrowserSessions, CsrfVerdict } from '#browser-session/browser-session.port';
import { FormParameters } from '#protocol/oauth2/form-parameters';
import { sha256Base64Url } from '#protocol/hash';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { notesOf } from '../../refusals/refusal-notes.js';
import type { PendingAuthorizationStore } from '../../stores/pending-authorization.store.js';
import { PendingRequests } from './pending-requests.js';

const options = { authorization: { interactionLifetimeMinutes: 60 } };
const instance = { moduleId: 'smart_auth', options } as OutboundSmartInstance;
const browser: Browser = { cookieHash: 'mine', isNew: false };
const visit = { browser, cookies: [], remoteAddress: '192.0.2.1' };

function requests(verdict: CsrfVerdict): PendingRequests {
  const sessions = { checkCsrf: () => verdict };
  const find = async (_moduleId: string, browserHash: string, handleHash?: string) =>
    browserHash === 'mine' && handleHash === sha256Base64Url('ghi_waits') ? {} : undefined;
  const findOfAnyBrowser = async (_moduleId: string, handleHash: string) =>
    ['ghi_waits', 'ghi_of_ended_session'].map(sha256Base64Url).includes(handleHash)
      ? { clientId: 'the-app', handleHash, request: {} }
      : undefined;
  const store = { find, findOfAnyBrowser, add: async () => undefined };
  const follower = { rebind: async () => undefined };
  return new PendingRequests(
    store as unknown as PendingAuthorizationStore,
    sessions as unknown as BrowserSessions,
    follower,
    follower,
    follower,
  );
}

describe('the answer to a waiting request', () => {
  test.each([
    { name: 'forged', verdict: 'forged', form: 'interaction=ghi_waits', problem: 'forged-form', waiting: undefined },
    {
      name: 'expired, of a request that is gone',
      verdict: 'expired',
      form: 'interaction=ghi_gone',
      problem: 'expired-form',
      waiting: undefined,
    },
    { name: 'expired, without a handle', verdict: 'expired', form: '', problem: 'expired-form', waiting: undefined },
    {
      name: 'expired, of a request that waits',
      verdict: 'expired',
      form: 'interaction=ghi_waits',
      problem: 'expired-form',
      waiting: 'ghi_waits',
    },
    {
      name: 'expired, of a request that waits for a session that has ended',
      verdict: 'expired',
      form: 'interaction=ghi_of_ended_session',
      problem: 'expired-form',
      waiting: expect.stringMatching(/^ghi_(?!of_ended)/) as string,
    },
  ] as const)('ruling 5, S-13: a form that is $name', async ({ verdict, form, problem, waiting }) => {
    const answer = requests(verdict).assertOwnAnswer(instance, visit, FormParameters.parse(form));

    const error: unknown = await answer.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ problem, about: waiting === undefined ? {} : { waiting } });
    expect(notesOf(error)).toEqual(/waits|ended/.test(form) ? { clientId: 'the-app' } : {});
  });

  test('ruling 5: without a cookie it is told of them, and leads back to the request', async () => {
    const cookieless = { ...visit, browser: { cookieHash: 'another', isNew: true } };
    const answer = requests('expired').assertOwnAnswer(
      instance,
      cookieless,
      FormParameters.parse('interaction=ghi_waits'),
    );

    await expect(answer).rejects.toMatchObject({
      problem: 'form-without-cookie',
      about: { waiting: expect.stringMatching(/^ghi_/) as string },
    });
  });

  test('is taken when the form is this browser’s own', async () => {
    await expect(requests('valid').assertOwnAnswer(instance, visit, FormParameters.parse(''))).resolves.toBe(undefined);
  });
});
