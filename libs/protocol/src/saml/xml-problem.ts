/** A text is no XML, or has parts that no SAML message needs. The message is for the log. */
export class XmlProblem extends Error {
  override readonly name = 'XmlProblem';
}
