import { defaultResources, emptyLaunchContext, type LaunchContext } from '#protocol/smart/launch-context';
import type { Authority } from '#protocol/user/authority';
import { describedBySignIn } from '#protocol/user/sign-in-details';
import type { UserSessionDetails } from '#protocol/user/user-session';
import type { AuthenticationContext, AuthenticationVerdict } from '#scripts/authentication-script.port';
import type { CodapCall } from '#scripts/codap-script.port';
import type { ConfiguredScript } from '#scripts/configured-script.port';
import type { ScriptClientView } from '#scripts/post-authorize-script.port';
import { AuthenticationEngine } from '#scripts/running/authentication-engine';
import { CodapEngine } from '#scripts/running/codap-engine';
import { PostAuthorizeEngine } from '#scripts/running/post-authorize-engine';
import { RegistrationEngine } from '#scripts/running/registration-engine';
import type { ScriptRunner } from '#scripts/running/script-runner';
import { SignInEngine } from '#scripts/running/sign-in-engine';
import { UserMappingEngine } from '#scripts/running/user-mapping-engine';
import type { AuthorityPair, ScriptInput, ScriptResult } from './script-cases.js';

type Failed = Extract<AuthenticationVerdict, { kind: 'failure' }>;
type Told = { -readonly [Name in keyof ScriptResult]: ScriptResult[Name] };

/** One session that functions are called upon in turn, each through the port that the server calls it by. */
export class ScriptCaseRun {
  readonly result: Told = { outcome: 'success' };
  private person: UserSessionDetails | undefined;
  private readonly before: readonly Authority[];
  private launchContext: LaunchContext = emptyLaunchContext;

  constructor(
    private readonly runner: ScriptRunner,
    private readonly script: ConfiguredScript,
    private readonly input: ScriptInput,
  ) {
    this.person = input.session ? personOf(input.session) : undefined;
    this.before = this.person?.authorities ?? [];
  }

  /** @throws ScriptFailure */
  async call(name: string): Promise<void> {
    await this.functions[name]?.();
  }

  /** What is there at the end beside the outcome. */
  settled(): ScriptResult {
    const { person, before, launchContext, result } = this;
    const resources = [...launchContext.resources, ...ofSession(person, launchContext)];
    const launch = Object.fromEntries(resources.map(({ type, id }) => [type.toLowerCase(), id]));
    const { fhirContext } = launchContext.members;
    const usual = { launch, claims: {}, authoritiesAdded: [] };
    if (person === undefined) return { ...usual, ...result };
    const { username, familyName, givenName, email, userData = {}, fhirUserUrl = null } = person;
    const [authoritiesAdded, authorities] = [added(before, person.authorities), added([], person.authorities)];
    const names = { username, familyName, givenName, email };
    return {
      ...usual,
      authoritiesAdded,
      authorities,
      userData,
      fhirUserUrl,
      ...names,
      ...(fhirContext !== undefined && { fhirContext }),
      ...result,
    };
  }

  private readonly functions: Readonly<Record<string, () => Promise<void>>> = {
    onTokenGenerating: () => this.onTokenGenerating(),
    onPostAuthorize: () => this.onPostAuthorize(),
    onSmartLoginPreContextSelection: () => this.onSmartLoginPreContextSelection(),
    onAuthenticateSuccess: () => this.onAuthenticateSuccess(),
    authenticate: () => (this.input.codap === undefined ? this.signIn() : this.codap(this.input.codap)),
    getUserName: () => this.getUserName(),
    onUserSelfRegistrationRequest: () => this.register(),
  };

  private async onTokenGenerating(): Promise<void> {
    const { launch, audience, requestParameters } = this.input.request ?? {};
    const resources = [...this.launchContext.resources, ...ofSession(this.person, this.launchContext)];
    const generated = await new PostAuthorizeEngine(this.runner).onTokenGenerating({
      ...{ moduleId: 'smart_auth', script: this.script, grantType: 'authorization_code', client: this.client() },
      ...{ scopes: ['openid'], launchContext: { ...this.launchContext, resources } },
      ...(this.person && { user: this.person }),
      ...(typeof launch === 'string' && { launch }),
      ...(typeof audience === 'string' && { audience }),
      ...(requestParameters && { requestParameters }),
    });
    this.person = generated.user;
    this.launchContext = generated.launchContext;
    this.result.claims = generated.accessTokenClaims;
  }

  /** As the inbound modules go on with what the script said. */
  private async onAuthenticateSuccess(): Promise<void> {
    const { person } = this;
    if (person === undefined) throw new Error('the case has no session');
    const verdict = await new AuthenticationEngine(this.runner).onAuthenticateSuccess({
      ...{ script: this.script, person, context: this.context() },
    });
    if (verdict.kind === 'failure') this.failed(verdict);
    else this.person = { ...person, ...verdict.said, ...describedBySignIn(person, verdict.added) };
  }

  private async onSmartLoginPreContextSelection(): Promise<void> {
    const { person } = this;
    if (person === undefined) throw new Error('the case has no session');
    const { choices } = await new PostAuthorizeEngine(this.runner).onSmartLoginPreContextSelection({
      ...{ moduleId: 'smart_auth', script: this.script, user: person, client: this.client(), choices: [] },
    });
    this.result.choices = choices.map(({ resourceType, resourceId, displayName }) => [
      resourceType,
      resourceId,
      displayName,
    ]);
  }

