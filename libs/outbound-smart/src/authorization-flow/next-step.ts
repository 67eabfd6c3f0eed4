import { scopesInContext } from '#protocol/smart/patient-context';
import { settleContexts } from '../launch/context-offer.js';
import { approvalStep } from './approval-step.js';
import { requestedScopes } from './approval/grantable-scopes.js';
import { unlessSilent, type FlowFacts, type NextStep } from './flow-facts.js';
import { personStep } from './person-step.js';
import { termsStep } from './terms/terms-step.js';

/**
 * Decides the next step of an authorization from facts alone (architecture, principle 5): the right person, who agrees to the terms of
 * service, then what the app is to work on, then the approval. No step can be skipped by calling a later address, because every address asks this function first (V-33).
 */
export function nextStep(facts: FlowFacts): NextStep {
  return personStep(facts) ?? termsStep(facts) ?? contextStep(facts);
}

/** The next step when it is settled who is there, on which terms. */
function contextStep(facts: FlowFacts): NextStep {
  if (!facts.contexts) return { kind: 'look-up-contexts' };
  const settlement = settleContexts(facts.contexts);
  if (settlement.kind === 'select') {
    const { offer } = settlement;
    return unlessSilent(facts, 'interaction_required', { kind: 'select-context', offer });
  }
  const found = { ...settlement, mayFollow: facts.mayFollow === true };
  const asked = { ...facts, requested: requestedScopes(facts) };
  const { scopes: grantable, refusal } = scopesInContext(facts.grantable, found, asked);
  if (refusal) return { kind: 'refuse', error: refusal };
  return approvalStep({ ...facts, grantable }, settlement.resources);
}
