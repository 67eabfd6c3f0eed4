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
 * or nobody knows it. Tokens are never sent in a query (Multiple Response Type Encoding Practices §5, RFC 9700 §4.3.2).
 */
export function responseModeFor(
  requested: string | undefined,
  client: ResponseModeHolder,
  responseType: string | undefined,
): ResponseMode | undefined {
  const mode = requested ?? (bringsTokens(responseType) ? 'fragment' : 'query');
  return usableModes(client, responseType).find((each) => each === mode);
}

/** How a refusal travels where the mode of the request cannot be used: as the response type has it, unless the client never reads that. */
export function fallbackMode(client: ResponseModeHolder, responseType: string | undefined): ResponseMode {
  return usableModes(client, responseType)[0] ?? 'fragment';
}

/** Whether a response type, known or not, would bring tokens through the browser, so that nothing of the answer may stand in a query. */
export function bringsTokens(responseType: string | undefined): boolean {
  return (responseType ?? '').split(' ').some((word) => word === 'token' || word === 'id_token');
}

/** The modes in which a client may be answered; none where its registered ones cannot carry tokens. */
export function usableModes(
  { responseModes: registered }: ResponseModeHolder,
  responseType: string | undefined,
): readonly ResponseMode[] {
  const modes = registered.length > 0 ? registered : responseModes;
  return bringsTokens(responseType) ? modes.filter((mode) => mode !== 'query') : modes;
}
