import { entityTag, isKnownVersion } from './entity-tag.js';
import { warningHeaders, type Warned } from './warning-header.js';

/** A thing as the API shows it. */
export interface Shown {
  readonly json: unknown;
  readonly version: number;
}

/** What a call is answered with; written by the interceptor of the admin API's controllers. */
export class Answer {
  /** @param body JSON; a text goes out as plain text, undefined as nothing */
  constructor(
    readonly status: 200 | 201 | 204 | 304,
    readonly body?: unknown,
    readonly headers: Readonly<Record<string, string | readonly string[]>> = {},
  ) {}
}

/** An answer about one thing, whose version is its entity tag. */
export function versioned(status: 200 | 201, body: unknown, version: number, warned: Warned = {}): Answer {
  return new Answer(status, body, { etag: entityTag(version), ...warningsOf(warned) });
}

/** Headers that tell what did not count; none where everything did. */
function warningsOf(warned: Warned): Readonly<Record<string, readonly string[]>> {
  const warning = warningHeaders(warned);
  return warning.length === 0 ? {} : { warning };
}

/** What was found, or that the caller has it already (RFC 9110 §15.4.5). */
export function unlessKnown({ json, version }: Shown, knownTags: readonly string[]): Answer {
  if (!isKnownVersion(knownTags, version)) return versioned(200, json, version);
  return new Answer(304, undefined, { etag: entityTag(version) });
}
