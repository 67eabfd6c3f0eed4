/** What is known of the server that an answer should be from. */
export interface AnsweringServer {
  /** Compared exactly: the spellings that the definition knows (S-03). */
  readonly acceptedIssuers: readonly string[];
  /** Its metadata promise `iss` in every answer (RFC 9207 §3). */
  readonly promisesIssuer: boolean;
}

/** Why an answer at a callback address is not from the server that was asked; undefined where nothing speaks against it (RFC 9207 §2.4, V-15). */
export function callbackIssuerProblem(
  iss: string | undefined,
  { acceptedIssuers, promisesIssuer }: AnsweringServer,
): string | undefined {
  if (iss === undefined) return promisesIssuer ? 'the answer lacks iss, which the server promises' : undefined;
  return acceptedIssuers.includes(iss) ? undefined : 'the answer has the iss of another server';
}
