import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { Mail } from '#mail/mailer.port';
import type { FactorKind } from '#protocol/second-factor/second-factor';
import { sessionManagementPage } from '../authorization-flow/own-page.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** What is said in a mail. */
export type MailText = Pick<Mail, 'subject' | 'text'>;

/** What people know the service by. */
function serviceOf({ baseUrl }: OutboundSmartInstance): string {
  return new URL(baseUrl).hostname;
}

function written(subject: string, ...paragraphs: readonly string[]): MailText {
  return { subject, text: `${paragraphs.join('\n\n')}\n` };
}

/** The code for a new password. */
export function resetCodeMail(instance: OutboundSmartInstance, username: string, code: string): MailText {
  return written(
    'Your code for a new password',
    `Somebody, probably you, asked for a new password at ${serviceOf(instance)}.`,
    `User name: ${username}\nCode: ${code}`,
    'Enter the code on the page that is open in your browser. It counts for 10 minutes, in that browser only. Give it to nobody: nobody who works there asks you for it.',
    'If it was not you, do nothing. Your password stays as it is.',
  );
}

/** Several accounts have the address that was entered. */
export function severalAccountsMail(instance: OutboundSmartInstance): MailText {
  return written(
    'A new password: which account?',
    `Somebody, probably you, asked for a new password at ${serviceOf(instance)}.`,
    'Several accounts there have this e-mail address. Start again, and enter the user name in place of the address.',
    'If it was not you, do nothing. No password was changed.',
  );
}

/** The address that was entered is the name of another account. */
export function addressIsNameMail(instance: OutboundSmartInstance, username: string | undefined): MailText {
  return written(
    'A new password: which account?',
    `Somebody, probably you, asked for a new password at ${serviceOf(instance)}, and entered your e-mail address.`,
    'It is also the user name of another account, which the code was sent for. Start again, and enter your own user name in place of the address.',
    ...(username === undefined ? [] : [`User name: ${username}`]),
    'If it was not you, do nothing. No password was changed.',
  );
}

/** The password was changed by way of mail. */
export function passwordChangedMail(instance: OutboundSmartInstance, username: string): MailText {
  return written(
    'Your password was changed',
    `The password of ${username} at ${serviceOf(instance)} was changed by a code that was sent to this address.`,
    'You are signed out everywhere, and apps that you connected have to ask you again.',
    'If it was not you, tell those who run the service at once.',
  );
}

/** The owner has chosen another password on the page of the account. */
export function ownPasswordMail(instance: OutboundSmartInstance, username: string): MailText {
  return written(
    'Your password was changed',
    `The password of ${username} at ${serviceOf(instance)} was changed by somebody who was signed in and knew the old one.`,
    'You are signed out everywhere else, and apps that you connected have to ask you again.',
    'If it was not you, tell those who run the service at once.',
  );
}

/** What was changed about somebody's second factor. */
export interface FactorWord {
  readonly kind: FactorKind;
  readonly change: 'enrolled' | 'removed' | 'recovery-codes-renewed';
}

/** The second factor was changed by somebody who was signed in. */
export function secondFactorMail(
  instance: OutboundSmartInstance,
  { username, external }: Pick<DirectoryUser, 'username' | 'external'>,
  word: FactorWord,
): MailText {
  const endsSessions = word.change !== 'recovery-codes-renewed';
  return written(
    'The second step of your sign-in was changed',
    `At ${serviceOf(instance)}, ${changedBy(word)} for the account ${username}.`,
    ...(endsSessions ? ['You are signed out everywhere but in the browser in which that was done.'] : []),
    ...(word.change === 'enrolled' ? [accessOfBefore(instance, external)] : []),
    'If it was not you, ask those who run the service for help at once: they can take the second step away and end all sessions. Then choose another password.',
  );
}

/** What apps were given by a password alone stays theirs. @param external the password is another system's: a change of it is not known here */
function accessOfBefore({ baseUrl }: OutboundSmartInstance, external: boolean): string {
  const where = `See which they are at ${baseUrl}${sessionManagementPage.path}, and take it away from those that you do not know.`;
  const password = external
    ? 'take it away from all of them, and choose another one where you have it.'
    : 'choose another one: that takes the access away from all apps.';
  return `Apps that had access to your account before may keep it, also while you are signed out. ${where} If somebody else may know your password, ${password}`;
}

/** A recovery code was used, at a sign-in or for a change of the second factor. @param left codes that there still are */
export function recoveryCodeMail(instance: OutboundSmartInstance, username: string, left: number): MailText {
  return written(
    'A recovery code was used',
    `At ${serviceOf(instance)}, one of the recovery codes of the account ${username} was used. It does not count any more; ${
      left === 0 ? 'none is left' : left === 1 ? 'one is left' : `${String(left)} are left`
    }.`,
    'If it was not you, somebody has your codes and your password: choose another password and make new codes at once, and ask those who run the service for help.',
  );
}

function changedBy({ kind, change }: FactorWord): string {
  if (change === 'recovery-codes-renewed')
    return 'new recovery codes were made, and the old ones do not count any more,';
  const what = kind === 'totp' ? 'an authenticator app' : 'a passkey';
  return `${what} was ${change === 'enrolled' ? 'set up' : 'removed'}`;
}

/** The code that shows whose address it is. */
export function registrationCodeMail(instance: OutboundSmartInstance, code: string): MailText {
  return written(
    'Your code for a new account',
    `Somebody, probably you, wants an account at ${serviceOf(instance)} with this e-mail address.`,
    `Code: ${code}`,
    'Enter the code on the page that is open in your browser. It counts for 30 minutes, in that browser only. Give it to nobody.',
    'If it was not you, do nothing. No account is made.',
  );
}

/** The address has an account: its owner is told, and nobody else. */
export function accountExistsMail(instance: OutboundSmartInstance, username: string): MailText {
  return written(
    'You have an account already',
    `Somebody, probably you, wants an account at ${serviceOf(instance)} with this e-mail address. You have one already, so no other is made.`,
    `User name: ${username}`,
    'Sign in with it. If you forgot the password, the page of the sign-in tells what to do.',
    'If it was not you, do nothing.',
  );
}
