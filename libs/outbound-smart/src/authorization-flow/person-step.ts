import { OAuthError } from '#protocol/oauth2/oauth-error';
import {
  unlessSilent,
  type FlowFacts,
  type NextStep,
  type SecondFactorFacts,
  type SignedInPerson,
} from './flow-facts.js';

/** What has to happen until the right person is there, signed in as it is asked for; undefined once that is so. */
export function personStep(facts: FlowFacts): NextStep | undefined {
  if (canNeverBeMet(facts)) return { kind: 'refuse', error: unmet() };
  const wrongPerson = facts.person && wrongPersonCame(facts, facts.person);
  if (wrongPerson) return { kind: 'refuse', error: wrongPerson };
  if (facts.person === undefined || mustSignInAgain(facts, facts.person))
    return unlessSilent(facts, 'login_required', { kind: 'sign-in' });
  return mustProveMore(facts) ? unlessSilent(facts, 'login_required', { kind: 'second-factor' }, TASK) : undefined;
}

const TASK = 'The person must prove a second factor';

/** The account or the app demands it; or the level of assurance, where it is essential (RFC 9470 §5): nobody has to set something up for a wish. */
function mustProveMore({ secondFactor, request, acrStanding }: FlowFacts): boolean {
  if (secondFactor === undefined) return false;
  if (secondFactor.due !== 'none') return true;
  return acrStanding !== 'met' && request.acr?.essential === true && isReachedByFactor(secondFactor);
}

/** Without typing the password again. */
function isReachedByFactor(secondFactor: SecondFactorFacts | undefined): boolean {
  return secondFactor !== undefined && secondFactor.possible !== 'none' && secondFactor.acrStanding === 'met';
}

/** Somebody signed in for this very request, but not the one the app named: asking again would go round in circles. */
function wrongPersonCame(facts: FlowFacts, person: SignedInPerson): OAuthError | undefined {
  if (!isFresh(facts, person)) return undefined;
  if (isSomebodyElse(person, facts.hintedSubject))
    return new OAuthError('login_required', 'Another person signed in than the id_token_hint names.', {
      parameter: 'id_token_hint',
    });
  if (facts.request.claims?.subjects?.includes(person.subject) === false)
    return new OAuthError('login_required', 'Another person signed in than claims demands.', { parameter: 'claims' });
  if (isSomebodyElse(person, facts.launchedFor))
    return new OAuthError('access_denied', 'Another person signed in than the EHR launched the app for.', {
      parameter: 'launch',
    });
  return undefined;
}

function isSomebodyElse({ subject }: SignedInPerson, wanted: string | undefined): boolean {
  return wanted !== undefined && wanted !== subject;
}

/** Came by a sign-in since this request is here, wherever they were asked who they are, or were not. */
function isFresh({ startedAt }: FlowFacts, { arrivedAt }: SignedInPerson): boolean {
  return startedAt !== undefined && arrivedAt.getTime() >= startedAt.getTime();
}

/** Was asked since this request is here. */
function isProvedAnew({ startedAt }: FlowFacts, { authTime }: SignedInPerson): boolean {
  return startedAt !== undefined && authTime.getTime() >= startedAt.getTime();
}

/** Whom neither `id_token_hint` nor `claims` nor the launch names, where they name somebody (OIDC Core §3.1.2.1, §5.5.1). */
function isUnwanted({ hintedSubject, launchedFor, request }: FlowFacts, person: SignedInPerson): boolean {
  const isNamed = request.claims?.subjects?.includes(person.subject) ?? true;
  return !isNamed || isSomebodyElse(person, hintedSubject) || isSomebodyElse(person, launchedFor);
}

/** An essential level that no sign-in here reaches, or that the one for this very request did not reach (OIDC Core §5.5.1.1). */
function canNeverBeMet(facts: FlowFacts): boolean {
  if (facts.request.acr?.essential !== true || facts.acrStanding === 'met') return false;
  if (facts.acrStanding === 'unattainable') return true;
  return facts.person !== undefined && isFresh(facts, facts.person) && !isReachedByFactor(facts.secondFactor);
}

function unmet(): OAuthError {
  return new OAuthError('unmet_authentication_requirements', 'No sign-in here reaches an acr that is demanded.', {
    parameter: 'claims',
  });
}

function mustSignInAgain(facts: FlowFacts, person: SignedInPerson): boolean {
  const { request } = facts;
  if (isUnwanted(facts, person)) return true;
  if (isProvedAnew(facts, person)) return false;
  if (facts.signsInForEachFlow === true || request.prompt.includes('login')) return true;
  if (isTooOld(facts, person)) return true;
  if (isFresh(facts, person)) return false;
  return request.prompt.includes('select_account') || reachesHigher(facts);
}

/** Another system was asked for that age when this request was here: what passes until its answer comes does not count. */
function isTooOld(facts: FlowFacts, person: SignedInPerson): boolean {
  const { request, startedAt, now } = facts;
  const at = isFresh(facts, person) && startedAt !== undefined ? startedAt : now;
  const ageSeconds = (at.getTime() - person.authTime.getTime()) / 1_000;
  return request.maxAge !== undefined && ageSeconds > request.maxAge;
}

/** A new sign-in may reach a level that is asked for; a voluntary one must not make a silent request fail. */
function reachesHigher({ acrStanding, request, secondFactor }: FlowFacts): boolean {
  const mayAsk = request.acr?.essential === true || !request.prompt.includes('none');
  // What a second factor reaches needs no password; where it is only wished for, it is not asked for by that either.
  const isFactor = secondFactor?.acrStanding === 'met' && secondFactor.possible !== 'none';
  return acrStanding === 'attainable' && mayAsk && !isFactor;
}
