import type { AuditEvent } from '#audit/audit.port';
import type { SecondFactors } from '#inbound-security/second-factor.port';
import type { SignInOutcome } from '#inbound-security/user-authenticator.port';
import type { DirectoryUser, UserDirectory } from '#inbound-security/user-directory.port';
import type { OAuthError } from '#protocol/oauth2/oauth-error';
import { ScriptFailure } from '#scripts/script-failure.port';
import { failureOf } from '../http/failures/failure.js';
import type { GrantRequest } from './grant.port.js';
import { PasswordCheck } from './password-check.js';

const amelia = { pid: 1, username: 'amelia' } as unknown as DirectoryUser;
const request = {
  instance: { moduleId: 'smart_auth', inboundModuleId: 'local' },
  client: { clientId: 'app' },
  remoteAddress: '192.0.2.1',
} as unknown as GrantRequest;
const asked = { username: 'amelia', password: 'x', scopes: [] };
const failing = (reason: 'thrown' | 'suspended' | 'busy', retryAfterSeconds?: number): ScriptFailure =>
  new ScriptFailure(reason, 'oops', {
    ...{ script: 's', functionName: 'onAuthenticateSuccess', runId: 'run-of-failure' },
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });

let records: Omit<AuditEvent, 'at'>[];
beforeEach(() => void (records = []));

async function person(outcome: SignInOutcome): Promise<unknown> {
  const check = new PasswordCheck(
    { authenticate: () => Promise.resolve(outcome) },
    { usable: () => Promise.resolve(amelia) } as Partial<UserDirectory> as UserDirectory,
    { isPasswordEnough: () => true } as Partial<SecondFactors> as SecondFactors,
    { complete: () => Promise.resolve() },
    { record: (event) => Promise.resolve(void records.push(event)) },
  );
  return check.person(request, asked, 'flow').catch((error: unknown) => error);
}

describe('R-18: an app is told when to come again, by 503', () => {
  test.each<{ name: string; outcome: SignInOutcome; seconds: number }>([
    {
      name: 'what the breaker says is left',
      outcome: { kind: 'unavailable', cause: failing('suspended', 28) },
      seconds: 28,
    },
    { name: 'a minute at most', outcome: { kind: 'unavailable', cause: failing('suspended', 300) }, seconds: 60 },
    { name: 'soon, where scripts are busy', outcome: { kind: 'unavailable', cause: failing('busy') }, seconds: 2 },
    {
      name: 'soon, where the database is away',
      outcome: { kind: 'unavailable', cause: new Error('away') },
      seconds: 2,
    },
    { name: 'soon, where many sign in', outcome: { kind: 'busy', retryAfterSeconds: 12 }, seconds: 2 },
  ])('$name', async ({ outcome, seconds }) => {
    const { status, code, retryAfterSeconds, message } = failureOf(await person(outcome));

    expect([status, code, retryAfterSeconds]).toEqual([503, 'temporarily_unavailable', seconds]);
    expect(message).not.toMatch(/check|oops/i);
  });
});

test('S-09: what a script does wrong after a right password is told as a wrong password, and is on record', async () => {
  const [wrong, failed] = [
    await person({ kind: 'refused', reason: 'wrong-password' }),
    await person({ kind: 'unavailable', cause: failing('thrown'), afterPassword: true }),
  ] as OAuthError[];

  expect([failed?.code, failed?.description]).toEqual([wrong?.code, wrong?.description]);
  expect(failed?.retryAfterSeconds).toBeUndefined();
  expect(records.map(({ errorCode }) => errorCode)).toEqual(['wrong-password', 'unavailable']);
  expect(records[1]?.detail).toMatchObject({ runId: 'run-of-failure' });
});

test.each<{ outcome: SignInOutcome; expected: object }>([
  { outcome: { kind: 'authenticated', user: amelia, method: 'pwd', runId: 'r' }, expected: { outcome: 'success' } },
  { outcome: { kind: 'refused', reason: 'script', runId: 'r' }, expected: { outcome: 'failure', errorCode: 'script' } },
])('the record of $outcome.kind names the run of the script that was asked', async ({ outcome, expected }) => {
  await person(outcome);

  expect(records).toMatchObject([{ ...expected, detail: { grantType: 'password', runId: 'r' } }]);
});
