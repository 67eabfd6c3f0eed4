import type { ConfigurationProblem } from '#module-config/property.port';
import { authorityFault } from '#protocol/permissions/authority-fault';
import { authorityKey, type Authority } from '#protocol/user/authority';

/** Permissions as they are written in properties and attributes. */
export interface WrittenAuthorities {
  readonly authorities: readonly Authority[];
  /** What is no permission, or lacks its argument, and gives nothing. */
  readonly unknown: readonly string[];
}

const WRITTEN = /^([A-Z][A-Z0-9_]{0,99})(?:[/:](\S{1,500}))?$/;
/** More than anybody has. */
const MOST = 1_000;

/** Reads `PERMISSION` and `PERMISSION/argument`, several in a text with commas or spaces between them. */
export function writtenAuthorities(texts: readonly string[]): WrittenAuthorities {
  const found = new Map<string, Authority>();
  const unknown = new Set<string>();
  const words = texts.flatMap((text) => text.split(/[\s,]+/u)).filter((word) => word !== '');
  for (const word of words.slice(0, MOST)) {
    const authority = writtenAuthority(word);
    if (authority === undefined) unknown.add(word);
    else found.set(authorityKey(authority), authority);
  }
  return { authorities: [...found.values()], unknown: [...unknown] };
}

/** An authority in one word; undefined for what does not exist or is not whole. */
export function writtenAuthority(word: string): Authority | undefined {
  const [, permission, argument] = WRITTEN.exec(word) ?? [];
  if (permission === undefined) return undefined;
  const authority = { permission, ...(argument !== undefined && { argument }) };
  return authorityFault(authority) === undefined ? authority : undefined;
}

/** What is said of a word of a property that gives nothing. */
export function unknownPermission(key: string, word: string): ConfigurationProblem {
  const problem = `has ${JSON.stringify(word)}, which is no permission, or lacks its argument`;
  const remedy = 'Write such as ROLE_FHIR_CLIENT or FHIR_READ_ALL_OF_TYPE/Patient (docs/permissions.md).';
  return { key, problem, remedy };
}
