import type { ConfiguredScript } from '#scripts/configured-script.port';
import { AuthenticationEngine } from '#scripts/running/authentication-engine';
import { CodapEngine } from '#scripts/running/codap-engine';
import { PostAuthorizeEngine } from '#scripts/running/post-authorize-engine';
import { RegistrationEngine } from '#scripts/running/registration-engine';
import type { ScriptRunner } from '#scripts/running/script-runner';
import { SignInEngine } from '#scripts/running/sign-in-engine';
import { UserMappingEngine } from '#scripts/running/user-mapping-engine';
import { ScriptFailure } from '#scripts/script-failure.port';

/** A script of `test/scripts`: in which place it runs, what is different from the usual call, and what it does. */
export interface Sample {
  readonly kind: string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly script: ConfiguredScript;
}

const user = {
  ...{ pid: 7, nodeId: 'Master', moduleId: 'local', username: 'amelia', familyName: 'Earhart', givenName: 'Amelia' },
  ...{ email: '', external: false, notes: '{"npi":"1234567893"}', authorities: [{ permission: 'ROLE_FHIR_CLIENT' }] },
  defaultLaunchContexts: [{ contextType: 'patient', resourceId: '42' }],
  userData: { site: 'north' },
};
const client = { clientId: 'app', clientName: 'App', scopes: ['openid', 'launch'], permissions: [] };
const moduleId = 'smart_auth';

/** Calls the function of the sample; what came of it, in a few plain members. */
export async function callSample(runner: ScriptRunner, sample: Sample): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await (calls[sample.kind] ?? unknownKind)(runner, sample);
  } catch (error) {
    if (!(error instanceof ScriptFailure)) throw error;
    return { failure: error.reason, detail: error.detail };
  }
}

type Call = (runner: ScriptRunner, sample: Sample) => Promise<Readonly<Record<string, unknown>>>;

const unknownKind: Call = (_runner, { kind }) => Promise.reject(new Error(`no place is called ${kind}`));

const calls: Readonly<Record<string, Call>> = {
  async token(runner, { given, script }) {
    const { resources = [], noUser } = given as { resources?: { type: string; id: string }[]; noUser?: boolean };
    const result = await new PostAuthorizeEngine(runner).onTokenGenerating({
      ...{ moduleId, script, grantType: 'authorization_code', client, scopes: ['openid', 'launch'] },
      ...(noUser !== true && { user }),
      launchContext: { resources, members: {} },
      ...{ launch: 'abc-123', audience: 'https://fhir.example' },
      requestParameters: { tenant: 'north', aud: 'https://fhir.example' },
    });
    const authorities = result.user?.authorities.map(({ permission, argument }) =>
      argument === undefined ? permission : `${permission}/${argument}`,
    );
    const { launchContext, accessTokenClaims: claims, user: person } = result;
    return { ...launchContext, claims, user: person, authorities };
  },

  // The port swallows what goes wrong; the runner is asked what it was.
  async done(runner, { given, script }) {
    const failed: unknown[] = [];
    const watched: ScriptRunner = { run: (run) => runner.run(run).catch((error: unknown) => rethrown(failed, error)) };
    const details = { grantType: 'authorization_code', grantedScopes: ['openid', 'launch'], clientId: 'app' };
    await new PostAuthorizeEngine(watched).onPostAuthorize({
      ...{ moduleId, script, ...details, username: 'amelia', accessToken: 'eyJ', ...given },
    });
    const [error] = failed;
    return error instanceof ScriptFailure ? { failure: error.reason } : {};
  },

  async codap(runner, { given, script }) {
    const { identifier = [{ value: 'ABC-1' }] } = given;
    const name = [{ family: 'House', given: ['Gregory'] }];
    const claims = { iss: 'https://ehr.example', requested_scopes: 'openid launch', reason_for_request: 'treat' };
    const verdict = await new CodapEngine(runner).authenticate({
      script,
      requestingPractitioner: { resourceType: 'Practitioner', name, ...(identifier !== null && { identifier }) },
      requestedRecord: { resourceType: 'Patient', id: '123' },
      authenticationToken: { raw: 'a.b.c', claims: {} },
      authorizationToken: { raw: 'd.e.f', claims },
    });
    return { verdict };
  },

  async 'sign-in'(runner, { given, script }) {
    const realm = { roles: ['a'] };
    const claims = { sub: '1', groups: ['doctors', 'all'], realm, fhirUser: 'https://idp.example/Practitioner/1' };
    const verdict = await new AuthenticationEngine(runner).onAuthenticateSuccess({
      ...{ script, person: user },
      context: {
        ...{ nodeId: 'Master', moduleId: 'local', startTime: new Date(1000), remoteAddress: '10.0.0.1' },
        ...{ headers: { 'user-agent': 'curl' }, approvedScopes: ['openid'] },
        ...(given['claims'] !== null && { claims: (given['claims'] as typeof claims | undefined) ?? claims }),
      },
    });
    return { verdict, added: verdict.kind === 'success' ? verdict.added : undefined };
  },

  async context(runner, { script }) {
    const choices = [{ resourceType: 'Patient', resourceId: '1', displayName: 'Adam' }];
    const call = { moduleId, script, user, client, choices };
    return { ...(await new PostAuthorizeEngine(runner).onSmartLoginPreContextSelection(call)) };
  },

  async names(runner, { script }) {
    const userInfo = { sub: 123, preferred_username: 'amy', get: 'a claim called like a method' };
    const server = { name: 'Hospital', issuer: 'https://idp.example' };
    return { name: await new UserMappingEngine(runner).getUserName({ script, userInfo, server }) };
  },

  async registration(runner, { script }) {
    const input = { username: 'amelia', familyName: 'Earhart', givenName: 'Amelia', email: 'a@example.org' };
    const output = { ...input, authorities: [], notes: '' };
    return { user: await new RegistrationEngine(runner).onUserSelfRegistrationRequest({ script, input, output }) };
  },

  async password(runner, { script }) {
    const request = { username: 'amelia', password: 'secret', remoteAddress: '10.0.0.1', headers: {} };
    return { verdict: await new SignInEngine(runner).authenticate({ script, ...request }) };
  },
};

function rethrown(failed: unknown[], error: unknown): never {
  failed.push(error);
  throw error;
}
