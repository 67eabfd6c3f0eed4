import type { LocalInboundOptions } from './local-inbound.options.js';
import { isPasswordLengthAccepted, LONGEST_PASSWORD_BYTES } from './password-hash.js';

/** What is wrong with a new password, in words for the person; undefined if nothing is (A-16: length only, unless configured). */
export function passwordProblem(
  password: string,
  options: Pick<LocalInboundOptions, 'passwordPattern' | 'passwordPatternMessage'>,
): string | undefined {
  if (!isPasswordLengthAccepted(password)) {
    return `A password has 1 to ${LONGEST_PASSWORD_BYTES.toLocaleString('en')} bytes`;
  }
  return matchesPattern(password, options) ? undefined : options.passwordPatternMessage;
}

/** The pattern describes the whole password, as in the product; the dot includes line breaks. */
export function matchesPattern(password: string, options: Pick<LocalInboundOptions, 'passwordPattern'>): boolean {
  return new RegExp(`^(?:${options.passwordPattern})$`, 's').test(password);
}
