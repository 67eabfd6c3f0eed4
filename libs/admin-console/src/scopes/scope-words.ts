import { interactionLetters, parseSmartScope, type Interaction, type SmartScope } from '#protocol/smart/smart-scope';

/** What a scope means, for somebody who has to decide about it. */
export interface ExplainedScope {
  readonly scope: string;
  readonly isKnown: boolean;
  /** Sentences. */
  readonly words: readonly string[];
  /** The same in the other version of the syntax, where it has one. */
  readonly versionOne: string | undefined;
  readonly versionTwo: string | undefined;
}

const CONTEXTS = {
  patient: 'of the one patient in context',
  user: 'of whomever the person who signs in may see',
  system: 'of whomever the app itself may see, without anybody signed in',
} as const;
const INTERACTIONS: Readonly<Record<Interaction, string>> = {
  c: 'create',
  r: 'read',
  u: 'update',
  d: 'delete',
  s: 'search',
};
/** Words of SMART 1, by the letters that they mean. */
const VERSION_ONE: ReadonlyMap<string, string> = new Map([
  ['rs', 'read'],
  ['cud', 'write'],
  ['cruds', '*'],
]);
/** Scopes that are not about FHIR resources. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ['openid', 'An ID token: who the person is (OpenID Connect Core §3.1.2.1).'],
  ['profile', 'Names of the person, in the ID token and at userinfo.'],
  ['email', 'The e-mail address of the person.'],
  ['fhirUser', 'The FHIR resource that stands for the person, in the ID token (SMART App Launch 2.2).'],
  ['launch', 'The context that the EHR has open when it launches the app.'],
  ['launch/patient', 'A patient for the app: where none is in context, the person chooses one.'],
  ['launch/encounter', 'An encounter for the app: where none is in context, the person chooses one.'],
  ['offline_access', 'A refresh token that counts when nobody is signed in any more.'],
  ['online_access', 'A refresh token that counts as long as the person is signed in.'],
]);

/** Says what a scope means, whichever version it is written in. */
export function explainScope(text: string): ExplainedScope {
  const scope = text.trim();
  const other = OTHERS.get(scope);
  const clinical = parseSmartScope(scope);
  if (clinical !== undefined) return { scope, isKnown: true, words: wordsOf(clinical), ...spellings(clinical) };
  if (other !== undefined)
    return { scope, isKnown: true, words: [other], versionOne: undefined, versionTwo: undefined };
  const words = /^(?:patient|user|system)\//.test(scope)
    ? [
        'It looks like a SMART scope and is none: the type must be one of FHIR’s or *, the letters some of cruds in this order.',
      ]
    : ['No standard defines it: it means what app and FHIR server agreed upon.'];
  return { scope, isKnown: false, words, versionOne: undefined, versionTwo: undefined };
}

/** A scope in both versions of the syntax, where it can be written in both. */
function spellings({ context, resourceType, interactions, search }: SmartScope) {
  const letters = interactionLetters(interactions);
  const word = search === undefined ? VERSION_ONE.get(letters) : undefined;
  const start = `${context}/${resourceType}`;
  return {
    versionOne: word === undefined ? undefined : `${start}.${word}`,
    versionTwo: `${start}.${letters}${search === undefined ? '' : `?${search}`}`,
  };
}

function wordsOf({ context, resourceType, interactions, search }: SmartScope): readonly string[] {
  const actions = [...interactionLetters(interactions)].map((letter) => INTERACTIONS[letter as Interaction]);
  const what =
    resourceType === '*' ? 'records of every type, those of types to come as well,' : `${resourceType} records`;
  return [
    `May ${listOf(actions)} ${what} ${CONTEXTS[context]}.`,
    ...(search === undefined ? [] : [`Only those that ${search} finds.`]),
  ];
}

function listOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
