import type { Assertion } from './assertion.js';
import { TRANSIENT } from './saml-names.js';
import { SamlRefusal } from './saml-refusal.js';

/** What the person is known by. */
export interface SamlSubject {
  /** Lasting id at the identity provider. */
  readonly subject: string;
  /** What the provider calls the person. */
  readonly username: string;
}

/**
 * Who an assertion is about. The id is the NameID with its qualifiers; one that is transient names a session and no person, so that the attribute
 * with the user name stands for it where one is configured.
 * @param entityId ours
 * @param nameAttribute name of the attribute that holds the user name
 * @throws SamlRefusal no-subject
 */
export function subjectOf(assertion: Assertion, entityId: string, nameAttribute?: string): SamlSubject {
  const { nameId, issuer, attributes } = assertion;
  const names = nameAttribute === undefined ? [] : (attributes.get(nameAttribute) ?? []);
  if (names.length > 1) throw new SamlRefusal('no-subject', 'has several values of the attribute for the user name');
  if (nameAttribute !== undefined && names.length === 0)
    throw new SamlRefusal('no-subject', 'lacks the attribute for the user name');
  const [name] = names;
  const isLasting = nameId !== undefined && nameId.value !== '' && nameId.format !== TRANSIENT;
  if (!isLasting && name === undefined)
    throw new SamlRefusal('no-subject', 'has no NameID, or a transient one, and no attribute for the user name is set');
  if (!isLasting) return { subject: JSON.stringify(['attribute', nameAttribute, name]), username: name ?? '' };
  const { value, nameQualifier, spNameQualifier } = nameId;
  // What is left out stands for these (Core §8.3.7).
  const qualifiers = [
    nameQualifier === issuer ? '' : nameQualifier,
    spNameQualifier === entityId ? '' : spNameQualifier,
  ];
  const isPlain = qualifiers.every((qualifier) => qualifier === '') && !value.startsWith('[');
  return { subject: isPlain ? value : JSON.stringify([value, ...qualifiers]), username: name ?? value };
}
