import { isSafeAddress } from '../models/safe-address.js';
import type { PageModels, PageName } from '../models/page-models.js';
import type { Audience } from '../page-renderer.port.js';
import type { FormNeeds, HiddenField } from './html/complete-forms.js';
import type { SkinPageName } from './skin-page-names.js';

/** Last pieces of the addresses that other servers have for the form of a page (reference skins 1.4). */
const TARGETS: { readonly [P in SkinPageName]?: readonly string[] } = {
  login: ['login', 'login.do', 'signin', 'authenticate'],
  'federated-login': ['login', 'login.do', 'signin', 'authenticate'],
  approval: ['authorize', 'approve', 'consent', 'confirm_access'],
  'second-factor': ['second-factor', '2fa', 'tfa', 'mfa', 'totp', 'otp', 'verify-otp'],
  'context-selection': ['context', 'select-context', 'select_context'],
  'terms-of-service': ['terms', 'tos', 'terms-of-service'],
  'session-management': ['management', 'sessionmanagement', 'revoke'],
  'register-step1': ['register', 'registration', 'signup'],
  'register-step2': ['account', 'register', 'registration', 'signup'],
  'forgot-password-step1': ['forgot-password', 'forgot_password', 'forgotPassword'],
  'forgot-password-step2': ['code', 'forgot-password', 'forgot_password', 'verify-code'],
  'forgot-password-step3': ['new', 'forgot-password', 'reset-password', 'reset_password', 'resetPassword'],
};

/** The same by the name of a page. */
export function formTargetNames(page: SkinPageName): readonly string[] {
  return TARGETS[page] ?? [];
}

/** Hidden fields and the variables that they send back. */
const HIDDEN: ReadonlyMap<string, string> = new Map([
  ['interaction', 'interaction'],
  ['context', 'contextTag'],
  ['need', 'need'],
  ['version', 'version'],
  ['reset', 'reset'],
  ['registration', 'registration'],
]);

/** What the forms of a page need, by the model that it is made of. */
export function formNeeds(page: SkinPageName, model: PageModels[PageName], { path }: Audience): FormNeeds {
  const given = new Map<string, unknown>(Object.entries(model));
  const action = given.get('action');
  const implied = impliedFields(page, model);
  return {
    path,
    action: typeof action === 'string' && isSafeAddress(action) ? action : undefined,
    targets: TARGETS[page] ?? [],
    hidden: [...csrfField(model), ...echoedFields(given)],
    ...(implied && { implied }),
  };
}

function csrfField(model: object): readonly HiddenField[] {
  const { csrf } = model as Partial<PageModels['sign-in']>;
  return csrf === undefined ? [] : [{ name: csrf.parameterName, value: csrf.token }];
}

function echoedFields(given: ReadonlyMap<string, unknown>): readonly HiddenField[] {
  return [...HIDDEN].flatMap(([name, variable]) => {
    const value = given.get(variable);
    return typeof value === 'string' && value !== '' ? [{ name, value }] : [];
  });
}

function impliedFields(page: SkinPageName, model: object): FormNeeds['implied'] {
  const { scopes } = model as Partial<PageModels['approve']>;
  if (page === 'approval' && scopes) return wholeApproval(scopes);
  return page === 'context-selection' ? plainChoice : undefined;
}

/** Names that the field of a choice between contexts has. */
const CHOICES: readonly string[] = ['choice', 'context', 'contextId', 'selectedContext'];

/** A form with nothing but contexts to choose from is about choosing one. */
const plainChoice: FormNeeds['implied'] = {
  by: (fields) => fields.some(({ name }) => CHOICES.includes(name)) && !fields.some(({ name }) => name === 'action'),
  fields: [{ name: 'action', value: 'choose' }],
};

/** Where a page lets nobody choose, who approves it approves what it is about: all that is asked for. */
function wholeApproval(scopes: PageModels['approve']['scopes']): NonNullable<FormNeeds['implied']> {
  const posted = scopes.filter(({ allowedBy }) => allowedBy !== 'administrator');
  // The scopes of the request, sent back in one field as Spring's pages do, are no choice among them.
  const isChoice = ({ name, value }: HiddenField): boolean =>
    name.startsWith('scope.') || name.startsWith('scope_') || (name === 'scope' && !value.includes(' '));
  return {
    by: (fields) => !fields.some(isChoice),
    fields: posted.map(({ scope }) => ({ name: `scope.${scope}`, value: 'true' })),
  };
}
