import { SamlRefusal } from '#protocol/saml/saml-refusal';

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The document in the form field `SAMLResponse` (SAML Bindings §3.5.4): base64, perhaps in lines, of UTF-8.
 * @throws SamlRefusal malformed
 */
export function decodeResponse(field: string): string {
  const encoded = field.replaceAll(/[\r\n\t ]/g, '');
  if (!BASE64.test(encoded)) throw new SamlRefusal('malformed', 'is not base64');
  try {
    return utf8.decode(Buffer.from(encoded, 'base64'));
  } catch (cause) {
    throw new SamlRefusal('malformed', 'is not UTF-8', { cause });
  }
}
