import { scopeName } from '#protocol/smart/scope-name';
import { looksClinical, parseSmartScope } from '#protocol/smart/smart-scope';
import type { Wordsmith } from '../models/complete-model.js';
import type { PhraseKey } from '../phrases.port.js';
import { wordsIn } from '../phrases/words.js';

/** A scope as the approval page is given it. */
export interface OfferedScope {
  readonly scope: string;
  readonly title: string;
  readonly detail: string;
  readonly sensitive: boolean;
  readonly required: boolean;
  /** Who allowed it already: nobody is asked for it. */
  readonly allowedBy?: string | undefined;
  /** The scope as requested, where this one is a category of it; then its title, and the name of the category. */
  readonly partOf?: string | undefined;
  readonly partOfTitle?: string | undefined;
  readonly partLabel?: string | undefined;
}

/** One category of a scope. */
export interface OfferedPart {
  readonly scope: string;
  readonly label: string;
}

/** A scope with what the page marks beside its words. */
export interface MarkedScope extends OfferedScope {
  /** Place in the request, for ids that hold whatever characters a scope has. */
  readonly position: number;
  /** Creates, changes or deletes records. */
  readonly changesData: boolean;
  /** A wildcard: also covers kinds of data that are added later (STD CN2). */
  readonly reachesFuture: boolean;
  /** Works while the person is away (STD CN4). */
  readonly worksAway: boolean;
  /** Sensitive for a reason that no other mark names. */
  readonly needsCare: boolean;
  /** Why it cannot be unticked, where that is so. */
  readonly reason: string;
  /** Whether the form sends it back; what administrators allow is granted anyway. */
  readonly posted: boolean;
  /** Whether it carries any mark. */
  readonly marked: boolean;
  /** The categories to choose from; empty where the scope is one choice. */
  readonly parts: readonly OfferedPart[];
}

/** Scopes under one heading. */
export interface ApprovalGroup {
  readonly id: string;
  readonly heading: string;
  readonly scopes: readonly MarkedScope[];
}

interface Heading {
  readonly id: string;
  readonly heading: PhraseKey;
  /** Why the fixed scopes of this group cannot be unticked. */
  readonly reason: PhraseKey;
  readonly takes: (name: string) => boolean;
}

const identityScopes: ReadonlySet<string> = new Set(['openid', 'profile', 'fhirUser', 'email', 'phone', 'address']);
const lastingScopes: ReadonlySet<string> = new Set(['offline_access', 'online_access']);
const changing = ['c', 'u', 'd'] as const;
const setForApp = 'approve.reason.set';
/** The group of what was allowed already, whatever it is. */
const allowed = { id: 'allowed', heading: 'approve.group.allowed' } as const;
const allowedBefore = 'approve.reason.before';
const allowedByAdministrators = 'approve.reason.administrators';

/** In the order of the page; the first that takes a scope has it. */
const headings: readonly Heading[] = [
  {
    id: 'identity',
    heading: 'approve.group.identity',
    reason: 'approve.reason.sign-in',
    takes: (name) => identityScopes.has(name),
  },
  { id: 'record', heading: 'approve.group.record', reason: setForApp, takes: looksClinical },
  {
    id: 'context',
    heading: 'approve.group.context',
    reason: setForApp,
    takes: (name) => name === 'launch' || name.startsWith('launch/'),
  },
  { id: 'lasting', heading: 'approve.group.lasting', reason: setForApp, takes: (name) => lastingScopes.has(name) },
  { id: 'other', heading: 'approve.group.other', reason: setForApp, takes: () => true },
];

/**
 * Sorts the scopes of a request under plain headings; every scope appears exactly once, in the order asked for, categories of one scope
 * together.
 */
export function approvalGroups(
  scopes: readonly OfferedScope[],
  words: Wordsmith = wordsIn('en'),
): readonly ApprovalGroup[] {
  const marks = scopes.map((scope, position) => mark(scope, position, words));
  const marked = [...Map.groupBy(marks, keyOf).values()].map(whole);
  return [...headings, allowed]
    .map(({ id, heading }) => ({
      id,
      heading: words.say({ key: heading }),
      scopes: marked.filter((scope) => groupOf(scope) === id),
    }))
    .filter((group) => group.scopes.length > 0);
}

function groupOf({ scope, allowedBy }: MarkedScope): string | undefined {
  return allowedBy === undefined ? headingOf(scope)?.id : allowed.id;
}

function headingOf(scope: string): Heading | undefined {
  const name = scopeName(scope);
  return headings.find((heading) => heading.takes(name));
}

function reasonOf({ scope, allowedBy }: OfferedScope): PhraseKey {
  if (allowedBy === 'person') return allowedBefore;
  return allowedBy === undefined ? (headingOf(scope)?.reason ?? setForApp) : allowedByAdministrators;
}

/** Its own place for every scope, one for all categories of a scope. */
function keyOf({ partOf, position }: MarkedScope): string | number {
  return partOf ?? position;
}

/** One scope, or a scope in place of its categories. */
function whole(scopes: readonly MarkedScope[]): MarkedScope {
  const [first, ...more] = scopes as readonly [MarkedScope, ...MarkedScope[]];
  if (first.partOf === undefined) return first;
  const parts = [first, ...more].map(({ scope, title, partLabel }) => ({ scope, label: partLabel ?? title }));
  return { ...first, title: first.partOfTitle ?? first.partOf, parts };
}

function mark(offered: OfferedScope, position: number, words: Wordsmith): MarkedScope {
  const clinical = parseSmartScope(offered.scope);
  const changesData = changing.some((letter) => clinical?.interactions.has(letter));
  const reachesFuture = clinical?.resourceType === '*';
  const worksAway = scopeName(offered.scope) === 'offline_access';
  const needsCare = offered.sensitive && !changesData && !worksAway;
  return {
    ...offered,
    position,
    changesData,
    reachesFuture,
    worksAway,
    needsCare,
    reason: words.say({ key: reasonOf(offered) }),
    posted: offered.allowedBy === undefined || offered.allowedBy === 'person',
    marked: changesData || reachesFuture || worksAway || needsCare,
    parts: [],
  };
}
