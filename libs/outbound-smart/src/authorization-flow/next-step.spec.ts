import fc from 'fast-check';
import type { ClientDefinition } from '#protocol/client/client';
import { DecisionTrace } from '#protocol/decision/decision-trace';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { noOwnFields } from '#protocol/client/own-fields';
import type { Prompt } from '#protocol/oidc/prompt';
import type { ContextOffer } from '../launch/context-offer.js';
import { contextTagOf } from './approval/context-tag.js';
import type { FlowFacts, NextStep } from './flow-facts.js';
import { nextStep } from './next-step.js';

const NOW = new Date('2026-01-01T12:00:00Z');
const secondsBefore = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1_000);
const contexts = { resources: [{ type: 'patient', id: '123' }], offers: [] };
const person = { subject: 'amelia', authTime: secondsBefore(600), arrivedAt: secondsBefore(600) };

const client: ClientDefinition = {
  pid: 1,
  nodeId: 'Master',
  moduleId: 'smart_auth',
  clientId: 'app',
  clientName: 'App',
  enabled: true,
  accessTokenValiditySeconds: 300,
  refreshTokenValiditySeconds: 86_400,
  allowedGrantTypes: ['AUTHORIZATION_CODE'],
  scopes: ['openid', 'patient/*.rs', 'offline_access'],
  autoApproveScopes: [],
  autoGrantScopes: [],
  fixedScope: false,
  alwaysRequireApproval: false,
  rememberApprovedScopes: true,
  registeredRedirectUris: ['https://app.example/cb'],
  clientSecrets: [],
  secretRequired: false,
  secretClientCanChange: false,
  permissions: [],
  canIntrospectOwnTokens: false,
  canIntrospectAnyTokens: false,
  canReissueTokens: false,
  publicJwks: '',
  jwksUrl: '',
  attestationAccepted: false,
  createdByAppSphere: false,
  ...noOwnFields,
  version: 1,
};
const request: AuthorizationRequest = {
  clientId: 'app',
  redirectUri: 'https://app.example/cb',
  redirectUriWasOmitted: false,
  responseType: 'code',
  responseMode: 'query',
  scopes: ['openid', 'patient/*.rs'],
  prompt: [],
  audience: [],
};
const grantable = ['openid', 'patient/*.rs'];
const base: FlowFacts = {
  ...{ request, client, grantable, now: NOW, remembered: [], person, contexts, trace: new DecisionTrace() },
  acrStanding: 'met',
};

function facts(
  more: Partial<FlowFacts> & { prompt?: readonly Prompt[]; maxAge?: number; settings?: Partial<ClientDefinition> },
): FlowFacts {
  const { prompt = [], maxAge, settings, ...rest } = more;
  return {
    ...base,
    request: { ...request, prompt, ...(maxAge !== undefined && { maxAge }) },
    client: { ...client, ...settings },
    trace: new DecisionTrace(),
    ...rest,
  };
}
const nobody = (): FlowFacts => {
  const { person: _person, ...rest } = base;
  return rest;
};
/** Facts of a request that asks for a level of assurance. */
const asking = (essential: boolean, more: Parameters<typeof facts>[0] = {}): FlowFacts => {
  const given = facts(more);
  return { ...given, request: { ...given.request, acr: { values: ['a'], essential } } };
};
/** Facts of a request that demands certain people. */
const demanding = (subjects: readonly string[], more: Parameters<typeof facts>[0] = {}): FlowFacts => {
  const given = facts(more);
  return { ...given, request: { ...given.request, claims: { userInfo: [], idToken: [], subjects } } };
};
const summary = (step: NextStep): string => (step.kind === 'refuse' ? step.error.code : step.kind);

