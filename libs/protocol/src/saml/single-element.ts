import { SamlRefusal } from './saml-refusal.js';
import { childrenOf, type XmlElement } from './xml-element.js';

/**
 * The one element of this name directly inside, or none.
 * @throws SamlRefusal malformed — there are several
 */
export function atMostOne(element: XmlElement, namespace: string, name: string): XmlElement | undefined {
  const [found, ...others] = childrenOf(element, namespace, name);
  if (others.length > 0) throw new SamlRefusal('malformed', `has more than one ${name} in ${element.name}`);
  return found;
}

/** @throws SamlRefusal malformed — there is none, or there are several */
export function exactlyOne(element: XmlElement, namespace: string, name: string): XmlElement {
  const found = atMostOne(element, namespace, name);
  if (found === undefined) throw new SamlRefusal('malformed', `has no ${name} in ${element.name}`);
  return found;
}

/**
 * The text of an element that has nothing else inside.
 * @throws SamlRefusal malformed — it has elements, so that readers could differ about its text
 */
export function soleText({ name, text, children }: XmlElement): string {
  if (children.length > 0) throw new SamlRefusal('malformed', `has elements in ${name}`);
  return text.trim();
}

/** @throws SamlRefusal malformed — the attribute is not there, or empty */
export function attributeOf({ name, attributes }: XmlElement, attribute: string): string {
  const value = attributes.get(attribute) ?? '';
  if (value === '') throw new SamlRefusal('malformed', `has no ${attribute} at ${name}`);
  return value;
}
