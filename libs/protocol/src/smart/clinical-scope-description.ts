import { type Phrase, sentences, type Wording } from '../phrase.js';
import { resourceWords } from './resource-words.js';
import { categoryWords } from './scope-categories.js';
import type { Interaction, SmartScope } from './smart-scope.js';

/** What a scope means to a person. */
export interface ScopeWords {
  /** A few words that a person without technical knowledge understands. */
  readonly title: Wording;
  /** What follows from saying yes, in a sentence or two. */
  readonly detail: Wording;
  /** True where the page should ask for attention: changing or deleting records, all records, access that lasts. */
  readonly sensitive: boolean;
}

/** A clinical scope in plain words: what is done to which records of whom, and how far it reaches (STD CN1, CN2, CN3). */
export function describeClinicalScope(scope: SmartScope): ScopeWords {
  const category = categoryWords(scope);
  const values = {
    verbs: verbsOf(scope.interactions),
    what: category ?? resourceWords(scope.resourceType),
    whose: { key: `scope.whose.${scope.context}` },
  };
  const restriction = category === undefined ? restrictionOf(scope.search) : [];
  return {
    title: { key: 'scope.clinical.title', values, startsSentence: true },
    detail: sentences(reachOf(scope), ...restriction, ...changeOf(scope.interactions)),
    sensitive: isSensitive(scope),
  };
}

function verbsOf(interactions: ReadonlySet<Interaction>): readonly Phrase[] {
  const verbs = [
    { letters: ['r', 's'], verb: 'see' },
    { letters: ['c'], verb: 'add' },
    { letters: ['u'], verb: 'change' },
    { letters: ['d'], verb: 'delete' },
  ] as const;
  const done = verbs.filter(({ letters }) => letters.some((letter) => interactions.has(letter)));
  return done.map(({ verb }) => ({ key: `scope.verb.${verb}` }));
}

function reachOf(scope: SmartScope): Phrase {
  return { key: scope.resourceType === '*' ? 'scope.reach.all' : 'scope.reach.some' };
}

/** `category=http://…|vital-signs` as "category is vital-signs": the code says more to a person than the name of its list. */
function restrictionOf(search: string | undefined): readonly Phrase[] {
  if (search === undefined) return [];
  const conditions = search.split('&').map((part) => {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    return { key: 'scope.condition', values: { name, code: value.slice(value.lastIndexOf('|') + 1) } };
  });
  return [{ key: 'scope.restriction', values: { conditions } }];
}

function changeOf(interactions: ReadonlySet<Interaction>): readonly Phrase[] {
  return isChange(interactions) ? [{ key: 'scope.changes' }] : [];
}

function isChange(interactions: ReadonlySet<Interaction>): boolean {
  return interactions.has('c') || interactions.has('u') || interactions.has('d');
}

function isSensitive(scope: SmartScope): boolean {
  return scope.resourceType === '*' || scope.context === 'system' || isChange(scope.interactions);
}
