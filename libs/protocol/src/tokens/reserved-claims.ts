/** Claims of a token that only the server sets; a script or a client's configuration that names one of them is not heard (V-99). */
export const reservedClaims: ReadonlySet<string> = new Set(
  `iss sub aud exp nbf iat jti client_id azp scope cnf act may_act acr amr auth_time nonce sid at_hash c_hash typ events grant_id permissions
  authorization_details active __proto__ constructor prototype`.split(/\s+/),
);

/** In lower case. Every name with one of these prefixes is the product's (reference 14.1) or our own. */
export const reservedPrefixes: readonly string[] = ['smile_', 'gatehouse_'];

/** Whether a claim of this name may not be set from outside. Also in other spellings of the letters: some readers ignore case. */
export function isReservedClaim(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === '' || reservedClaims.has(lower) || reservedPrefixes.some((prefix) => lower.startsWith(prefix));
}
