import { SamlRefusal } from './saml-refusal.js';

/** UTC and nothing else (SAML Core §1.3.3), with at most nanoseconds. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/**
 * A point in time as SAML writes it, in milliseconds since 1970.
 * @throws SamlRefusal malformed
 */
export function readInstant(text: string): number {
  const instant = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant)) throw new SamlRefusal('malformed', 'has a time that is none in UTC');
  return instant;
}
