import { nodeKeys } from '#module-config/catalogue/keys/node-keys';
import { editDistance } from '#protocol/edit-distance';
import type { ConfigurationProblem } from '#module-config/property.port';
import { skinKeys } from './skin-settings.js';

/** The properties that belong to no module and have an effect. */
const KNOWN = [
  ...['node.id', 'node.propertysource', 'gatehouse.mode', 'gatehouse.egress.allowed_hosts'],
  ...Object.values(skinKeys),
];

/** Options in the database and documents that are imported later are not known yet; they may name any property (reference 13). */
const UNREAD =
  "without effect, unless an option in the database or a document to import names it as #{systemProperties['…']}";

/** What else is known about the keys. */
export interface ServerKeySurroundings {
  /** Keys that options and seed files name as system properties. */
  readonly referenced: ReadonlySet<string>;
  /** Line numbers of keys that a blank alone separates from their value, as in a sentence. */
  readonly withoutSign: ReadonlyMap<string, number>;
}

/** What is wrong with the keys that belong to no module. */
export interface ServerKeyFindings {
  readonly problems: readonly ConfigurationProblem[];
  /** One for each reason why keys have no effect, none for those that have their default, and one for all that are unknown. */
  readonly warnings: readonly ConfigurationProblem[];
}

/**
 * Names the properties of the server that nobody reads. A slip in `gatehouse.…` or in the `module` of a module's property is a problem: the
 * server would start less safe than it was told to. So is a line that is no property. The rest is a warning.
 */
export function serverKeyFindings(
  properties: ReadonlyMap<string, { readonly value: string }>,
  surroundings: ServerKeySurroundings,
): ServerKeyFindings {
  const written = [...properties].filter(([key, { value }]) => !isDefault(key, value)).map(([key]) => key);
  const others = written.filter((key) => !KNOWN.includes(key) && !surroundings.referenced.has(key));
  const { ignored, warnings } = withoutEffect(others);
  const unknown = others.filter((key) => !ignored.has(key));
  const read = unknown.map((key) => ({ key, problem: misspelt(key) ?? noProperty(key, surroundings) }));
  const harmless = read.filter(({ problem }) => problem === undefined).map(({ key }) => withNearest(key));
  return {
    problems: read.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
    warnings: [
      ...warnings,
      ...(harmless.length === 0 ? [] : [{ key: harmless.join(', '), problem: UNREAD, remedy: 'Check the spelling.' }]),
    ],
  };
}

/** The keys of the product that nothing reads, with why. */
function withoutEffect(keys: readonly string[]) {
  const groups = nodeKeys.map((group) => {
    const patterns = Object.keys(group.keys);
    return { ...group, named: keys.filter((key) => patterns.some((pattern) => matches(pattern, key))) };
  });
  return {
    ignored: new Set(groups.flatMap(({ named }) => named)),
    warnings: groups
      .filter(({ named }) => named.length > 0)
      .map(({ named, reason, instead }) => {
        const remedy = instead === undefined ? 'Nothing to do; the lines may be removed.' : `Use ${instead}.`;
        return { key: named.join(', '), problem: `no effect here: ${reason}`, remedy, isNote: true as const };
      }),
  };
}

/** Whether a key of the product says no more than would count without it. */
function isDefault(key: string, value: string): boolean {
  return nodeKeys.some(({ keys }) => value.trim() !== '' && keys[key] === value.trim().toLowerCase());
}

function matches(pattern: string, key: string): boolean {
  return pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern;
}

function misspelt(key: string): ConfigurationProblem | undefined {
  const [word = ''] = /^[A-Za-z]*/.exec(key) ?? [];
  const meant = meantInstead(key, word);
  if (meant === undefined) return undefined;
  return {
    key,
    problem: 'is no property of the server',
    remedy: `Write ${meant}, or remove the line.`,
  };
}

/** The property that a key of ours was to be; a short word such as `node` is not yet near `module`. */
function meantInstead(key: string, word: string): string | undefined {
  const written = key.toLowerCase();
  const first = word.toLowerCase();
  const isOwn = first.startsWith('gatehouse') || editDistance(first, 'gatehouse') <= 2 || first === 'mode';
  if (isOwn || editDistance(written, 'gatehouse.mode') <= 2) return nearestOwn(written);
  if (editDistance(first, 'module') > 2) return undefined;
  return `module${key.slice(word.length) || '.<id>.type'}`;
}

function nearestOwn(written: string): string {
  const own = KNOWN.filter((key) => key.startsWith('gatehouse.'));
  const [nearest = ''] = own.toSorted((one, other) => editDistance(written, one) - editDistance(written, other));
  return nearest;
}

function noProperty(key: string, { withoutSign }: ServerKeySurroundings): ConfigurationProblem | undefined {
  const line = withoutSign.get(key);
  if (line === undefined) return undefined;
  const remedy = `Put # before a comment; a property is written ${key}=… with the sign of equality.`;
  return { key, problem: `line ${line} is no property`, remedy };
}

function withNearest(key: string): string {
  const nearest = KNOWN.find((known) => editDistance(key.toLowerCase(), known) <= 2);
  return nearest === undefined ? key : `${key} (${nearest}?)`;
}
