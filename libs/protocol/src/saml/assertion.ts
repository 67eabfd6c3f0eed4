import { readAttributes } from './assertion-attributes.js';
import { readInstant } from './instant.js';
import { BEARER, ENTITY, SAML } from './saml-names.js';
import { SamlRefusal } from './saml-refusal.js';
import { atMostOne, attributeOf, exactlyOne, soleText } from './single-element.js';
import { childrenOf, type XmlElement } from './xml-element.js';

/** Who somebody is at the identity provider (Core §2.2.2). Texts are '' where they are left out. */
export interface NameId {
  readonly value: string;
  readonly format: string;
  readonly nameQualifier: string;
  readonly spNameQualifier: string;
}

/** When something counts: milliseconds since 1970, `until` not included. */
export interface Window {
  readonly from?: number;
  readonly until?: number;
}

/** For what an assertion may be presented (Profiles §4.1.4.2). */
export interface Confirmation extends Window {
  readonly recipient?: string;
  readonly inResponseTo?: string;
}

/** How and when the person signed in at the provider. */
export interface AuthnStatement {
  readonly instant: number;
  readonly sessionUntil?: number;
  /** '' where the provider does not say. */
  readonly contextClass: string;
}

/** An assertion as it was signed. Nothing of it has been judged. */
export interface Assertion {
  readonly id: string;
  readonly issuer: string;
  readonly issuedAt: number;
  readonly nameId?: NameId;
  /** Of the method bearer. */
  readonly confirmations: readonly Confirmation[];
  readonly conditions: Window & { readonly audiences: readonly (readonly string[])[] };
  readonly statements: readonly AuthnStatement[];
  /** Values by the name of the attribute. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

const KNOWN_CONDITIONS = new Set(['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction']);

/** Reads the assertion that a signature covers. @throws SamlRefusal malformed */
export function readAssertion(element: XmlElement): Assertion {
  if (element.namespace !== SAML || element.name !== 'Assertion' || element.attributes.get('Version') !== '2.0')
    throw new SamlRefusal('malformed', 'has no assertion of SAML 2.0');
  const subject = exactlyOne(element, SAML, 'Subject');
  const nameId = atMostOne(subject, SAML, 'NameID');
  return {
    id: attributeOf(element, 'ID'),
    issuer: readIssuer(exactlyOne(element, SAML, 'Issuer')),
    issuedAt: readInstant(attributeOf(element, 'IssueInstant')),
    ...(nameId && { nameId: readNameId(nameId) }),
    confirmations: childrenOf(subject, SAML, 'SubjectConfirmation').flatMap(readConfirmation),
    conditions: readConditions(exactlyOne(element, SAML, 'Conditions')),
    statements: childrenOf(element, SAML, 'AuthnStatement').map(readStatement),
    attributes: readAttributes(childrenOf(element, SAML, 'AttributeStatement')),
  };
}

function readIssuer(issuer: XmlElement): string {
  if ((issuer.attributes.get('Format') ?? ENTITY) !== ENTITY)
    throw new SamlRefusal('issuer', 'has an Issuer that is no entity');
  return soleText(issuer);
}

function readNameId(element: XmlElement): NameId {
  const text = (name: string): string => element.attributes.get(name) ?? '';
  const [format, nameQualifier, spNameQualifier] = [text('Format'), text('NameQualifier'), text('SPNameQualifier')];
  return { value: soleText(element), format, nameQualifier, spNameQualifier };
}

function readConfirmation(element: XmlElement): readonly Confirmation[] {
  const data = atMostOne(element, SAML, 'SubjectConfirmationData');
  if (element.attributes.get('Method') !== BEARER || data === undefined) return [];
  const [recipient, inResponseTo] = [data.attributes.get('Recipient'), data.attributes.get('InResponseTo')];
  return [
    {
      ...readWindow(data),
      ...(recipient !== undefined && { recipient }),
      ...(inResponseTo !== undefined && { inResponseTo }),
    },
  ];
}

/** A condition that is not understood is one that is not met (Core §2.5.1.1). */
function readConditions(element: XmlElement): Assertion['conditions'] {
  const unknown = element.children.find(({ namespace, name }) => namespace !== SAML || !KNOWN_CONDITIONS.has(name));
  if (unknown)
    throw new SamlRefusal('malformed', `has a condition that is not known here: ${unknown.name.slice(0, 60)}`);
  const audiences = childrenOf(element, SAML, 'AudienceRestriction').map((restriction) =>
    childrenOf(restriction, SAML, 'Audience').map(soleText),
  );
  return { ...readWindow(element), audiences };
}

function readStatement(element: XmlElement): AuthnStatement {
  const context = atMostOne(element, SAML, 'AuthnContext');
  const contextClass = context && atMostOne(context, SAML, 'AuthnContextClassRef');
  const sessionUntil = element.attributes.get('SessionNotOnOrAfter');
  return {
    instant: readInstant(attributeOf(element, 'AuthnInstant')),
    ...(sessionUntil !== undefined && { sessionUntil: readInstant(sessionUntil) }),
    contextClass: contextClass ? soleText(contextClass) : '',
  };
}

function readWindow({ attributes }: XmlElement): Window {
  const [from, until] = [attributes.get('NotBefore'), attributes.get('NotOnOrAfter')];
  return {
    ...(from !== undefined && { from: readInstant(from) }),
    ...(until !== undefined && { until: readInstant(until) }),
  };
}
