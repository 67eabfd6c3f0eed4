import { createVerify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { Person, type Page } from './person.js';
import { encodeResponse, SamlIdp, samlKeyPair, type ResponseParts, type Signing } from './saml-idp.js';
import type { TestServerOptions } from './test-server.js';

/** Our own key, as a server is configured with it. */
const own = samlKeyPair('gatehouse');

/** What a server is started with, so that its people sign in at this provider. */
export function bridging(
  idp: SamlIdp,
  address = 'https://idp.example/sso',
  more: readonly string[] = [],
): Pick<TestServerOptions, 'properties' | 'files'> {
  const party = 'module.saml.config.relying_party.default';
  return {
    properties: [
      'module.saml.type=SECURITY_IN_SAML',
      `${party}.issuer_id=${idp.issuer}`,
      `${party}.web_sso_url=${address}`,
      `${party}.keystore.file=classpath:saml.pem`,
      'module.saml.config.user_attribute.username=uid',
      'module.saml.config.username.plain=true',
      'module.saml.config.native_permission.user_attribute=permissions',
      'module.smart_auth.config.saml.enabled=true',
      'module.smart_auth.requires.SECURITY_IN_SAML=saml',
      ...more,
    ],
    files: { 'saml.pem': own.key + own.certificate + idp.keys.certificate },
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

/** Whether the address is signed by the server, as the HTTP-Redirect binding says (SAML Bindings §3.4.4.1). */
export function isSigned(address: string): boolean {
  const { search, searchParams } = new URL(address);
  const [, signed = ''] = /(SAMLRequest=.*)&Signature=/.exec(search) ?? [];
  const signature = searchParams.get('Signature') ?? '';
  return createVerify('RSA-SHA256').update(signed).verify(own.certificate, signature, 'base64');
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
