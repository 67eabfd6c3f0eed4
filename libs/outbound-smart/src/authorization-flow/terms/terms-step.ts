import { OAuthError } from '#protocol/oauth2/oauth-error';
import { unlessSilent, type FlowFacts, type NextStep } from '../flow-facts.js';

/** What has to happen until the person has agreed to the terms of service; undefined once that is so, or where there are none. */
export function termsStep(facts: FlowFacts): NextStep | undefined {
  const { openTerms: version, termsAnswer: answer } = facts;
  if (version === undefined) return undefined;
  // An answer to other terms, which a new version has replaced meanwhile, is none to these.
  if (answer?.version !== version)
    return unlessSilent(facts, 'interaction_required', { kind: 'ask-terms', version }, TASK);
  if (answer.agrees) return { kind: 'accept-terms', version };
  const error = new OAuthError('access_denied', 'The person did not agree to the terms of service.');
  return { kind: 'refuse', error, memory: { kind: 'keep' } };
}

const TASK = 'The person must answer to the terms of service';
