import { SAML, SAMLP, XML_SIGNATURE } from './saml-names.js';
import { SamlRefusal } from './saml-refusal.js';
import { assertSignatureOver } from './signature-outline.js';
import { atMostOne, attributeOf, exactlyOne, soleText } from './single-element.js';
import { withDescendants, type XmlElement } from './xml-element.js';

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/** What a SAML response looks like, before any signature was verified: what is unsigned in it may only be used to refuse. */
export interface ResponseOutline {
  readonly destination?: string;
  readonly issuer?: string;
  /** Where signatures stand; at least at one of the two. */
  readonly signed: { readonly response: boolean; readonly assertion: boolean };
}

/**
 * The ID of the request that a document says to answer.
 * @throws SamlRefusal malformed or unsolicited
 */
export function answeredRequest(response: XmlElement): string {
  if (response.namespace !== SAMLP || response.name !== 'Response')
    throw new SamlRefusal('malformed', 'is no SAML response');
  if (response.attributes.get('Version') !== '2.0') throw new SamlRefusal('malformed', 'is not of SAML 2.0');
  const inResponseTo = response.attributes.get('InResponseTo') ?? '';
  if (inResponseTo === '') throw new SamlRefusal('unsolicited', 'answers no request');
  return inResponseTo;
}

/**
 * Checks the structure of a response so strictly that no two readers can see different things in it (XSW): one assertion, where it belongs; signatures
 * only over the response and over the assertion, each at its place; no id twice.
 * @throws SamlRefusal
 */
export function outlineResponse(response: XmlElement): ResponseOutline {
  assertSignedIn(response);
  const assertion = theAssertion(response);
  const signed = signaturesOf(response, assertion);
  assertIdsDiffer(response);
  const issuer = atMostOne(response, SAML, 'Issuer');
  const destination = response.attributes.get('Destination');
  // STD SAML-BIND 3.5.5.2: a signed message says where it goes.
  if (signed.response && destination === undefined)
    throw new SamlRefusal('recipient', 'is signed, and has no Destination');
  return {
    signed,
    ...(destination !== undefined && { destination }),
    ...(issuer !== undefined && { issuer: soleText(issuer) }),
  };
}

function assertSignedIn(response: XmlElement): void {
  const code = exactlyOne(exactlyOne(response, SAMLP, 'Status'), SAMLP, 'StatusCode');
  const value = attributeOf(code, 'Value');
  if (value === SUCCESS) return;
  const detail = atMostOne(code, SAMLP, 'StatusCode')?.attributes.get('Value');
  const shown = [value, detail]
    .filter((each) => each !== undefined)
    .map((each) => /[^:]*$/.exec(each)?.[0].slice(0, 60));
  throw new SamlRefusal('not-signed-in', `says ${shown.join(', ')}`);
}

function theAssertion(response: XmlElement): XmlElement {
  const all = [...withDescendants(response)];
  if (all.some(({ name }) => name === 'EncryptedAssertion'))
    throw new SamlRefusal('encrypted', 'is encrypted, which this server cannot read');
  const assertions = all.filter(({ name }) => name === 'Assertion');
  if (assertions.length !== 1 || all.some((each) => each !== response && each.name === 'Response'))
    throw new SamlRefusal('malformed', `has ${String(assertions.length)} assertions, or a response inside`);
  return exactlyOne(response, SAML, 'Assertion');
}

function signaturesOf(response: XmlElement, assertion: XmlElement): ResponseOutline['signed'] {
  const all = [...withDescendants(response)].filter(({ name }) => name === 'Signature');
  const [ofResponse, ofAssertion] = [response, assertion].map((each) => {
    const signature = atMostOne(each, XML_SIGNATURE, 'Signature');
    if (signature) assertSignatureOver(each, signature);
    return signature;
  });
  const found = [ofResponse, ofAssertion].filter((each) => each !== undefined);
  if (found.length === 0) throw new SamlRefusal('signature', 'is not signed');
  if (found.length !== all.length) throw new SamlRefusal('signature', 'has a signature in a place of its own');
  return { response: ofResponse !== undefined, assertion: ofAssertion !== undefined };
}

/** In any spelling of the attribute that some reader takes for an id. */
function assertIdsDiffer(response: XmlElement): void {
  const ids = [...withDescendants(response)].flatMap(({ attributes }) =>
    [...attributes].flatMap(([name, value]) => (name.toLowerCase() === 'id' ? [value] : [])),
  );
  if (new Set(ids).size !== ids.length) throw new SamlRefusal('malformed', 'has one id twice');
}
