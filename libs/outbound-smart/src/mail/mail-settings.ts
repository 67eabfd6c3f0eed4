import type { MailSettings } from '#mail/mailer.port';
import type { ConfigurationProblem } from '#module-config/property.port';
import type { MailOptions } from './mail.options.js';

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);

/** How mails of a module leave; undefined where it sends none. */
export function mailSettingsOf(options: MailOptions): MailSettings | undefined {
  const { host, port, security, from, username, password, trustedCertificates } = options;
  if (host === undefined) return undefined;
  return {
    ...{ host, port, security, from },
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(trustedCertificates !== undefined && { trustedCertificates }),
  };
}

/** What would send codes, or the password of the mail server, through a network in clear; and what is only half there. */
export function mailProblems(options: MailOptions, mode: 'evaluation' | 'production'): readonly ConfigurationProblem[] {
  const { host, security, username, password } = options;
  if (host === undefined) return [];
  const isClear = security === 'none' && !LOOPBACK.has(host);
  return [
    ...(isClear && (mode === 'production' || username !== undefined) ? [inClear(username !== undefined)] : []),
    ...(username !== undefined && password === undefined ? [NO_PASSWORD] : []),
    ...(username === undefined && password !== undefined ? [NO_USERNAME] : []),
  ];
}

/** What may be meant so, but is more often a mistake. */
export function mailWarnings(moduleId: string, { host, from }: MailOptions): readonly ConfigurationProblem[] {
  if (host === undefined || from !== 'noreply@unknown.com') return [];
  const problem = 'is not set: mails come from noreply@unknown.com, which most mail servers refuse';
  const remedy = 'Write an address that this mail server may send from.';
  return [{ key: `module.${moduleId}.config.email.from_address`, problem, remedy }];
}

function inClear(signsIn: boolean): ConfigurationProblem {
  const what = signsIn ? 'codes and the password of the mail server' : 'codes for people’s accounts';
  const problem = `is none, and ${what} would cross the network in clear`;
  return {
    key: 'mail.smtp.security',
    problem,
    remedy: 'Write starttls or tls; none is for a mail server on loopback.',
  };
}

const NO_PASSWORD: ConfigurationProblem = {
  key: 'mail.smtp.password',
  problem: 'is missing, and mail.smtp.username is there',
  remedy: 'Write the password that belongs to the name, or take the name out.',
};

const NO_USERNAME: ConfigurationProblem = {
  key: 'mail.smtp.username',
  problem: 'is missing, and mail.smtp.password is there',
  remedy: 'Write the name that belongs to the password, or take the password out.',
};
