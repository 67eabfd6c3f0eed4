/** Why a SAML response lets nobody in. For log and audit; the person sees one text for all. */
export type SamlProblem =
  /** No SAML response, or one that breaks the rules of its parts. */
  | 'malformed'
  /** The identity provider says that nobody signed in. */
  | 'not-signed-in'
  /** Without a signature of the provider over what it says, or with one that is wrong or of an algorithm that does not count. */
  | 'signature'
  | 'encrypted'
  /** Nobody here asked for it, or it answers something else. */
  | 'unsolicited'
  | 'issuer'
  | 'audience'
  /** It was made for another address. */
  | 'recipient'
  | 'time'
  /** The provider was to ask the person again, and did not. */
  | 'not-renewed'
  /** Nothing in it is a lasting id or a name of a person. */
  | 'no-subject'
  | 'replayed';

/** A SAML response is refused. The message is for the log: what was expected, and what came, without anything of the person. */
export class SamlRefusal extends Error {
  override readonly name = 'SamlRefusal';

  constructor(
    readonly problem: SamlProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
