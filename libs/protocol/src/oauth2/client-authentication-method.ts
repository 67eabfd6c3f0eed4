/** The ways a client may authenticate, by the names of the OAuth registry of token endpoint authentication methods (RFC 7591 §2). */
export const clientAuthenticationMethods = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
  'none',
] as const;

export type ClientAuthenticationMethod = (typeof clientAuthenticationMethods)[number];

/** Those by which the certificate of the TLS connection proves who the client is (RFC 8705 §2). */
export type CertificateMethod = Extract<ClientAuthenticationMethod, `${string}tls_client_auth`>;

/** What a client registered of its method; absent = whichever it has the material for. */
export interface MethodHolder {
  readonly tokenEndpointAuthMethod?: ClientAuthenticationMethod;
}

/** Whether the client may authenticate so: by its registered method only, where it has one (STD OID-14). */
export function isMethodOf({ tokenEndpointAuthMethod }: MethodHolder, method: string): boolean {
  return tokenEndpointAuthMethod === undefined || tokenEndpointAuthMethod === method;
}

/** The method by a certificate that the client registered; undefined where it registered none. Nobody uses one without having registered it. */
export function certificateMethodOf({ tokenEndpointAuthMethod: method }: MethodHolder): CertificateMethod | undefined {
  return method === 'tls_client_auth' || method === 'self_signed_tls_client_auth' ? method : undefined;
}

/**
 * The method by which a client may prove what it presents: the presented one if it is the client's (STD OID-14), or the one by a certificate where
 * the client just names itself and the certificate has to do the rest (RFC 8705 §2). Undefined: none.
 */
export function provingMethodOf(
  client: MethodHolder,
  presented: ClientAuthenticationMethod,
): ClientAuthenticationMethod | undefined {
  if (presented === 'none') return certificateMethodOf(client) ?? (isMethodOf(client, 'none') ? 'none' : undefined);
  return isMethodOf(client, presented) ? presented : undefined;
}
