/** Namespaces of SAML 2.0 (Core §1.1) and XML Signature. */
export const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
export const SAMLP = 'urn:oasis:names:tc:SAML:2.0:protocol';
export const XML_SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';

/** Formats of a NameID that mean something here (Core §8.3). */
export const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
/** A name identifier format of a system, never of a person (Core §8.3.6). */
export const ENTITY = 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity';

/** Whoever brings the assertion is its subject (Profiles §3.3). */
export const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
