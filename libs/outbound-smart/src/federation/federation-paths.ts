/** Where the sign-in at another server starts, below the path of the module (reference of the product, 18.1). */
export function startPath(registrationId: string, interaction: string): string {
  return `/oauth2/authorization/${registrationId}?${new URLSearchParams({ interaction }).toString()}`;
}

/** Where the answer of a server comes in, below the path of the module; one address for each server (RFC 9700 §4.4, B-30). */
export function callbackPath(registrationId: string): string {
  return `/login/oauth2/code/${registrationId}`;
}

/** Where people come back to after the sign-out at another server, below the path of the module. */
export const SIGNED_OUT_PATH = '/logout/federated';
