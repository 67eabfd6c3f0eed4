import type { SkinPageName } from '../skin-pages/skin-page-names.js';

/** A field that a page is there for, under the names that are understood. */
export interface NeededField {
  readonly what: string;
  readonly names: readonly string[];
}

const user = { what: 'user name', names: ['username', 'j_username', 'email'] };
const password = { what: 'password', names: ['password', 'j_password'] };
const code = { what: 'code', names: ['code', 'otp', 'totp', 'token', 'tfaCode', 'mfaCode'] };

/** What has to be in a form of each page (reference skins 1.4). */
export const neededFields: { readonly [P in SkinPageName]?: readonly NeededField[] } = {
  login: [user, password],
  approval: [
    { what: 'decision', names: ['user_oauth_approval', 'approve', 'authorize', 'allow', 'deny', 'reject', 'action'] },
  ],
  'second-factor': [code],
  'context-selection': [{ what: 'choice', names: ['choice', 'context', 'contextId', 'selectedContext'] }],
  'terms-of-service': [{ what: 'decision', names: ['decision', 'agree', 'accept', 'reject', 'decline', 'action'] }],
  'register-step1': [{ what: 'e-mail address', names: ['email', 'emailAddress'] }],
  'register-step2': [code, password],
  'forgot-password-step1': [user],
  'forgot-password-step2': [code],
  'forgot-password-step3': [{ what: 'new password', names: ['new_password', 'newPassword', 'password'] }],
};

/** Fields that nobody else may read. */
export const SECRET_FIELDS: ReadonlySet<string> = new Set([
  ...[password, code].flatMap(({ names }) => names),
  ...['new_password', 'newPassword', 'repeated_password', 'repeatedPassword', 'confirmPassword'],
]);
