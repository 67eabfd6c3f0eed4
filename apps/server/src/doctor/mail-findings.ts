import type { MailServerCheck, MailServerProblem, MailSettings } from '#mail/mailer.port';
import type { Finding } from './finding.js';

/** A module that sends mail. */
export interface MailSender {
  readonly moduleId: string;
  readonly mail: MailSettings;
}

const SAID: Readonly<Record<MailServerProblem['kind'], Pick<Finding, 'problem' | 'remedy'>>> = {
  'refused-sign-in': {
    problem: 'refuses the sign-in of this server',
    remedy: 'Correct mail.smtp.username and mail.smtp.password',
  },
  'no-tls': {
    problem: 'offers no encryption that this server trusts',
    remedy:
      'Write the name of the certificate as mail.smtp.host, put the authority of a certificate of your own into mail.smtp.trusted_certificates.text, and see whether mail.smtp.security and mail.smtp.port belong together (starttls 587, tls 465)',
  },
  unreachable: {
    problem: 'cannot be reached',
    remedy: 'Correct mail.smtp.host and mail.smtp.port, and see whether a firewall stands between',
  },
  refused: { problem: 'refuses this server', remedy: 'Let the mail server take mail from this machine' },
};

/** Whether the mail server of a module would take mail; nothing is sent. */
export async function mailFindings(
  { moduleId, mail }: MailSender,
  servers: MailServerCheck,
): Promise<readonly Finding[]> {
  const found = await servers.check(mail);
  if (found === undefined) return [];
  const { problem, remedy } = SAID[found.kind];
  const about = `mail server ${mail.host}:${String(mail.port)} of module ${moduleId}`;
  return [{ severity: 'error', about, problem: `${problem}: ${found.reason}`, remedy }];
}
