import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min, ValidateBy } from 'class-validator';
import { Property } from '#module-config/property.port';
import { isMailAddress } from '#protocol/user/mail-address';

/** What decides who is given the password: with another value of one of them it must be given again (V-72). */
const MAIL_SERVER_ADDRESS = [
  'mail.smtp.host',
  'mail.smtp.port',
  'mail.smtp.security',
  'mail.smtp.trusted_certificates.text',
];

/** Mail to people: codes for forgotten passwords and registrations, and word of changed passwords. */
export class MailOptions {
  @Property({
    key: 'email.from_address',
    help: 'Address that mails come from.',
    default: 'noreply@unknown.com',
    example: 'noreply@clinic.example',
  })
  @ValidateBy({
    name: 'isMailAddress',
    validator: {
      validate: (value) => typeof value === 'string' && isMailAddress(value),
      defaultMessage: () => 'is no mail address',
    },
  })
  readonly from: string = 'noreply@unknown.com';

  @Property({
    key: 'mail.smtp.host',
    reserved: true,
    help: 'Mail server that takes the mails of this module. Without it nothing is offered that needs mail.',
    example: 'smtp.clinic.example',
  })
  @IsOptional()
  @Matches(/^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9.:_-]*[A-Za-z0-9])?$/, { message: 'is no host name' })
  readonly host?: string;

  @Property({ key: 'mail.smtp.port', reserved: true, help: 'Its port.', default: 587 })
  @IsInt()
  @Min(1)
  @Max(65_535)
  readonly port: number = 587;

  @Property({
    key: 'mail.smtp.security',
    reserved: true,
    help: 'starttls = encryption is demanded before anything else is said; tls = from the first byte on (port 465); none = in clear, for a mail server on this machine alone, or in evaluation mode.',
    default: 'starttls',
  })
  @IsIn(['starttls', 'tls', 'none'])
  readonly security: 'starttls' | 'tls' | 'none' = 'starttls';

  @Property({
    key: 'mail.smtp.username',
    reserved: true,
    help: 'Name to sign in there by; without it nobody signs in.',
  })
  @IsOptional()
  @IsString()
  readonly username?: string;

  @Property({
    key: 'mail.smtp.password',
    secret: true,
    reserved: true,
    givenFor: MAIL_SERVER_ADDRESS,
    help: 'Password to sign in there by.',
  })
  @IsOptional()
  @IsString()
  readonly password?: string;

  @Property({
    key: 'mail.smtp.trusted_certificates.text',
    reserved: true,
    help: 'Certificates, PEM, of the authorities that may vouch for the mail server, in place of the usual ones.',
  })
  @IsOptional()
  @Matches(/^\s*(?:-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$/, {
    message: 'is no list of certificates in PEM',
  })
  readonly trustedCertificates?: string;
}
