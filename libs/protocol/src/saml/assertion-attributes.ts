import { SAML } from './saml-names.js';
import { attributeOf } from './single-element.js';
import { childrenOf, type XmlElement } from './xml-element.js';

/** More values than any directory gives of one person. */
const MOST_VALUES = 2_000;
/** Longer ones are pictures and certificates. */
const LONGEST_VALUE = 4_096;

/** What the statements say of the person: values by name, those of one name together. Values that are no plain text are left out. */
export function readAttributes(statements: readonly XmlElement[]): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const attribute of statements.flatMap((statement) => childrenOf(statement, SAML, 'Attribute'))) {
    const name = attributeOf(attribute, 'Name');
    values.set(name, [...(values.get(name) ?? []), ...textsOf(attribute)].slice(0, MOST_VALUES));
  }
  return values;
}

function textsOf(attribute: XmlElement): readonly string[] {
  return childrenOf(attribute, SAML, 'AttributeValue')
    .filter(({ children }) => children.length === 0)
    .map(({ text }) => text.trim())
    .filter((text) => text !== '' && text.length <= LONGEST_VALUE);
}