describe('terms of service', () => {
  const openTerms = '2026-11';
  const agrees = { version: openTerms, agrees: true };

  test.each([
    { name: 'nobody signed in: that first', given: { ...nobody(), openTerms }, expected: 'sign-in' },
    {
      name: 'the wrong session: signing in first',
      given: facts({ openTerms, prompt: ['login'] }),
      expected: 'sign-in',
    },
    {
      name: 'not agreed to yet: before contexts are looked up',
      given: facts({ openTerms, contexts: undefined as never }),
      expected: 'ask-terms',
    },
    { name: 'prompt=none', given: facts({ openTerms, prompt: ['none'] }), expected: 'interaction_required' },
    {
      name: 'V-33: an approval posted past them',
      given: facts({ openTerms, decision: { approved: true, scopes: ['openid'] } }),
      expected: 'ask-terms',
    },
    { name: 'agreed to', given: facts({ openTerms, termsAnswer: agrees }), expected: 'accept-terms' },
    {
      name: 'agreed to an older version',
      given: facts({ openTerms, termsAnswer: { ...agrees, version: '1' } }),
      expected: 'ask-terms',
    },
    {
      name: 'rejected',
      given: facts({ openTerms, termsAnswer: { ...agrees, agrees: false } }),
      expected: 'access_denied',
    },
    {
      name: 'an older version rejected',
      given: facts({ openTerms, termsAnswer: { version: '1', agrees: false } }),
      expected: 'ask-terms',
    },
    {
      name: 'an answer where nothing is open',
      given: facts({ termsAnswer: { ...agrees, agrees: false } }),
      expected: 'approve',
    },
  ])('$name: $expected', ({ given, expected }) => {
    expect(summary(nextStep(given))).toBe(expected);
  });

  test('a rejection leaves what was approved before as it is', () => {
    expect(nextStep(facts({ openTerms, termsAnswer: { ...agrees, agrees: false } }))).toMatchObject({
      memory: { kind: 'keep' },
    });
  });
});

