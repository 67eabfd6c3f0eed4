import { createVerify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { Person, type Page } from './person.js';
import { pkcs12Files } from './pkcs12-files.js';
import { encodeResponse, SamlIdp, samlKeyPair, type ResponseParts, type Signing } from './saml-idp.js';
import type { TestServerOptions } from './test-server.js';

/** Our own key, as a server is configured with it. */
const own = samlKeyPair('gatehouse');

/** How a server has its keys and the certificate of the provider. */
interface KeyFiles {
  readonly properties: Readonly<Record<string, string>>;
  readonly files: NonNullable<TestServerOptions['files']>;
}

const inPem = (idp: SamlIdp): KeyFiles => ({
  properties: { 'keystore.file': 'classpath:saml.pem' },
  files: { 'saml.pem': own.key + own.certificate + idp.keys.certificate },
});

/** Our own key in PKCS #12, the provider's certificate beside it. */
export const inPkcs12 = (idp: SamlIdp): KeyFiles => ({
  properties: {
    'keystore.file': 'classpath:saml.p12',
    'keystore.password': 'changeit',
    'signing_key.alias': 'signing',
    'verification_certificate.file': 'classpath:idp.pem',
  },
  files: { 'saml.p12': Buffer.from(pkcs12Files.rsa, 'base64'), 'idp.pem': idp.keys.certificate },
});

/** What a server is started with, so that its people sign in at this provider. */
export function bridging(
  idp: SamlIdp,
  address = 'https://idp.example/sso',
  more: readonly string[] = [],
  keys: KeyFiles = inPem(idp),
): Pick<TestServerOptions, 'properties' | 'files'> {
  const party = 'module.saml.config.relying_party.default';
  return {
    properties: [
      'module.saml.type=SECURITY_IN_SAML',
      `${party}.issuer_id=${idp.issuer}`,
      `${party}.web_sso_url=${address}`,
      ...Object.entries(keys.properties).map(([key, value]) => `${party}.${key}=${value}`),
      'module.saml.config.user_attribute.username=uid',
      'module.saml.config.username.plain=true',
      'module.saml.config.native_permission.user_attribute=permissions',
      'module.smart_auth.config.saml.enabled=true',
      'module.smart_auth.requires.SECURITY_IN_SAML=saml',
      ...more,
    ],
    files: keys.files,
  };
}

/** A request as it arrives at the provider. */
export interface ArrivedRequest {
  readonly xml: string;
  readonly requestId: string;
  readonly acs: string;
  readonly entityId: string;
  readonly isForced: boolean;
}

/** Reads the request in an address at the provider. */
export function requestIn(address: string): ArrivedRequest {
  const { searchParams } = new URL(address);
  const xml = inflateRawSync(Buffer.from(searchParams.get('SAMLRequest') ?? '', 'base64')).toString('utf8');
  const found = (pattern: RegExp): string => pattern.exec(xml)?.[1] ?? '';
  return {
    xml,
    requestId: found(/ ID="([^"]*)"/),
    acs: found(/AssertionConsumerServiceURL="([^"]*)"/),
    entityId: found(/<saml:Issuer[^>]*>([^<]*)</),
    isForced: xml.includes('ForceAuthn="true"'),
  };
}

/** Whether the address is signed by a certificate of the server, as the HTTP-Redirect binding says (SAML Bindings §3.4.4.1). */
export function isSigned(address: string, certificate = own.certificate): boolean {
  const { search, searchParams } = new URL(address);
  const [, signed = ''] = /(SAMLRequest=.*)&Signature=/.exec(search) ?? [];
  const signature = searchParams.get('Signature') ?? '';
  return createVerify('RSA-SHA256').update(signed).verify(certificate, signature, 'base64');
}

/** What somebody says who answers a request. */
export interface Answer {
  readonly parts?: Partial<ResponseParts>;
  readonly signing?: Signing;
}

/** The form field of an answer to the request in an address, for a person with a user name. */
export function answerTo(
  idp: SamlIdp,
  address: string,
  { parts, signing = { over: 'assertion' } }: Answer = {},
): string {
  const right = { ...idp.parts(requestIn(address)), attributes: { uid: ['mila'] } };
  return encodeResponse(idp.response({ ...right, ...parts }, signing));
}

/** Posts an answer as a browser does from another site: without cookies. @returns where the browser is led */
export async function deliver(
  acs: string,
  response: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const body = new URLSearchParams({ SAMLResponse: response, ...more });
  const headers = { origin: 'https://idp.example', 'sec-fetch-site': 'cross-site' };
  return new Person().request(acs, { method: 'POST', body, headers });
}

/** Where an answer leads, in full. */
export function ledTo({ headers, url }: Page): string {
  return new URL(headers.get('location') ?? '', url).href;
}
