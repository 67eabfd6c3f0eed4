import { sha256Base64Url } from '../hash.js';

/** What of a server has secrets that an export cannot show. */
export type SecretHolderKind = 'module' | 'keystore' | 'server' | 'client' | 'user';

/** Whose secret it is. */
export interface SecretPlace {
  readonly kind: SecretHolderKind;
  /** Left out where the thing belongs to no module. */
  readonly moduleId?: string;
  /** Id or name, unique within module and kind. */
  readonly id: string;
  /** Counted from 1, where there can be several. */
  readonly number?: number;
}

/** One reference to an environment variable, and nothing beside it. */
const REFERENCE = /^#\{\s*env\s*\[\s*(?:'([A-Za-z0-9_]{1,500})'|"([A-Za-z0-9_]{1,500})")\s*\]\s*\}$/;
/** Ids that can be told again from how they are written in the name of a variable. */
const PLAIN = { moduleId: /^[a-z0-9]+(?:_[a-z0-9]+)*$/, id: /^[a-z0-9]+(?:-[a-z0-9]+)*$/ };
/** Characters of an id, and of what tells apart ids that are written alike. */
const LONGEST = { id: 60, mark: 8 };

/**
 * What an export writes in place of a secret: `#{env['GATEHOUSE_CLIENT__SMART_AUTH__MY_APP']}`. The same secret always has the same name, and no
 * two have one: what a name cannot hold of an id is told apart by eight characters of its hash.
 */
export function secretReference(place: SecretPlace): string {
  return `#{env['${variableOf(place)}']}`;
}

/** The name of the variable that a text refers to, where it is nothing but such a reference. */
export function referencedVariable(text: string): string | undefined {
  const [, single, double] = REFERENCE.exec(text) ?? [];
  return single ?? double;
}

/** Whether a text stands for a secret that is still to come: it is never one itself. */
export function isSecretReference(text: string): boolean {
  return referencedVariable(text) !== undefined;
}

function variableOf({ kind, moduleId, id, number }: SecretPlace): string {
  const parts = [kind, ...(moduleId === undefined ? [] : [part(moduleId, PLAIN.moduleId)]), part(id, PLAIN.id)];
  return `GATEHOUSE_${[...parts, ...(number === undefined ? [] : [String(number)])].join('__').toUpperCase()}`;
}

function part(text: string, plain: RegExp): string {
  const written = text.slice(0, LONGEST.id).replaceAll(/[^A-Za-z0-9]/g, '_');
  if (plain.test(text) && text.length <= LONGEST.id) return written;
  return `${written}__${sha256Base64Url(text)
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, LONGEST.mark)}`;
}