describe('nextStep', () => {
  test.each([
    { name: 'nobody signed in', given: nobody(), expected: 'sign-in' },
    {
      name: 'STD OM14: nobody signed in, prompt=none',
      given: { ...nobody(), request: { ...request, prompt: ['none' as const] } },
      expected: 'login_required',
    },
    { name: 'STD OM13: prompt=login with an old session', given: facts({ prompt: ['login'] }), expected: 'sign-in' },
    {
      name: 'STD OM13: prompt=login, signed in before the request',
      given: facts({ prompt: ['login'], startedAt: secondsBefore(60) }),
      expected: 'sign-in',
    },
    {
      name: 'STD OM13: prompt=login, signed in since the request',
      given: facts({ prompt: ['login'], startedAt: secondsBefore(700) }),
      expected: 'approve',
    },
    {
      name: 'reference 18.2: a sign-in for each flow',
      given: facts({ signsInForEachFlow: true }),
      expected: 'sign-in',
    },
    {
      name: 'reference 18.2: a sign-in for each flow, signed in since the request',
      given: facts({ signsInForEachFlow: true, startedAt: secondsBefore(700) }),
      expected: 'approve',
    },
    {
      name: 'reference 18.2: a sign-in for each flow, prompt=none',
      given: facts({ signsInForEachFlow: true, prompt: ['none'], remembered: grantable }),
      expected: 'login_required',
    },
    {
      name: 'prompt=select_account with an old session',
      given: facts({ prompt: ['select_account'] }),
      expected: 'sign-in',
    },
    { name: 'STD OM16: session older than max_age', given: facts({ maxAge: 599 }), expected: 'sign-in' },
    { name: 'STD OM16: session as old as max_age', given: facts({ maxAge: 600 }), expected: 'approve' },
    {
      name: 'max_age=0, signed in since the request',
      given: facts({ maxAge: 0, startedAt: secondsBefore(700) }),
      expected: 'approve',
    },
    {
      name: 'max_age exceeded, prompt=none',
      given: facts({ maxAge: 1, prompt: ['none'] }),
      expected: 'login_required',
    },
    {
      name: 'STD OID-4: id_token_hint of somebody else',
      given: facts({ hintedSubject: 'bertha' }),
      expected: 'sign-in',
    },
    {
      name: 'id_token_hint of somebody else, prompt=none',
      given: facts({ hintedSubject: 'bertha', prompt: ['none'] }),
      expected: 'login_required',
    },
    {
      name: 'STD OID-4: id_token_hint of somebody else than who signed in for this request',
      given: facts({ hintedSubject: 'bertha', startedAt: secondsBefore(700) }),
      expected: 'login_required',
    },
    { name: 'id_token_hint of the person', given: facts({ hintedSubject: 'amelia' }), expected: 'approve' },
    { name: 'STD OID-9: sub of the person in claims', given: demanding(['bertha', 'amelia']), expected: 'approve' },
    { name: 'STD OID-9: sub of somebody else in claims', given: demanding(['bertha']), expected: 'sign-in' },
    { name: 'STD OID-9: a sub in claims that nobody has', given: demanding([]), expected: 'sign-in' },
    {
      name: 'STD OID-9: sub of somebody else than who signed in for this request',
      given: demanding(['bertha'], { startedAt: secondsBefore(700) }),
      expected: 'login_required',
    },
    {
      name: 'STD OID-9: sub of somebody else, prompt=none',
      given: demanding(['bertha'], { prompt: ['none'] }),
      expected: 'login_required',
    },
    {
      name: 'STD OID-9: sub and hint that differ',
      given: demanding(['amelia'], { hintedSubject: 'bertha' }),
      expected: 'sign-in',
    },
    { name: 'STD OID-4: an acr that is met', given: asking(true), expected: 'approve' },
    {
      name: 'STD RFC9470-1: an acr that another sign-in may reach',
      given: asking(false, { acrStanding: 'attainable' }),
      expected: 'sign-in',
    },
    {
      name: 'STD RFC9470-1: a voluntary acr that the new sign-in did not reach',
      given: asking(false, { acrStanding: 'attainable', startedAt: secondsBefore(700) }),
      expected: 'approve',
    },
    {
      name: 'STD OID-4: a voluntary acr that nothing reaches',
      given: asking(false, { acrStanding: 'unattainable' }),
      expected: 'approve',
    },
    {
      name: 'STD OID-4: a voluntary acr, prompt=none',
      given: asking(false, { acrStanding: 'attainable', prompt: ['none'], remembered: grantable }),
      expected: 'respond',
    },
    {
      name: 'STD RFC9470-1: an essential acr that another sign-in may reach',
      given: asking(true, { acrStanding: 'attainable' }),
      expected: 'sign-in',
    },
    {
      name: 'STD RFC9470-1: an essential acr, prompt=none',
      given: asking(true, { acrStanding: 'attainable', prompt: ['none'] }),
      expected: 'login_required',
    },
    {
      name: 'STD RFC9470-1: an essential acr that the new sign-in did not reach',
      given: asking(true, { acrStanding: 'attainable', startedAt: secondsBefore(700) }),
      expected: 'unmet_authentication_requirements',
    },
    {
      name: 'STD RFC9470-1: an essential acr that nothing reaches',
      given: asking(true, { acrStanding: 'unattainable' }),
      expected: 'unmet_authentication_requirements',
    },
    {
      name: 'STD RFC9470-1: the same before anybody signed in',
      given: {
        ...nobody(),
        acrStanding: 'unattainable' as const,
        request: { ...request, acr: { values: ['a'], essential: true } },
      },
      expected: 'unmet_authentication_requirements',
    },
    { name: 'approval needed, prompt=none', given: facts({ prompt: ['none'] }), expected: 'consent_required' },
    { name: 'everything remembered', given: facts({ remembered: grantable }), expected: 'respond' },
    {
      name: 'remembered, but the client does not remember',
      given: facts({ remembered: grantable, settings: { rememberApprovedScopes: false } }),
      expected: 'approve',
    },
    { name: 'remembered, but a new scope', given: facts({ remembered: ['openid'] }), expected: 'approve' },
    {
      name: 'remembered, but alwaysRequireApproval',
      given: facts({ remembered: grantable, settings: { alwaysRequireApproval: true } }),
      expected: 'approve',
    },
    {
      name: 'remembered, but prompt=consent',
      given: facts({ remembered: grantable, prompt: ['consent'] }),
      expected: 'approve',
    },
    {
      name: 'all scopes approved automatically',
      given: facts({ settings: { autoApproveScopes: grantable } }),
      expected: 'respond',
    },
    {
      name: 'V-100: all scopes approved automatically, for an app that would gain power over the server',
      given: facts({ gainsPower: true, settings: { autoApproveScopes: grantable } }),
      expected: 'approve',
    },
    {
      name: 'V-100: everything remembered, for such an app',
      given: facts({ gainsPower: true, remembered: grantable }),
      expected: 'approve',
    },
    {
      name: 'V-100: such an app, prompt=none',
      given: facts({ gainsPower: true, prompt: ['none'], settings: { autoApproveScopes: grantable } }),
      expected: 'consent_required',
    },
    {
      name: 'V-100: such an app, approved by the person',
      given: facts({ gainsPower: true, decision: { approved: true, scopes: grantable } }),
      expected: 'respond',
    },
    { name: 'denied', given: facts({ decision: { approved: false, scopes: grantable } }), expected: 'access_denied' },
    {
      name: 'a decision does not stand in for a sign-in (V-33)',
      given: { ...nobody(), decision: { approved: true, scopes: grantable } },
      expected: 'sign-in',
    },
    {
      name: 'a decision does not stand in for a fresh sign-in',
      given: facts({ prompt: ['login'], decision: { approved: true, scopes: grantable } }),
      expected: 'sign-in',
    },
  ])('$name → $expected', ({ given, expected }) => {
    expect(summary(nextStep(given))).toBe(expected);
  });

  test('STD G8: an unticked scope is not granted, a required one cannot be unticked', () => {
    const step = nextStep(
      facts({
        grantable: ['openid', 'patient/*.rs', 'offline_access'],
        decision: { approved: true, scopes: ['patient/*.rs'] },
      }),
    );

    expect(step).toMatchObject({ kind: 'respond', scopes: ['openid', 'patient/*.rs'] });
  });

  test('a page that leaves nothing approved is a denial', () => {
    const given = facts({ grantable: ['patient/*.rs'], decision: { approved: true, scopes: [] } });

    expect(summary(nextStep(given))).toBe('access_denied');
  });

  test.each([
    {
      name: 'openid, while others are allowed: no sign-in for the app',
      more: { decision: { approved: true, scopes: ['patient/*.rs'], refused: ['openid'] } },
      expected: ['patient/*.rs'],
    },
    {
      name: 'openid, where the app is to be answered with an ID token',
      more: {
        request: { ...request, responseType: 'id_token token' as const },
        decision: { approved: true, scopes: ['patient/*.rs'], refused: ['openid'] },
      },
      expected: 'access_denied',
    },
    {
      name: 'each',
      more: { decision: { approved: true, scopes: [], refused: grantable } },
      expected: 'access_denied',
    },
    {
      name: 'openid, with nothing ticked',
      more: { decision: { approved: true, scopes: [], refused: ['openid'] } },
      expected: 'access_denied',
    },
    {
      name: 'one, openid left unsaid',
      more: { decision: { approved: true, scopes: [], refused: ['patient/*.rs'] } },
      expected: ['openid'],
    },
    {
      name: 'what the administrator allows, and nothing else',
      more: {
        settings: { autoApproveScopes: ['patient/*.rs'] },
        decision: { approved: true, scopes: [], refused: ['patient/*.rs'] },
      },
      expected: ['openid', 'patient/*.rs'],
    },
    {
      name: 'all but what the administrator allows',
      more: {
        settings: { autoApproveScopes: ['patient/*.rs'] },
        decision: { approved: true, scopes: [], refused: ['openid'] },
      },
      expected: ['patient/*.rs'],
    },
    {
      name: 'each, what the administrator allows too',
      more: {
        settings: { autoApproveScopes: ['patient/*.rs'] },
        decision: { approved: true, scopes: [], refused: grantable },
      },
      expected: 'access_denied',
    },
  ])('skins 1.4: who refuses $name in so many words gets $expected', ({ more, expected }) => {
    const step = nextStep(facts(more));

    expect(step.kind === 'respond' ? step.scopes : summary(step)).toEqual(expected);
  });

  test('A-14: automatic scopes are shown as allowed already, and granted whatever the form says', () => {
    const settings = { autoApproveScopes: ['patient/*.rs'] };
    const page = nextStep(facts({ settings }));
    const answer = nextStep(facts({ settings, decision: { approved: true, scopes: [] } }));

    const told = { scope: 'patient/*.rs', required: true, allowedBy: 'administrator' };
    expect(page).toMatchObject({ kind: 'approve', choices: [{ scope: 'openid', required: true }, told], grantable });
    expect(answer).toMatchObject({ kind: 'respond', scopes: grantable });
  });

  const all = ['openid', 'patient/*.rs', 'offline_access'];
  test.each<{ name: string; more: Parameters<typeof facts>[0]; memory: unknown }>([
    { name: 'nothing was asked', more: { remembered: all }, memory: { kind: 'keep' } },
    {
      name: 'approved as it was',
      more: { decision: { approved: true, scopes: all } },
      memory: { kind: 'replace', shown: all, approved: all },
    },
    {
      name: 'everything unticked',
      more: { remembered: all, prompt: ['consent'], decision: { approved: true, scopes: [] } },
      memory: { kind: 'replace', shown: all, approved: ['openid'] },
    },
    {
      name: 'nobody was asked for a scope approved automatically',
      more: { settings: { autoApproveScopes: ['patient/*.rs'] }, decision: { approved: true, scopes: [] } },
      memory: { kind: 'replace', shown: ['openid', 'offline_access'], approved: ['openid'] },
    },
    {
      name: 'nor where alwaysRequireApproval shows a page of such scopes alone',
      more: {
        settings: { autoApproveScopes: all, alwaysRequireApproval: true },
        decision: { approved: true, scopes: [] },
      },
      memory: { kind: 'replace', shown: [], approved: [] },
    },
    {
      name: 'the client does not remember, all approved',
      more: { settings: { rememberApprovedScopes: false }, decision: { approved: true, scopes: all } },
      memory: { kind: 'keep' },
    },
    {
      name: 'the client does not remember, but might again',
      more: { settings: { rememberApprovedScopes: false }, decision: { approved: true, scopes: [] } },
      memory: { kind: 'forget' },
    },
    { name: 'denied', more: { decision: { approved: false, scopes: all } }, memory: { kind: 'forget' } },
  ])('B-15: what is remembered is what was decided last: $name', ({ more, memory }) => {
    expect(nextStep(facts({ grantable: all, ...more }))).toMatchObject({ memory });
  });

  test('B-15: an error that nobody decided forgets nothing', () => {
    expect(nextStep(facts({ prompt: ['none'] }))).not.toHaveProperty('memory');
  });

  const stranger = { contexts: { resources: [], offers: [] } };
  test.each([
    { name: 'before the page', more: {}, expected: 'access_denied' },
    {
      name: 'whatever was approved',
      more: { decision: { approved: true, scopes: grantable } },
      expected: 'access_denied',
    },
    { name: 'not before the right person signed in', more: { prompt: ['login' as const] }, expected: 'sign-in' },
    { name: 'unless something else remains', more: { grantable: ['user/*.rs', 'patient/*.rs'] }, expected: 'approve' },
  ])('STD L2: a person without a patient: refused $name', ({ more, expected }) => {
    expect(summary(nextStep(facts({ ...more, ...stranger })))).toBe(expected);
  });

  test('STD L2: what needs a patient is neither shown nor granted to a person without one', () => {
    const given = { grantable: ['user/*.rs', 'patient/*.rs', 'launch/patient'], ...stranger };

    const page = nextStep(facts(given));
    const answer = nextStep(facts({ ...given, decision: { approved: true, scopes: given.grantable } }));

    expect(page).toMatchObject({ choices: [{ scope: 'user/*.rs' }], grantable: ['user/*.rs'] });
    expect(answer).toMatchObject({ scopes: ['user/*.rs'] });
  });

  test.each<{ name: string; more: Parameters<typeof facts>[0]; expected: readonly string[] }>([
    {
      name: 'asked',
      more: { settings: { autoApproveScopes: ['email'] }, decision: { approved: true, scopes: ['patient/*.rs'] } },
      expected: [
        'openid granted approval.required person',
        'patient/*.rs granted approval.ticked person',
        'offline_access dropped approval.unticked person',
        'email granted approval.automatic client',
      ],
    },
    {
      name: 'not asked',
      more: { settings: { autoApproveScopes: ['email'] }, remembered: all },
      expected: [
        ...all.map((scope) => `${scope} granted approval.remembered person`),
        'email granted approval.automatic client',
      ],
    },
    {
      name: 'denied',
      more: { decision: { approved: false, scopes: all } },
      expected: [...all, 'email'].map((scope) => `${scope} refused approval.denied person`),
    },
  ])('ruling 54: the trace tells what became of each scope: $name', ({ more, expected }) => {
    const trace = new DecisionTrace();

    nextStep(facts({ grantable: [...all, 'email'], trace, ...more }));

    const told = trace.list().map(({ value, outcome, ruleId, source }) => `${value} ${outcome} ${ruleId} ${source}`);
    expect(told).toEqual(expected);
  });

  describe('what the app is to work on', () => {
    const patients = ['1', '2'].map((id) => ({ resourceType: 'Patient', id, display: id }));
    const open: ContextOffer = { need: { type: 'patient' }, choices: patients, searchFields: [], mustAsk: false };
    const chosen: ContextOffer = { ...open, selection: { type: 'patient', userPid: 1, id: '2' } };
    const withOffer = (offer: ContextOffer) => ({ contexts: { resources: [], offers: [offer] } });
    const decision = { approved: true, scopes: grantable };

    test.each<{ name: string; given: FlowFacts; expected: string }>([
      { name: 'is not looked up for nobody', given: without('contexts', nobody()), expected: 'sign-in' },
      {
        name: 'is not looked up for the wrong person',
        given: without('contexts', facts({ launchedFor: 'bertha' })),
        expected: 'sign-in',
      },
      { name: 'is looked up for the right one', given: without('contexts', facts({})), expected: 'look-up-contexts' },
      { name: 'STD L3: has to be chosen', given: facts(withOffer(open)), expected: 'select-context' },
      { name: 'was chosen', given: facts(withOffer(chosen)), expected: 'approve' },
      {
        name: 'STD OM14: has to be chosen, prompt=none',
        given: facts({ ...withOffer(open), prompt: ['none'] }),
        expected: 'interaction_required',
      },
      {
        name: 'V-33: is not chosen by approving',
        given: facts({ ...withOffer(open), decision }),
        expected: 'select-context',
      },
      {
        name: 'V-33: is not chosen by what is remembered',
        given: facts({ ...withOffer(open), remembered: grantable }),
        expected: 'select-context',
      },
      {
        name: 'was chosen, everything is remembered',
        given: facts({ ...withOffer(chosen), remembered: grantable }),
        expected: 'respond',
      },
    ])('$name → $expected', ({ given, expected }) => {
      expect(summary(nextStep(given))).toBe(expected);
    });

    test('goes with the code', () => {
      expect(nextStep(facts({ ...withOffer(chosen), decision }))).toMatchObject({
        resources: [{ type: 'patient', id: '2' }],
      });
    });

    test.each([
      { name: 'of this context', contextTag: contextTagOf([{ type: 'patient', id: '2' }]), expected: 'respond' },
      { name: 'of another patient', contextTag: contextTagOf([{ type: 'patient', id: '1' }]), expected: 'approve' },
      { name: 'of no context', contextTag: contextTagOf([]), expected: 'approve' },
      {
        name: 'that told of power which is gone',
        contextTag: contextTagOf([{ type: 'patient', id: '2' }], true),
        expected: 'approve',
      },
      { name: 'of an older skin', contextTag: undefined, expected: 'respond' },
    ])(
      'an approval $name → $expected: whoever approves for one patient gives away no other',
      ({ contextTag, expected }) => {
        const answer = { ...decision, ...(contextTag !== undefined && { contextTag }) };

        expect(summary(nextStep(facts({ ...withOffer(chosen), decision: answer })))).toBe(expected);
      },
    );

    test('V-100: an approval does not give power of which its page did not tell', () => {
      const given = withOffer(chosen);
      const answers = [false, true].map((told) => {
        const contextTag = contextTagOf([{ type: 'patient', id: '2' }], told);
        return summary(nextStep(facts({ ...given, givesPower: true, decision: { ...decision, contextTag } })));
      });

      expect(answers).toEqual(['approve', 'respond']);
    });

    test('a denial is one, whatever it was shown', () => {
      const answer = { approved: false, scopes: [], contextTag: 'old' };

      expect(summary(nextStep(facts({ ...withOffer(chosen), decision: answer })))).toBe('access_denied');
    });
  });

  test('V-33: whatever the facts, a code needs the right person, the choices that only that person can make, and scopes of the policy', () => {
    const anyOffer = fc.record({
      ids: fc.uniqueArray(fc.constantFrom('1', '2', '3'), { maxLength: 3 }),
      searchable: fc.boolean(),
      mustAsk: fc.boolean(),
      selected: fc.option(fc.constantFrom('1', '9'), { nil: undefined }),
    });
    const anyFacts = fc.record({
      signedIn: fc.boolean(),
      lookedUp: fc.boolean(),
      offers: fc.array(anyOffer, { maxLength: 3 }),
      launchedFor: fc.option(fc.constantFrom('amelia', 'bertha'), { nil: undefined }),
      prompt: fc.subarray<Prompt>(['login', 'consent', 'select_account', 'none']),
      maxAge: fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: undefined }),
      startedAt: fc.option(fc.integer({ min: 0, max: 10_000 }).map(secondsBefore), { nil: undefined }),
      remembered: fc.subarray(['openid', 'patient/*.rs', 'user/*.cruds']),
      decision: fc.option(
        fc.record({
          approved: fc.boolean(),
          scopes: fc.subarray(['openid', 'patient/*.rs', 'user/*.cruds']),
          refused: fc.subarray(['openid', 'patient/*.rs', 'user/*.cruds']),
        }),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(anyFacts, ({ signedIn, lookedUp, offers: drawn, launchedFor, prompt, remembered, ...more }) => {
        const { maxAge, startedAt, decision } = more;
        const offers = drawn.map(({ ids, searchable, mustAsk, selected }, place): ContextOffer => {
          const need = { type: place === 0 ? 'patient' : `type${String(place)}` };
          return {
            ...{ need, mustAsk, searchFields: searchable ? ['name'] : [] },
            choices: ids.map((id) => ({ resourceType: 'Patient', id, display: id })),
            ...(selected !== undefined && { selection: { ...need, userPid: 1, id: selected } }),
          };
        });
        const given = facts({
          ...{ prompt, remembered, contexts: { resources: [], offers } },
          ...(launchedFor !== undefined && { launchedFor }),
          ...(maxAge !== undefined && { maxAge }),
          ...(startedAt && { startedAt }),
          ...(decision && { decision }),
        });
        const known = lookedUp ? given : without('contexts', given);
        const step = nextStep(signedIn ? known : without('person', known));
        if (step.kind !== 'respond') return true;
        const isSettled = offers.every(
          ({ selection, choices, searchFields, mustAsk }) =>
            selection !== undefined ||
            (choices.length === 0 ? searchFields.length === 0 : choices.length === 1 && !mustAsk),
        );
        const isRight = signedIn && lookedUp && launchedFor !== 'bertha' && isSettled && decision?.approved !== false;
        const hasPatient = step.resources.some(({ type }) => type === 'patient');
        const needsPatient = step.scopes.includes('patient/*.rs');
        return isRight && (!needsPatient || hasPatient) && step.scopes.every((scope) => grantable.includes(scope));
      }),
    );
  });
});

