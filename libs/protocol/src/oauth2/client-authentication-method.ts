/** The ways a client may authenticate, by the names of the OAuth registry of token endpoint authentication methods (RFC 7591 §2). */
export const clientAuthenticationMethods = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'none',
] as const;

export type ClientAuthenticationMethod = (typeof clientAuthenticationMethods)[number];

/** What a client registered of its method; absent = whichever it has the material for. */
export interface MethodHolder {
  readonly tokenEndpointAuthMethod?: ClientAuthenticationMethod;
}

/** Whether the client may authenticate so: by its registered method only, where it has one (STD OID-14). */
export function isMethodOf({ tokenEndpointAuthMethod }: MethodHolder, method: string): boolean {
  return tokenEndpointAuthMethod === undefined || tokenEndpointAuthMethod === method;
}
