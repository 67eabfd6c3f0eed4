import { decodeFormText } from '#protocol/oauth2/form-decoding';

/** What a field of a form written for another server means here: our field with our value; undefined where it is nothing that is known. */
export type FormConvention = (
  name: string,
  value: string,
  /** Of all fields of the form. */
  names: ReadonlySet<string | undefined>,
) => readonly [name: string, value: string] | undefined;

/** Pairs that are looked at; what a form may have at most is checked where it is read. */
const MOST_PAIRS = 2_000;

/**
 * A posted form in our own words: each field that other servers have for one of ours is renamed (reference skins 1.4). One that says what our own field
 * says as well is left out; one that says something else makes the field a repeated one, which no form may have: contradictions are refused.
 * These count whether the module wears a skin or not: a page that was shown before a change of skins is answered after it, and what protects forms, the
 * token, the origin and the encoding, is the same for all.
 */
export function inOwnWords(encoded: string, convention: FormConvention): string {
  const pairs = encoded.split('&', MOST_PAIRS);
  if (pairs.length === MOST_PAIRS) return encoded;
  const names = new Set(pairs.map(nameOf));
  const own: string[] = [];
  const others: RenamedPair[] = [];
  for (const pair of pairs) {
    const renamed = renamedPair(pair, names, convention);
    if (renamed === undefined) own.push(pair);
    else if (renamed.text !== '') others.push(renamed);
  }
  const kept = own.filter((pair) => !others.some(({ emptied }) => pair === emptied));
  const said = new Set(kept.map(sameText));
  return [...kept, ...new Set(others.map(({ text }) => text).filter((text) => !said.has(sameText(text))))].join('&');
}

interface RenamedPair {
  /** In our words; '' where it says nothing. */
  readonly text: string;
  /** Our own field as it looks where it was left empty. */
  readonly emptied: string;
}

function renamedPair(
  pair: string,
  names: ReadonlySet<string | undefined>,
  convention: FormConvention,
): RenamedPair | undefined {
  const equals = pair.indexOf('=');
  const name = nameOf(pair);
  const value = decodeFormText(equals < 0 ? '' : pair.slice(equals + 1));
  const meant = name === undefined || value === undefined ? undefined : convention(name, value, names);
  if (meant === undefined) return undefined;
  const [ownName, ownValue] = meant;
  const text = ownValue === '' ? '' : new URLSearchParams([[ownName, ownValue]]).toString();
  return { text, emptied: new URLSearchParams([[ownName, '']]).toString() };
}

function nameOf(pair: string): string | undefined {
  return decodeFormText(pair.split('=', 1)[0] ?? '');
}

/** However the browser encodes it. */
function sameText(pair: string): string {
  return decodeFormText(pair) ?? pair;
}

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

/** Buttons that say yes or no by their names, or by `action`. */
function buttons(field: string, yes: { value: string; names: readonly string[] }, no: typeof yes): FormConvention {
  const meaningOf = (word: string): string | undefined => {
    if (yes.names.includes(word)) return yes.value;
    return no.names.includes(word) ? no.value : undefined;
  };
  return (name, value) => {
    const meant = meaningOf(name === 'action' ? value : name);
    if (meant === undefined) return undefined;
    // `approve=false` is no approval, and `deny=false` says nothing.
    if (name === 'action' || value !== 'false') return [field, meant];
    return [field, meant === yes.value ? no.value : ''];
  };
}

/** `scope.<x>`, `scope_<x>` and repeated `scope`: in our words `scope.<x>`. A list of scopes in one field is an echo of the request, no choice. */
const scopeChoice: FormConvention = (name, value) => {
  if (name === 'scope') return value === '' || value.includes(' ') ? ['scope', ''] : [`scope.${value}`, 'true'];
  if (!name.startsWith('scope_')) return undefined;
  const scope = name.slice('scope_'.length);
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
