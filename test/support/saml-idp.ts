import { createSign, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { objectId, sequence, tagged, text } from './certificate.js';

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
const SHA1 = 'http://www.w3.org/2000/09/xmldsig#sha1';

/** An RSA key and its self-signed certificate, PEM. */
export interface SamlKeyPair {
  readonly key: string;
  readonly certificate: string;
}

/** What a response says; everything has a value that is right for {@link SamlIdp.response}. */
export interface ResponseParts {
  readonly destination: string | undefined;
  readonly inResponseTo: string | undefined;
  readonly issuer: string;
  readonly responseIssuer: string | undefined;
  readonly status: string;
  readonly assertionId: string;
  readonly nameId: string;
  /** Attributes of the NameID as they are written. */
  readonly nameIdAttributes: string;
  readonly recipient: string | undefined;
  readonly confirmationInResponseTo: string | undefined;
  readonly method: string;
  readonly audience: string | undefined;
  /** Seconds from now. */
  readonly issuedIn: number;
  readonly notBefore: number;
  readonly notOnOrAfter: number | undefined;
  readonly confirmationUntil: number | undefined;
  readonly authnInstant: number;
  readonly sessionUntil: number | undefined;
  readonly contextClass: string;
  readonly conditions: string;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** How a response is signed. */
export interface Signing {
  readonly over: 'assertion' | 'response' | 'both' | 'nothing';
  readonly key?: SamlKeyPair;
  readonly algorithm?: 'sha256' | 'sha1';
}

/** An identity provider that can say anything, and sign it or not. */
export class SamlIdp {
  constructor(
    readonly issuer: string,
    readonly keys: SamlKeyPair = samlKeyPair('idp'),
  ) {}

  /** An answer to a request, right in every part. */
  parts(to: { readonly acs: string; readonly entityId: string; readonly requestId: string }): ResponseParts {
    return {
      destination: to.acs,
      inResponseTo: to.requestId,
      issuer: this.issuer,
      responseIssuer: this.issuer,
      status: 'Success',
      assertionId: `_${randomUUID()}`,
      nameId: 'mila',
      nameIdAttributes: 'Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"',
      recipient: to.acs,
      confirmationInResponseTo: to.requestId,
      method: 'bearer',
      audience: to.entityId,
      issuedIn: 0,
      notBefore: -10,
      notOnOrAfter: 300,
      confirmationUntil: 300,
      authnInstant: 0,
      sessionUntil: undefined,
      contextClass: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
      conditions: '',
      attributes: {},
    };
  }

  /** The document of a response, signed. */
  response(parts: ResponseParts, { over, key = this.keys, algorithm = 'sha256' }: Signing): string {
    const plain = responseXml(parts);
    const inner = over === 'assertion' || over === 'both' ? sign(plain, 'Assertion', key, algorithm) : plain;
    return over === 'response' || over === 'both' ? sign(inner, 'Response', key, algorithm) : inner;
  }
}

/** As the form field has it. */
export function encodeResponse(xml: string): string {
  return Buffer.from(xml, 'utf8').toString('base64');
}

function responseXml(parts: ResponseParts): string {
  const { destination, inResponseTo, responseIssuer, status } = parts;
  const issuer = responseIssuer === undefined ? '' : `<saml:Issuer>${responseIssuer}</saml:Issuer>`;
  return (
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"` +
    ` ID="_${randomUUID()}" Version="2.0" IssueInstant="${at(0)}"${attribute('Destination', destination)}` +
    `${attribute('InResponseTo', inResponseTo)}>${issuer}<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/>` +
    `</samlp:Status>${assertionXml(parts)}</samlp:Response>`
  );
}

/** The assertion alone, unsigned. */
export function assertionXml(parts: ResponseParts): string {
  const { audience, notBefore, notOnOrAfter, conditions, authnInstant, sessionUntil } = parts;
  const restriction =
    audience === undefined
      ? ''
      : `<saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction>`;
  return (
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${parts.assertionId}" Version="2.0" IssueInstant="${at(parts.issuedIn)}">` +
    `<saml:Issuer>${parts.issuer}</saml:Issuer>${subjectXml(parts)}` +
    `<saml:Conditions NotBefore="${at(notBefore)}"${time('NotOnOrAfter', notOnOrAfter)}>${restriction}${conditions}</saml:Conditions>` +
    `<saml:AuthnStatement AuthnInstant="${at(authnInstant)}"${time('SessionNotOnOrAfter', sessionUntil)}><saml:AuthnContext>` +
    `<saml:AuthnContextClassRef>${parts.contextClass}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
    `${attributesXml(parts.attributes)}</saml:Assertion>`
  );
}

function subjectXml(parts: ResponseParts): string {
  const { nameId, nameIdAttributes, method, recipient, confirmationInResponseTo, confirmationUntil } = parts;
  return (
    `<saml:Subject><saml:NameID ${nameIdAttributes}>${nameId}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:${method}"><saml:SubjectConfirmationData` +
    `${attribute('Recipient', recipient)}${attribute('InResponseTo', confirmationInResponseTo)}${time('NotOnOrAfter', confirmationUntil)}/>` +
    `</saml:SubjectConfirmation></saml:Subject>`
  );
}

function attributesXml(attributes: ResponseParts['attributes']): string {
  const xml = Object.entries(attributes).map(([name, values]) => {
    const texts = values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('');
    return `<saml:Attribute Name="${name}">${texts}</saml:Attribute>`;
  });
  return xml.length === 0 ? '' : `<saml:AttributeStatement>${xml.join('')}</saml:AttributeStatement>`;
}

function attribute(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}="${value}"`;
}

function time(name: string, seconds: number | undefined): string {
  return seconds === undefined ? '' : ` ${name}="${at(seconds)}"`;
}

function at(seconds: number): string {
  return new Date(new Date().getTime() + seconds * 1_000).toISOString();
}

function sign(xml: string, element: string, { key, certificate }: SamlKeyPair, algorithm: 'sha256' | 'sha1'): string {
  const signature = new SignedXml({
    privateKey: key,
    publicCert: certificate,
    signatureAlgorithm: algorithm === 'sha256' ? RSA_SHA256 : RSA_SHA1,
    canonicalizationAlgorithm: EXCLUSIVE,
  });
  const xpath = `//*[local-name(.)='${element}']`;
  const digestAlgorithm = algorithm === 'sha256' ? SHA256 : SHA1;
  signature.addReference({ xpath, digestAlgorithm, transforms: [ENVELOPED, EXCLUSIVE] });
  const reference = `${xpath}/*[local-name(.)='Issuer']`;
  signature.computeSignature(xml, { prefix: 'ds', location: { reference, action: 'after' } });
  return signature.getSignedXml();
}

/** A new key with a certificate of its own, valid from 2020 to 2049. */
export function samlKeyPair(name: string): SamlKeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: selfSigned(name, privateKey, publicKey),
  };
}

/** sha256WithRSAEncryption, with the NULL that belongs to it (RFC 4055 §5). */
const rsaWithSha256 = sequence(objectId('2a864886f70d01010b'), tagged(0x05));

function selfSigned(name: string, privateKey: KeyObject, publicKey: KeyObject): string {
  const subject = sequence(tagged(0x31, sequence(objectId('550403'), text(0x0c, name))));
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.from([1])),
    ...[rsaWithSha256, subject],
    sequence(text(0x17, '200101000000Z'), text(0x17, '491231235959Z')),
    ...[subject, publicKey.export({ type: 'spki', format: 'der' })],
  );
  const signature = createSign('sha256').update(body).sign(privateKey);
  const der = sequence(body, rsaWithSha256, tagged(0x03, Buffer.from([0]), signature));
  return `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
}
