import { LocalInboundOptions } from '../local/local-inbound.options.js';
import type { PasswordRules } from '../own-password.port.js';

const ORDINARY = new LocalInboundOptions().passwordPatternMessage;

/** What a person is told of a module's rules before they choose a password: a pattern is nothing to read, but for one that only counts characters. */
export function passwordRules({
  passwordPattern,
  passwordPatternMessage,
}: Pick<LocalInboundOptions, 'passwordPattern' | 'passwordPatternMessage'>): PasswordRules {
  const [, least] = /^\.\{(\d{1,3}),\d{0,4}\}$/.exec(passwordPattern) ?? [];
  return {
    ...(least !== undefined && { leastCharacters: Number(least) }),
    ...(passwordPatternMessage !== ORDINARY && { message: passwordPatternMessage }),
  };
}
