import { contextChoice } from './context-choice.js';
import { approvalGroups } from './approval-groups.js';
import { type CompleteModel, completeModel } from '../models/complete-model.js';
import { cutEcho, echoedPath } from './echoed-text.js';
import type { Worded } from '../models/worded-model.js';
import { type Words, wordsIn } from '../phrases/words.js';
import { errorAdvice } from './error-advice.js';
import { fullName } from './full-name.js';
import { qrCode } from '../qr-code.port.js';
import { pageDescriptors, type PageModels, type PageName } from '../models/page-models.js';

/** The same of a message of ours, which may hold something to repeat. */
const LONGEST_MESSAGE = 500;

/** What a built-in template prints: the completed model and what the built-in pages work out from it. */
export type PageView = CompleteModel;

/**
 * Prepares a model for the built-in templates.
 * @throws TypeError where the model is not complete.
 */
export function pageView<P extends PageName>(page: P, model: PageModels[P], words: Words = wordsIn('en')): PageView {
  const complete = completeModel(pageDescriptors[page].variables, model, words);
  return extras[page]?.(complete, words, model) ?? complete;
}

const extras: { readonly [P in PageName]?: (model: CompleteModel, words: Words, given: PageModels[P]) => PageView } = {
  approve: (model, words) => {
    const { scopes, user } = model as unknown as Worded<PageModels['approve']>;
    const hasChoice = scopes.some(({ required }) => !required);
    const hasLinks = [model['appUrl'], model['policyUrl'], model['termsUrl']].some((address) => address !== undefined);
    const isMore = scopes.some(({ allowedBy }) => allowedBy === 'person') && scopes.some(({ allowedBy }) => !allowedBy);
    return { ...model, groups: approvalGroups(scopes, words), isMore, hasChoice, hasLinks, fullName: fullName(user) };
  },
  'select-context': (model, words) => ({
    ...model,
    ...contextChoice(model as unknown as Worded<PageModels['select-context']>, words),
  }),
  'second-factor-enrolment': (model) => {
    const { keyUri } = model as unknown as PageModels['second-factor-enrolment'];
    return { ...model, qr: qrCode(keyUri) };
  },
  'session-management': withFullName,
  account: withFullName,
  'terms-of-service': withFullName,
  error: (model, words, given) => {
    const { uri, message, ...facts } = model as unknown as Worded<PageModels['error']>;
    const heading = facts.answered === true ? 'error.heading-answered' : 'error.heading';
    const said = { heading: words.say({ key: heading }), advice: words.say({ key: errorAdvice(facts) }) };
    return {
      ...model,
      ...said,
      uri: echoedPath(uri),
      message: typeof given.message === 'string' ? cutEcho(message) : cutEcho(message, LONGEST_MESSAGE),
    };
  },
};

/** Of the person who is signed in. */
function withFullName(model: CompleteModel): PageView {
  const { user } = model as unknown as PageModels['session-management' | 'account' | 'terms-of-service'];
  return { ...model, fullName: fullName(user) };
}
