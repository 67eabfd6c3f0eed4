import { LocalInboundOptions } from '../local/local-inbound.options.js';
import type { PasswordRules } from '../own-password.port.js';

const ORDINARY = new LocalInboundOptions().passwordPatternMessage;

/** What a pattern asks for in front, and how many characters it wants: `(?=.*[0-9]).{9,}`. */
const COUNTED = /^((?:\(\?[=!][^()]*\))*)\.\{(\d{1,3}),\d{0,4}\}$/;

/** What a person is told of a module's rules before they choose a password: a pattern is nothing to read, but for the number of characters. */
export function passwordRules({
  passwordPattern,
  passwordPatternMessage,
}: Pick<LocalInboundOptions, 'passwordPattern' | 'passwordPatternMessage'>): PasswordRules {
  const [, more, least] = COUNTED.exec(passwordPattern) ?? [];
  const message = passwordPatternMessage === ORDINARY ? undefined : passwordPatternMessage;
  return {
    ...(least !== undefined && { leastCharacters: Number(least) }),
    ...(message === undefined ? more !== '' && { isUntold: true } : { message }),
  };
}
