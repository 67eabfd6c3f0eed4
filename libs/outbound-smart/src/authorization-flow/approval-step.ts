import { OAuthError } from '#protocol/oauth2/oauth-error';
import { bringsIdToken } from '#protocol/oauth2/response-type';
import type { LaunchResource } from '#protocol/smart/launch-context';
import { includesScope } from '#protocol/smart/scope-name';
import {
  chosenScopes,
  memoryOf,
  noteDenial,
  scopeChoices,
  settledScopes,
  type ApprovalDecision,
} from './approval/approval-choices.js';
import { tooManyChoices } from './approval/approval-form.js';
import { contextTagOf } from './approval/context-tag.js';
import { unlessSilent, type FlowFacts, type NextStep } from './flow-facts.js';

/** The next step when it is settled who is there, what the app is to work on and what it could get. */
export function approvalStep(given: FlowFacts, resources: readonly LaunchResource[]): NextStep {
  const asksAnew = mustAsk(given);
  const facts = asksAnew ? { ...given, remembered: [] } : given;
  const { decision, grantable } = facts;
  if (decision?.approved === false) return denied(facts);
  if (decision && isAbout(decision, resources, facts)) return approved(facts, decision, resources);
  const settled = decision || asksAnew ? undefined : settledScopes(facts);
  if (settled) return { kind: 'respond', scopes: settled, resources, memory: { kind: 'keep' } };
  const choices = scopeChoices(facts);
  const problem = tooManyChoices(choices);
  if (problem) return { kind: 'refuse', error: problem };
  return unlessSilent(facts, 'consent_required', { kind: 'approve', choices, grantable, resources });
}

/**
 * An answer to a page that showed another context, because it was changed in another tab meanwhile, is no answer to this one, nor is one that did
 * not tell of power which the person has got since.
 */
function isAbout(
  { contextTag }: ApprovalDecision,
  resources: readonly LaunchResource[],
  { givesPower }: FlowFacts,
): boolean {
  return contextTag === undefined || contextTag === contextTagOf(resources, givesPower);
}

function mustAsk({ request, client, gainsPower }: FlowFacts): boolean {
  return client.alwaysRequireApproval || request.prompt.includes('consent') || gainsPower === true;
}

function approved(facts: FlowFacts, decision: ApprovalDecision, resources: readonly LaunchResource[]): NextStep {
  const scopes = chosenScopes(facts, decision);
  if (scopes.length === 0 && facts.grantable.length > 0) return denied(facts);
  // Who refuses the sign-in that the app is to be answered with refuses the request.
  if (bringsIdToken(facts.request.responseType) && !includesScope(scopes, 'openid')) return denied(facts);
  return { kind: 'respond', scopes, resources, memory: memoryOf(facts, scopes, decision.isForOnce) };
}

function denied(facts: FlowFacts): NextStep {
  noteDenial(facts);
  const error = new OAuthError('access_denied', 'The person did not approve the request.');
  return { kind: 'refuse', error, memory: { kind: 'forget' } };
}
