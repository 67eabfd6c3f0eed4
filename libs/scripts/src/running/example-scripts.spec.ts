import { Logger } from '@nestjs/common';
import { existsSync, readFileSync } from 'node:fs';
import { scriptOf, ScriptBench } from '../../../../test/support/script-bench.js';
import { callSample } from '../../../../test/support/sample-calls.js';

const bench = new ScriptBench();
beforeAll(() => Logger.overrideLogger(false));
afterAll(() => bench.close());
beforeEach(() => {
  bench.answers = {};
  bench.environment = {};
});

/** Calls an example of the sample configuration as `test/scripts` are called. */
function call(file: string, kind: string, given: Readonly<Record<string, unknown>> = {}) {
  const text = readFileSync(new URL(`../../../../config/scripts/${file}`, import.meta.url), 'utf8');
  return callSample(bench, { kind, given, expected: {}, script: scriptOf(text) });
}

interface Request {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

describe('launch-context.js', () => {
  const answersOf = (launch: { status: number; text: string }) => ({
    http: (request: unknown) => {
      const { url, headers, body } = request as Request;
      const isToken = headers['authorization'] === 'Basic YXBwOnM6Mw==' && body === 'grant_type=client_credentials';
      if (url === 'https://context.example/token' && isToken)
        return { status: 200, headers: {}, text: '{"access_token":"opaque"}' };
      const isAsked =
        url === 'https://context.example/launches/abc-123' && headers['authorization'] === 'Bearer opaque';
      return isAsked ? { headers: {}, ...launch } : { status: 401, headers: {}, text: '' };
    },
  });
  const environment = {
    ...{ JS_CONTEXT_URL: 'https://context.example', JS_CONTEXT_TOKEN_URL: 'https://context.example/token' },
    ...{ JS_CONTEXT_CLIENT_ID: 'app', JS_CONTEXT_CLIENT_SECRET: 's:3' },
  };

  test('changes nothing before the service has an address, so that it may be switched on first', async () => {
    expect(await call('launch-context.js', 'token')).toMatchObject({ resources: [] });
    expect(bench.log).toEqual(['info: launch abc-123 is left as it is: JS_CONTEXT_URL is not set']);
  });

  test('puts into context what the service says, which it asks with a token', async () => {
    bench.environment = environment;
    bench.answers = answersOf({ status: 200, text: '{"patient":"555","encounter":"666"}' });

    expect(await call('launch-context.js', 'token')).toMatchObject({
      resources: [
        { type: 'patient', id: '555' },
        { type: 'encounter', id: '666' },
      ],
    });
  });

  test('leaves alone what the service does not know, and services without a person', async () => {
    bench.environment = environment;
    bench.answers = answersOf({ status: 404, text: '' });

    expect(await call('launch-context.js', 'token')).toMatchObject({ resources: [] });
    expect(await call('launch-context.js', 'token', { noUser: true })).toMatchObject({ resources: [] });
  });

  test('keeps the token back while the service fails', async () => {
    bench.environment = environment;
    bench.answers = answersOf({ status: 500, text: '' });

    expect(await call('launch-context.js', 'token')).toMatchObject({
      failure: 'thrown',
      detail: 'the context service failed: context.example answered GET with status 500.',
    });
  });
});

describe('federated-roles.js', () => {
  test('lets nobody in who is in no group that means something', async () => {
    expect(await call('federated-roles.js', 'sign-in')).toMatchObject({ verdict: { kind: 'failure' } });
  });

  test('gives the permissions of the groups, and the FHIR user', async () => {
    const outcome = await call('federated-roles.js', 'sign-in', {
      claims: { groups: ['front-desk'], fhirUser: 'https://idp.example/Practitioner/1' },
    });

    expect(outcome).toMatchObject({
      verdict: { kind: 'success' },
      added: {
        authorities: [{ permission: 'FHIR_READ_ALL_OF_TYPE', argument: 'Patient' }],
        fhirUserUrl: 'https://idp.example/Practitioner/1',
      },
    });
  });
});

describe('codap.js', () => {
  const numbered = { identifier: [{ value: 'x' }, { system: 'http://hl7.org/fhir/sid/us-npi', value: '1234567893' }] };

  test('names people by their national number, for the one record', async () => {
    expect(await call('codap.js', 'codap', numbered)).toMatchObject({
      verdict: { kind: 'success', username: 'npi:1234567893', familyName: 'House' },
    });
  });

  test('refuses who is banned, and who has no number', async () => {
    bench.environment = { JS_CODAP_BANNED: '1 1234567893' };

    expect(await call('codap.js', 'codap', numbered)).toMatchObject({
      verdict: { kind: 'failure', message: 'banned' },
    });
    expect(await call('codap.js', 'codap')).toMatchObject({ failure: 'thrown' });
  });
});

test('the sample configuration names an example that is there, ready to be switched on', () => {
  const configuration = new URL('../../../../config/', import.meta.url);
  const properties = readFileSync(new URL('gatehouse.properties', configuration), 'utf8');
  const [, file = ''] =
    /^#module\.smart_auth\.config\.post_authorize_script\.file=classpath:(.+)$/m.exec(properties) ?? [];

  expect(existsSync(new URL(file, configuration))).toBe(true);
  expect(file).toBe('scripts/launch-context.js');
});