function without(key: 'contexts' | 'person', given: FlowFacts): FlowFacts {
  return Object.fromEntries(Object.entries(given).filter(([name]) => name !== key)) as unknown as FlowFacts;
}

describe('V-33: the second factor', () => {
  const acr = { values: ['two'], essential: true };
  const due = { due: 'prove', possible: 'prove', acrStanding: 'met' } as const;
  const possible = { due: 'none', possible: 'enrol', acrStanding: 'met' } as const;
  const done = { due: 'none', possible: 'none', acrStanding: 'met' } as const;
  const fresh = { ...person, authTime: NOW, arrivedAt: NOW };
  const asking = (more: Partial<AuthorizationRequest>) => ({ request: { ...request, ...more } });
  const unmet = { acrStanding: 'attainable' } as const;

  test.each<{ name: string; more: Partial<FlowFacts>; expected: string }>([
    { name: 'is asked for where it is due', more: { secondFactor: due }, expected: 'second-factor' },
    {
      name: 'comes behind the password, where that has to be typed again',
      more: { secondFactor: due, ...asking({ prompt: ['login'] }) },
      expected: 'sign-in',
    },
    {
      name: 'is never asked for in silence',
      more: { secondFactor: due, ...asking({ prompt: ['none'] }) },
      expected: 'refuse',
    },
    {
      name: 'is asked for by an essential level that it reaches, without the password',
      more: { secondFactor: possible, ...unmet, ...asking({ acr }) },
      expected: 'second-factor',
    },
    {
      name: 'is asked for by that level right after the password, too',
      more: { secondFactor: possible, ...unmet, ...asking({ acr }), person: fresh, startedAt: NOW },
      expected: 'second-factor',
    },
    {
      name: 'is not asked for by a mere wish',
      more: { secondFactor: possible, ...unmet, ...asking({ acr: { ...acr, essential: false } }) },
      expected: 'approve',
    },
    { name: 'is not asked for twice', more: { secondFactor: done }, expected: 'approve' },
  ])('$name', ({ more, expected }) => {
    expect(nextStep({ ...base, ...more }).kind).toBe(expected);
  });
});

