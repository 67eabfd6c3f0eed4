/** Shapes of our codes, handles, secrets and tokens, and of JWTs, also where one was cut or taken apart. */
const SECRET_SHAPES = /\bgh[a-z]_[\w-]{16,}|\beyJ(?:[\w-]{16,}(?:\.[\w-]*){0,4}|[\w-]+\.[\w-]+\.[\w-]*)/g;

/** Credentials of a header, and what stands behind a name that says that it is secret: as JSON, as a parameter, or in a sentence. */
const CREDENTIALS = /\b(Bearer|Basic)\s{1,5}[\w.~+/-]{8,}=*/gi;
const NAMED_SECRETS =
  /(password|passwd|secret|api[_-]?key|access[_-]?token|refresh[_-]?token|id[_-]?token|client[_-]?assertion)(["']?\s{0,5}[:=]\s{0,5}["']?)[^\s"'&,;}]+/gi;

/** A line without anything that has the shape of a secret of ours. */
export function withoutSecretShapes(line: string): string {
  return line.replaceAll(SECRET_SHAPES, '[redacted]');
}

/** A text by people of whom nobody knows what they write into it, without what is most likely a secret, whosever it is. */
export function withoutLikelySecrets(text: string): string {
  return withoutSecretShapes(text).replaceAll(CREDENTIALS, '$1 [redacted]').replaceAll(NAMED_SECRETS, '$1$2[redacted]');
}
