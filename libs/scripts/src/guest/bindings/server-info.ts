import type { JavaBean } from './java-bean.js';

/** `theServerInfo`: the definition of a server, but for its secret, scripts and keys. Each property has its getter as well: `getIssuer()`. */
export interface ServerInfo extends JavaBean {
  /** Its number here. */
  readonly pid: number;
  /** Id of the node that it is defined for. */
  readonly nodeId: string;
  /** Id of the module that it is defined for. */
  readonly moduleId: string;
  /** What people read. */
  readonly name: string;
  /** Its issuer, as the definition has it. */
  readonly issuer: string;
  /** Its place in the paths of sign-in. */
  readonly federationRegistrationId: string;
  /** Scopes asked for. */
  readonly federationRequestScopes?: string;
  /** Its authorization endpoint. */
  readonly federationAuthorizationUrl?: string;
  /** Its token endpoint. */
  readonly federationTokenUrl?: string;
  /** Its userinfo endpoint. */
  readonly federationUserInfoUrl?: string;
  /** Its key set. */
  readonly federationJwkSetUrl?: string;
  /** Our client id there. */
  readonly tokenIntrospectionClientId?: string;
  /** How this server authenticates itself there. */
  readonly clientAuthenticationMode?: string;
  /** Payer to payer: FHIR endpoint of the other side. */
  readonly sourceFhirEndpointUrl?: string;
  /** Payer to payer: response type. */
  readonly responseType?: string;
  /** Payer to payer: the organisation. */
  readonly organizationId?: string;
  /** Payer to payer: the discovery document. */
  readonly wellKnownEndpoint?: string;
}
