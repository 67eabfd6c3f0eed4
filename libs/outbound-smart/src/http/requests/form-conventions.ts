import type { FormConvention } from './in-own-words.js';

/** Fields by their other names. */
function renaming(names: Readonly<Record<string, readonly string[]>>): FormConvention {
  const own = new Map(Object.entries(names).flatMap(([ours, others]) => others.map((other) => [other, ours] as const)));
  return (name, value) => {
    const ours = own.get(name);
    return ours === undefined ? undefined : [ours, value];
  };
}

/** The first that knows the field. */
function either(...conventions: readonly FormConvention[]): FormConvention {
  return (name, value, names) => {
    for (const convention of conventions) {
      const meant = convention(name, value, names);
      if (meant !== undefined) return meant;
    }
    return undefined;
  };
}

/**
 * Buttons that say yes or no by their names, or by `action`. A no that was pressed counts beside a hidden field that says yes, which pages have whose
 * script would have changed it: refusing is the safe reading.
 */
function buttons(field: string, yes: { value: string; names: readonly string[] }, no: typeof yes): FormConvention {
  const meaningOf = (word: string): string | undefined => {
    if (yes.names.includes(word)) return yes.value;
    return no.names.includes(word) ? no.value : undefined;
  };
  return (name, value) => {
    const meant = meaningOf(name === 'action' ? value : name);
    if (meant === undefined) return undefined;
    // `approve=false` is no approval, and `deny=false` says nothing.
    if (name !== 'action' && value === 'false') return [field, meant === yes.value ? no.value : ''];
    return meant === no.value ? [field, meant, 'overrules'] : [field, meant];
  };
}

/**
 * `scope.<x>`, `scope_<x>` and repeated `scope`: in our words `scope.<x>`. A box is ticked by `true`, by its scope, or by what browsers send where it has
 * no value. A list of scopes in one field is an echo of the request, no choice.
 */
const scopeChoice: FormConvention = (name, value) => {
  if (name === 'scope') return value === '' || value.includes(' ') ? ['scope', ''] : [`scope.${value}`, 'true'];
  const scope = /^scope[._](.+)$/s.exec(name)?.[1];
  if (scope === undefined || value === '') return undefined;
  const isChosen = value === scope || value === 'true' || value === 'on';
  return [`scope.${scope}`, isChosen ? 'true' : 'false'];
};

/** Where nothing else is asked for, people sign in by their e-mail address. */
const mailAsName: FormConvention = (name, value, names) =>
  name !== 'email' || names.has('username') || names.has('j_username') ? undefined : ['username', value];

const password = { repeated_password: ['repeatedPassword', 'confirmPassword', 'confirm_password', 'passwordConfirm'] };
const code = ['otp', 'totp', 'token', 'tfaCode', 'mfaCode'];

/** The conventions of each form that a skin may have. */
export const formConventions = {
  signIn: either(renaming({ username: ['j_username'], password: ['j_password'] }), mailAsName),
  approval: either(
    scopeChoice,
    buttons(
      'user_oauth_approval',
      { value: 'true', names: ['approve', 'authorize', 'allow'] },
      { value: 'false', names: ['deny', 'reject'] },
    ),
  ),
  secondFactor: renaming({ code }),
  terms: either(
    renaming({ version: ['tosVersion'] }),
    buttons(
      'decision',
      { value: 'agree', names: ['agree', 'accept'] },
      { value: 'reject', names: ['reject', 'decline'] },
    ),
  ),
  context: renaming({ choice: ['context', 'contextId', 'selectedContext'], birth_date: ['birthDate'] }),
  registrationStep1: renaming({
    email: ['emailAddress'],
    given_name: ['givenName', 'firstName', 'first_name'],
    family_name: ['familyName', 'lastName', 'last_name'],
  }),
  registrationStep2: renaming({ code, username: ['j_username'], password: ['j_password'], ...password }),
  forgotPasswordStep1: either(renaming({ username: ['j_username'] }), mailAsName),
  forgotPasswordStep2: renaming({ code }),
  forgotPasswordStep3: renaming({ new_password: ['newPassword', 'password'], ...password }),
} as const satisfies Readonly<Record<string, FormConvention>>;