describe('A-23: somebody whom another system knew already when they came for this request', () => {
  const came = { ...person, authTime: secondsBefore(8 * 3_600), arrivedAt: NOW };
  const acr = { values: ['two'], essential: false };
  const asking = (more: Partial<AuthorizationRequest>) => ({ request: { ...request, ...more } });
  const facts = { ...base, person: came, startedAt: secondsBefore(30) };

  test.each<{ name: string; more: Partial<FlowFacts>; expected: string }>([
    { name: 'goes on', more: {}, expected: 'approve' },
    { name: 'is asked by max_age', more: asking({ maxAge: 60 }), expected: 'sign-in' },
    { name: 'is asked by prompt=login', more: asking({ prompt: ['login'] }), expected: 'sign-in' },
    { name: 'is asked where each request asks', more: { signsInForEachFlow: true }, expected: 'sign-in' },
    { name: 'is not sent round by select_account', more: asking({ prompt: ['select_account'] }), expected: 'approve' },
    {
      name: 'is not sent round by a level that is wished for',
      more: { acrStanding: 'attainable', ...asking({ acr }) },
      expected: 'approve',
    },
    {
      name: 'is not sent round by the name of another person',
      more: { hintedSubject: 'bertha' },
      expected: 'refuse',
    },
    {
      name: 'is as old as max_age when the request came',
      more: { person: { ...came, authTime: secondsBefore(80) }, ...asking({ maxAge: 60 }) },
      expected: 'approve',
    },
  ])('$name', ({ more, expected }) => {
    expect(nextStep({ ...facts, ...more }).kind).toBe(expected);
  });
});
