import { sentences } from '../phrase.js';
import { describeClinicalScope, type ScopeWords } from './clinical-scope-description.js';
import { scopeName } from './scope-name.js';
import { parseSmartScope } from './smart-scope.js';

/** One scope as the approval page shows it. Titles and details are phrases, or the app's own words as plain text. */
export interface ScopeDescription extends ScopeWords {
  /** The scope as it was asked for; the value that goes back with the form. */
  readonly scope: string;
}

const words = (name: string, isSensitive = false): ScopeWords => ({
  title: { key: `scope.${name}.title` },
  detail: { key: `scope.${name}.detail` },
  sensitive: isSensitive,
});

const fixedWords: ReadonlyMap<string, ScopeWords> = new Map([
  ['openid', words('openid')],
  ['profile', words('profile')],
  ['fhirUser', words('fhir-user')],
  ['email', words('email')],
  ['launch', words('launch')],
  ['launch/patient', words('launch-patient')],
  ['launch/encounter', words('launch-encounter')],
  ['online_access', words('online')],
  ['offline_access', words('offline', true)],
  ['cdr_all_user_authorities', words('everything', true)],
]);

/**
 * A scope in plain words (STD CN1 to CN4). The client's own description names a scope that we do not know; for one that we know it is only
 * added to our words, so that an app cannot talk down what it asks for.
 */
export function describeScope(scope: string, clientDescriptions: Readonly<Record<string, string>>): ScopeDescription {
  const own = Object.hasOwn(clientDescriptions, scope) ? clientDescriptions[scope] : undefined;
  const known = wordsOf(scope);
  if (known === undefined) return { scope, ...customWords(scope, own) };
  const detail =
    own === undefined || own === ''
      ? known.detail
      : sentences(known.detail, { key: 'scope.app-says', values: { words: own } });
  return { scope, ...known, detail };
}

function wordsOf(scope: string): ScopeWords | undefined {
  const clinical = parseSmartScope(scope);
  if (clinical !== undefined) return describeClinicalScope(clinical);
  const [name = ''] = scopeName(scope).split('?', 1);
  return fixedWords.get(name) ?? launchWords(name);
}

function launchWords(name: string): ScopeWords | undefined {
  const type = /^launch\/([a-z]{1,64})$/.exec(name)?.[1];
  if (type === undefined) return undefined;
  const values = { type };
  return {
    title: { key: 'scope.launch-other.title', values },
    detail: { key: 'scope.launch-other.detail', values },
    sensitive: false,
  };
}

function customWords(scope: string, own: string | undefined): ScopeWords {
  const title = own === undefined || own === '' ? scope : own;
  return { title, detail: { key: 'scope.custom.detail', values: { scope } }, sensitive: false };
}
