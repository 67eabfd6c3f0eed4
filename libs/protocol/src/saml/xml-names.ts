import { XmlProblem } from './xml-problem.js';

/** Namespaces by prefix; '' for names without one. */
export type NamespaceScope = ReadonlyMap<string, string>;

const XML = 'http://www.w3.org/XML/1998/namespace';
/** Prefixes that can be in use at one place. */
const MOST_PREFIXES = 64;
const RESERVED = new Set(['xml', 'xmlns']);

/** Of a document's root. */
export const rootScope: NamespaceScope = new Map([
  ['', ''],
  ['xml', XML],
]);

/** A name as written, such as `saml:Issuer`. */
export function splitName(written: string): readonly [prefix: string, name: string] {
  const colon = written.indexOf(':');
  return colon < 0 ? ['', written] : [written.slice(0, colon), written.slice(colon + 1)];
}

/**
 * The namespaces inside an element.
 * @param attributes as written
 * @throws XmlProblem
 */
export function scopeWithin(outer: NamespaceScope, attributes: ReadonlyMap<string, string>): NamespaceScope {
  const declared = [...attributes].flatMap(([written, namespace]) => {
    const [prefix, name] = splitName(written);
    if (written === 'xmlns') return [['', namespace] as const];
    return prefix === 'xmlns' ? [[name, namespace] as const] : [];
  });
  for (const [prefix, namespace] of declared) {
    if (RESERVED.has(prefix) || (prefix !== '' && namespace === '') || namespace === XML)
      throw new XmlProblem('declares a namespace that nobody may declare');
  }
  if (declared.length === 0) return outer;
  const scope = new Map([...outer, ...declared]);
  if (scope.size > MOST_PREFIXES) throw new XmlProblem('has too many namespaces');
  return scope;
}

/** @throws XmlProblem the prefix stands for nothing */
export function namespaceOf(scope: NamespaceScope, prefix: string): string {
  const namespace = scope.get(prefix);
  if (namespace === undefined) throw new XmlProblem('has a prefix without a namespace');
  return namespace;
}

/**
 * The attributes without a prefix. Of those with one it is only seen that no two are the same attribute.
 * @throws XmlProblem
 */
export function plainAttributes(
  scope: NamespaceScope,
  attributes: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const qualified = new Set<string>();
  for (const written of attributes.keys()) {
    const [prefix, name] = splitName(written);
    if (prefix === '' || prefix === 'xmlns') continue;
    const key = JSON.stringify([namespaceOf(scope, prefix), name]);
    if (qualified.has(key)) throw new XmlProblem('has an attribute twice');
    qualified.add(key);
  }
  return new Map([...attributes].filter(([written]) => written !== 'xmlns' && !written.includes(':')));
}