  private async onPostAuthorize(): Promise<void> {
    const { codap, details = { grantType: 'authorization_code', grantedScopes: [] } } = this.input;
    const { requestingPractitioner, requestedRecord } = codap ?? {};
    const call = { moduleId: 'smart_auth', script: this.script, clientId: 'app', ...details };
    const resources = codap && { requestingPractitioner, requestedRecord };
    await new PostAuthorizeEngine(this.runner).onPostAuthorize({
      ...call,
      ...(resources as Pick<CodapCall, 'requestedRecord'>),
    });
  }

  private async codap(given: NonNullable<ScriptInput['codap']>): Promise<void> {
    const { requestingPractitioner, requestedRecord, requestedScopes, reasonForRequest } = given;
    const claims = {
      ...given.authorizationToken,
      requested_scopes: requestedScopes,
      reason_for_request: reasonForRequest,
    };
    const verdict = await new CodapEngine(this.runner).authenticate({
      ...{ script: this.script, requestingPractitioner, requestedRecord },
      authenticationToken: { raw: 'a.b.c', claims: given.authenticationToken ?? {} },
      authorizationToken: { raw: 'd.e.f', claims },
    });
    if (verdict.kind === 'failure') {
      this.failed(verdict);
      return;
    }
    const { username, authorities, familyName = '', givenName = '', email = '', session } = verdict;
    this.person = { ...personOf({ username }), authorities, familyName, givenName, email, ...session };
    // The record is in context, whatever the script says (reference 18.1).
    const id = String(requestedRecord['id']).replace(/^Patient\//, '');
    this.launchContext = { resources: [{ type: 'patient', id }], members: {} };
  }

  private async signIn(): Promise<void> {
    const { authRequest } = this.input;
    if (authRequest === undefined) throw new Error('the case has no request');
    const verdict = await new SignInEngine(this.runner).authenticate({
      script: this.script,
      headers: {},
      ...authRequest,
    });
    if (verdict.kind === 'failure') {
      this.failed(verdict);
      return;
    }
    const { username, familyName, givenName, email, details } = verdict;
    const blank = personOf({ username });
    this.person = { ...blank, familyName, givenName, email, ...describedBySignIn(blank, details) };
  }

  private async getUserName(): Promise<void> {
    const { userInfo = {}, serverInfo = {} } = this.input;
    this.result.returns = await new UserMappingEngine(this.runner).getUserName({
      ...{ script: this.script, userInfo, server: serverInfo },
    });
  }

  private async register(): Promise<void> {
    const { username = '', familyName = '', givenName = '', email = '' } = this.input.registration ?? {};
    const input = { username, familyName, givenName, email };
    const output = { familyName, givenName, email, authorities: [], notes: '' };
    const { authorities, ...names } = await new RegistrationEngine(this.runner).onUserSelfRegistrationRequest({
      ...{ script: this.script, input, output },
    });
    this.result.registered = { familyName: names.familyName, givenName: names.givenName, email: names.email };
    this.result.authoritiesAdded = added([], authorities);
  }

  private failed({ message, incorrectPassword, unknownUsername }: Failed): void {
    this.result.outcome = 'failure';
    this.result.failure = { message, incorrectPassword, unknownUsername };
  }

  private client(): ScriptClientView {
    const {
      clientId = this.input.request?.clientId ?? 'app',
      clientName = 'App',
      scopes = [],
      permissions = [],
    } = this.input.client ?? {};
    return { clientId, clientName, scopes, permissions: authoritiesOf(permissions) };
  }

  private context(): AuthenticationContext {
    const { claims, context = {} } = this.input;
    const {
      startTime = '2026-01-05T10:00:00Z',
      headers,
      ...rest
    } = context as { startTime?: string; headers?: Record<string, string> };
    const lower =
      headers && Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    return {
      ...{ nodeId: 'Master', moduleId: 'local_security', remoteAddress: '10.0.0.1', remoteScheme: 'https', ...rest },
      startTime: new Date(startTime),
      ...(lower && { headers: lower }),
      ...(claims && { claims, approvedScopes: (context['approvedScopes'] ?? []) as readonly string[] }),
    };
  }
}

function personOf({
  authorities = [],
  launchResourceIds,
  ...said
}: NonNullable<ScriptInput['session']>): UserSessionDetails {
  return {
    ...{ pid: 1, nodeId: 'Master', moduleId: 'local_security', familyName: '', givenName: '', email: '' },
    ...{ external: false, notes: '', defaultLaunchContexts: [], authorities: authoritiesOf(authorities) },
    ...said,
    ...(launchResourceIds && { launchResources: launchResourceIds }),
  };
}

function authoritiesOf(pairs: readonly AuthorityPair[]): readonly Authority[] {
  return pairs.map(([permission, argument]) => ({ permission, ...(argument !== undefined && { argument }) }));
}

function added(before: readonly Authority[], after: readonly Authority[]): readonly AuthorityPair[] {
  const known = new Set(before.map((each) => JSON.stringify(each)));
  return after
    .filter((each) => !known.has(JSON.stringify(each)))
    .map(({ permission, argument }) => (argument === undefined ? [permission] : [permission, argument]));
}

/** What the script of the sign-in put into every launch, unless the launch says otherwise. */
function ofSession(person: UserSessionDetails | undefined, { resources }: LaunchContext) {
  const types = new Set(resources.map(({ type }) => type.toLowerCase()));
  const entries = (person?.launchResources ?? []).map(({ resourceType: contextType, resourceId }) => ({
    contextType,
    resourceId,
  }));
  return defaultResources(entries).filter(({ type }) => !types.has(type));
}
