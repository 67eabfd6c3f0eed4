/** An element of an XML document whose names are resolved (Namespaces in XML 1.0). */
export interface XmlElement {
  /** '' where the element is in none. */
  readonly namespace: string;
  /** Without prefix. */
  readonly name: string;
  /** Attributes without a prefix, by name; those with one mean nothing in SAML messages. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of elements inside. */
  readonly text: string;
}

/** The elements of this name directly inside. */
export function childrenOf(element: XmlElement, namespace: string, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.namespace === namespace && child.name === name);
}

/** The element and all elements inside, in document order. */
export function* withDescendants(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* withDescendants(child);
}
