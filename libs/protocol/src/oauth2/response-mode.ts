/** The response modes that are offered; `web_message` and the `*.jwt` modes are not (B-23). */
export const responseModes = ['query', 'fragment', 'form_post'] as const;

/** How the answer travels to the redirect URI (OAuth 2.0 Multiple Response Type Encoding Practices §2.1, Form Post Response Mode). */
export type ResponseMode = (typeof responseModes)[number];

/** What a client registered of its response modes; empty = it may use them all. */
export interface ResponseModeHolder {
  readonly responseModes: readonly ResponseMode[];
}

/**
 * The mode of a request of this client that asks for `requested`, or leaves it to the response type; undefined where the client may not use it,
 * or nobody knows it.
 */
export function responseModeFor(
  requested: string | undefined,
  { responseModes: registered }: ResponseModeHolder,
): ResponseMode | undefined {
  const allowed = registered.length > 0 ? registered : responseModes;
  return allowed.find((mode) => mode === (requested ?? 'query'));
}

/** How a refusal travels where the mode of the request cannot be used: by query, unless the client never reads that. */
export function fallbackMode({ responseModes: registered }: ResponseModeHolder): ResponseMode {
  return registered[0] ?? 'query';
}
