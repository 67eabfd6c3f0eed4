import { SamlRefusal } from './saml-refusal.js';
import { XML_SIGNATURE } from './saml-names.js';
import { attributeOf, exactlyOne } from './single-element.js';
import { childrenOf, type XmlElement } from './xml-element.js';

/** By keys of certificates alone, and never with SHA-1: whoever can sign so cannot be told from whoever cannot. */
const SIGNATURES = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
]);
const DIGESTS = new Set(['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512']);
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
/** With and without comments, of which there are none. */
const CANONICAL = new Set([
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
]);

/**
 * Checks what a signature says of itself: that it is over the element it stands in, as a whole, by algorithms that count (SAML Core §5.4). Whether it is
 * right is for who has the certificates; what it says of keys is not looked at.
 * @throws SamlRefusal signature or malformed
 */
export function assertSignatureOver(element: XmlElement, signature: XmlElement): void {
  if (childrenOf(signature, XML_SIGNATURE, 'Object').length > 0) refuse('holds an object of its own');
  const info = exactlyOne(signature, XML_SIGNATURE, 'SignedInfo');
  allowOnly(CANONICAL, exactlyOne(info, XML_SIGNATURE, 'CanonicalizationMethod'));
  allowOnly(SIGNATURES, exactlyOne(info, XML_SIGNATURE, 'SignatureMethod'));
  const reference = exactlyOne(info, XML_SIGNATURE, 'Reference');
  if (reference.attributes.get('URI') !== `#${attributeOf(element, 'ID')}`)
    refuse('is over something else than where it stands');
  allowOnly(DIGESTS, exactlyOne(reference, XML_SIGNATURE, 'DigestMethod'));
  assertTransforms(exactlyOne(reference, XML_SIGNATURE, 'Transforms'));
}

/** The signature itself left out, then the canonical form: anything more could leave out what is read (XSW). */
function assertTransforms(transforms: XmlElement): void {
  const [first, second, ...others] = childrenOf(transforms, XML_SIGNATURE, 'Transform');
  if (first?.attributes.get('Algorithm') !== ENVELOPED || second === undefined || others.length > 0)
    refuse('is not over all of where it stands');
  else allowOnly(CANONICAL, second);
}

function allowOnly(allowed: ReadonlySet<string>, method: XmlElement): void {
  const algorithm = method.attributes.get('Algorithm') ?? '';
  if (!allowed.has(algorithm)) refuse(`uses ${algorithm.slice(0, 100)} as ${method.name}, which does not count`);
}

function refuse(why: string): never {
  throw new SamlRefusal('signature', `A signature ${why}.`);
}
