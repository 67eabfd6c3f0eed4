import { contextChoice } from './context-choice.js';
import { approvalGroups } from './approval-groups.js';
import { type CompleteModel, completeModel } from './complete-model.js';
import { cutEcho, echoedPath } from './echoed-text.js';
import { errorAdvice } from './error-advice.js';
import { fullName } from './full-name.js';
import { qrCode } from './qr-code.js';
import { pageDescriptors, type PageModels, type PageName } from './page-models.js';

/** What a built-in template prints: the completed model and what the built-in pages work out from it. */
export type PageView = CompleteModel;

/**
 * Prepares a model for the built-in templates.
 * @throws TypeError where the model is not complete.
 */
export function pageView<P extends PageName>(page: P, model: PageModels[P]): PageView {
  const complete = completeModel(pageDescriptors[page].variables, model);
  return extras[page]?.(complete) ?? complete;
}

const extras: { readonly [P in PageName]?: (model: CompleteModel) => PageView } = {
  approve: (model) => {
    const { scopes, user } = model as unknown as PageModels['approve'];
    const hasChoice = scopes.some(({ required }) => !required);
    const hasLinks = [model['appUrl'], model['policyUrl'], model['termsUrl']].some((address) => address !== undefined);
    const isMore = scopes.some(({ allowedBy }) => allowedBy === 'person') && scopes.some(({ allowedBy }) => !allowedBy);
    return { ...model, groups: approvalGroups(scopes), isMore, hasChoice, hasLinks, fullName: fullName(user) };
  },
  'select-context': (model) => ({ ...model, ...contextChoice(model as unknown as PageModels['select-context']) }),
  'second-factor-enrolment': (model) => {
    const { keyUri } = model as unknown as PageModels['second-factor-enrolment'];
    return { ...model, qr: qrCode(keyUri) };
  },
  'session-management': withFullName,
  account: withFullName,
  'terms-of-service': withFullName,
  error: (model) => {
    const { uri, message, ...facts } = model as unknown as PageModels['error'];
    const heading = facts.answered === true ? 'This request was answered already' : 'This request cannot be completed';
    return { ...model, heading, uri: echoedPath(uri), message: cutEcho(message), advice: errorAdvice(facts) };
  },
};

/** Of the person who is signed in. */
function withFullName(model: CompleteModel): PageView {
  const { user } = model as unknown as PageModels['session-management' | 'account' | 'terms-of-service'];
  return { ...model, fullName: fullName(user) };
}
