import { describeClinicalScope, type ScopeWords } from './clinical-scope-description.js';
import { scopeName } from './scope-name.js';
import { parseSmartScope } from './smart-scope.js';

/** One scope as the approval page shows it. All texts are plain text, not HTML. */
export interface ScopeDescription extends ScopeWords {
  /** The scope as it was asked for; the value that goes back with the form. */
  readonly scope: string;
}

const plain = (title: string, detail: string): ScopeWords => ({ title, detail, sensitive: false });
const sensitive = (title: string, detail: string): ScopeWords => ({ title, detail, sensitive: true });

const fixedWords: ReadonlyMap<string, ScopeWords> = new Map([
  ['openid', plain('Know who you are', 'The app learns that it is you who signed in.')],
  ['profile', plain('See your name', 'The app sees your name, your user name and the record that stands for you.')],
  ['fhirUser', plain('See which record is yours', 'The app sees which health record entry stands for you.')],
  ['email', plain('See your e-mail address', 'The app sees the e-mail address of your account.')],
  ['launch', plain('Open with your current selection', 'The app learns what you are working on when you open it.')],
  ['launch/patient', plain('Know the selected patient', 'The app learns which patient is selected.')],
  ['launch/encounter', plain('Know the current visit', 'The app learns which visit or stay is selected.')],
  ['online_access', plain('Stay connected while you are signed in', 'Access ends when you sign out.')],
  [
    'offline_access',
    sensitive(
      'Keep access when you are not using it',
      'The app can reach your records also while you are signed out, until you or your organisation end its access.',
    ),
  ],
  [
    'cdr_all_user_authorities',
    sensitive('Everything you are allowed to do', 'The app can do all that your account may do, now and in future.'),
  ],
]);

/**
 * A scope in plain words (STD CN1 to CN4). The client's own description names a scope that we do not know; for one that we know it is only
 * added to our words, so that an app cannot talk down what it asks for.
 */
export function describeScope(scope: string, clientDescriptions: Readonly<Record<string, string>>): ScopeDescription {
  const own = Object.hasOwn(clientDescriptions, scope) ? clientDescriptions[scope] : undefined;
  const known = wordsOf(scope);
  if (known === undefined) return { scope, ...customWords(scope, own) };
  const detail = own === undefined || own === '' ? known.detail : `${known.detail} The app says: ${own}`;
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
  return plain(`Know the selected ${type}`, `The app learns which ${type} is selected.`);
}

function customWords(scope: string, own: string | undefined): ScopeWords {
  const title = own === undefined || own === '' ? scope : own;
  return plain(title, `A permission of the app's own, named "${scope}".`);
}
