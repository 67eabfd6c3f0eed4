import type { JavaBean } from './java-bean.js';

/** `theServerInfo`: the definition of a server, but for its secret, scripts and keys. Each property has its getter as well: `getIssuer()`. */
export interface ServerInfo extends JavaBean {
  readonly pid: number;
  readonly nodeId: string;
  readonly moduleId: string;
  readonly name: string;
  readonly issuer: string;
  /** Its place in the paths of sign-in. */
  readonly federationRegistrationId: string;
  readonly federationRequestScopes?: string;
  readonly federationAuthorizationUrl?: string;
  readonly federationTokenUrl?: string;
  readonly federationUserInfoUrl?: string;
  readonly federationJwkSetUrl?: string;
  /** Our client id there. */
  readonly tokenIntrospectionClientId?: string;
  readonly clientAuthenticationMode?: string;
  readonly sourceFhirEndpointUrl?: string;
  readonly responseType?: string;
  readonly organizationId?: string;
  readonly wellKnownEndpoint?: string;
}
