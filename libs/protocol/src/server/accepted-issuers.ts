import { issuerKey } from './server.js';

/**
 * Every spelling of `iss` that is the issuer of a definition, to be compared exactly: without and with a trailing slash, however many the definition
 * was written with (ruling 18, S-03).
 */
export function acceptedIssuers(written: string): readonly string[] {
  const key = issuerKey(written);
  return [key, `${key}/`];
}
