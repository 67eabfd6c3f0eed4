/** How the mails of a module leave the server. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** `tls`: from the first byte on; `starttls`: demanded before anything else is said; `none`: in clear. */
  readonly security: 'starttls' | 'tls' | 'none';
  readonly username?: string;
  readonly password?: string;
  /** Certificates of the authorities to trust in place of the usual ones, as PEM. */
  readonly trustedCertificates?: string;
  readonly from: string;
}

/** A mail to one person. */
export interface Mail {
  /** Whom it goes to; undefined: nobody. That costs as much as a mail, so that nobody learns who has an address here (V-56). */
  readonly to: string | undefined;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  /** Seconds after which it is not sent any more. */
  readonly usefulSeconds: number;
  /** It tells the owner of a change of their account: for such mails there is room that requests of strangers cannot fill. */
  readonly isNotice?: true;
}

/** Sends mail. */
export interface Mailer {
  /**
   * Owes the mail: it is sent by any server as soon as possible, again after a failure, as long as it is of use. Nobody waits for the mail server.
   * @returns false: as many mails of the module wait as may; this one is not sent
   * @throws DatabaseUnavailableError nothing is owed
   */
  send(moduleId: string, mail: Mail): Promise<boolean>;
}

/** DI token of {@link Mailer}. */
export const MAILER = Symbol('Mailer');

/** What is wrong with a mail server: a word for it, and what it says of itself. */
export interface MailServerProblem {
  /** `refused-sign-in`, `no-tls`, `unreachable`, `refused`. */
  readonly kind: 'refused-sign-in' | 'no-tls' | 'unreachable' | 'refused';
  /** Name of the failure, such as ECONNREFUSED, or the status of the answer. */
  readonly reason: string;
}

/** Looks whether a mail server would take mail. */
export interface MailServerCheck {
  /** Connects and signs in, and sends nothing; undefined when all is well. */
  check(settings: MailSettings): Promise<MailServerProblem | undefined>;
}

/** DI token of {@link MailServerCheck}. */
export const MAIL_SERVER_CHECK = Symbol('MailServerCheck');
