import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';

/** What decides where the password of the system user is sent: with another value of one of them it must be given again (V-72). */
export const DIRECTORY_ADDRESS = [
  'ldap.url',
  'ldap.start_tls',
  'ldap.allow_clear_text',
  'ldap.ca.file',
  'ldap.ca.text',
] as const;

/** How a directory is reached (product reference 8.2 and 18.2), and ours: TLS, time limits, how many connections. */
export class DirectoryConnectionOptions {
  @Property({
    key: 'ldap.url',
    reserved: true,
    help: 'Where the directory answers: ldaps://host:port, or ldap://host:port for StartTLS. Of several, the first that answers is asked, in this order; one that failed or was late is asked last for a minute.',
    list: 'any',
    example: 'ldaps://ldap.example.org:636',
  })
  @ArrayMinSize(1, { message: 'is not set' })
  @ArrayMaxSize(10)
  @Matches(/^ldaps?:\/\/[^/?#@\s]+\/?$/i, {
    each: true,
    message: 'has something that is not ldap://host:port or ldaps://host:port',
  })
  readonly urls: string[] = [];

  @Property({
    key: 'ldap.start_tls',
    reserved: true,
    help: 'Whether a connection to ldap:// is secured by StartTLS before anything is sent; ldaps:// always is secure.',
    default: true,
  })
  @IsBoolean()
  readonly startTls: boolean = true;

  @Property({
    key: 'ldap.allow_clear_text',
    reserved: true,
    help: 'Lets passwords cross the network readable by anybody on the way, where ldap.start_tls is false.',
    default: false,
  })
  @IsBoolean()
  readonly allowClearText: boolean = false;

  @Property({
    key: 'ldap.ca.file',
    reserved: true,
    help: 'File with the certificates that vouch for the directory, as PEM, and no others do; empty = those that the system trusts.',
    example: 'classpath:directory-ca.pem',
  })
  @IsOptional()
  @IsString()
  readonly caFile?: string;

  @Property({ key: 'ldap.ca.text', reserved: true, help: 'The same certificates as text; the file goes before.' })
  @IsOptional()
  @IsString()
  readonly caText?: string;

  @Property({
    key: 'ldap.connect_timeout',
    help: 'How long a connection may take, with its TLS.',
    unit: 'ms',
    default: 2_000,
  })
  @IsInt()
  @Min(100)
  @Max(5_000)
  readonly connectMilliseconds: number = 2_000;

  @Property({
    key: 'ldap.operation_timeout',
    help: 'How long one answer of the directory may take. A whole sign-in never takes longer than 4.5 seconds.',
    unit: 'ms',
    default: 2_000,
  })
  @IsInt()
  @Min(100)
  @Max(5_000)
  readonly operationMilliseconds: number = 2_000;

  @Property({
    key: 'ldap.pool_size',
    help: 'Connections of the system user that may be open at a time, in each process. People bind by connections of their own.',
    default: 5,
  })
  @IsInt()
  @Min(1)
  @Max(10)
  readonly poolSize: number = 5;

  @Property({
    key: 'ldap.system_user.dn',
    reserved: true,
    help: 'Name of the system user who searches for people and groups; empty = anonymous searches.',
    example: 'cn=gatehouse,ou=services,dc=example,dc=org',
  })
  @IsOptional()
  @IsString()
  readonly systemUserDn?: string;

  @Property({
    key: 'ldap.system_user.password',
    secret: true,
    reserved: true,
    givenFor: DIRECTORY_ADDRESS,
    help: 'Password of the system user.',
  })
  @IsOptional()
  @IsString()
  readonly systemUserPassword?: string;
}
