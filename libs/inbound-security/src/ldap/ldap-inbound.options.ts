import { IsBoolean, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';
import { SecondFactorOptions } from '../second-factor/second-factor.options.js';
import { DirectoryConnectionOptions } from './directory-connection.options.js';
import { DirectoryPeopleOptions } from './directory-people.options.js';

/** Properties of an LDAP inbound module (SECURITY_IN_LDAP, product reference 8.2 and 18.2) that have an effect. */
export class LdapInboundOptions {
  readonly connection = new DirectoryConnectionOptions();
  readonly people = new DirectoryPeopleOptions();
  readonly secondFactor = new SecondFactorOptions();

  @Property({
    key: 'max_failed_logins_until_lock',
    reserved: true,
    help: 'Failed sign-ins until a name is locked for a while; 0 never locks. Keep it below what the directory allows.',
    default: 5,
  })
  @IsInt()
  @Min(0)
  @Max(100)
  readonly maxFailedLogins: number = 5;

  @Property({
    key: 'lockout.seconds',
    reserved: true,
    help: 'How long the first lock lasts. Each further lock on the same day lasts twice as long, up to 16 hours.',
    unit: 'seconds',
    default: 900,
  })
  @IsInt()
  @Min(1)
  @Max(57_600)
  readonly lockoutSeconds: number = 900;

  @Property({
    key: 'max_failed_logins_per_network',
    help: 'Failed sign-ins of one network, an IPv4 address or a /64 of IPv6, in an hour, whatever the names, until it has to wait for each further one; devices that are known for the account do not count. 0 = any number.',
    default: 300,
  })
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  readonly maxFailedLoginsPerNetwork: number = 300;

  @Property({
    key: 'cache_successful_credentials',
    help: 'Whether a name and password that come with every call, as at the admin API, are recognised for a while without asking the directory again.',
    default: true,
  })
  @IsBoolean()
  readonly cacheSuccessfulCredentials: boolean = true;

  @Property({
    key: 'authentication_cache_duration',
    help: 'How long they are recognised, whatever changes in the directory meanwhile.',
    unit: 'ms',
    default: 20_000,
  })
  @IsInt()
  @Min(0)
  @Max(3_600_000)
  readonly credentialsCacheMilliseconds: number = 20_000;

  @Property({ key: 'callback_script.file', reserved: true, help: 'File with the onAuthenticateSuccess script.' })
  @IsOptional()
  @IsString()
  readonly callbackScriptFile?: string;

  @Property({ key: 'callback_script.text', reserved: true, help: 'Text of the onAuthenticateSuccess script.' })
  @IsOptional()
  @IsString()
  readonly callbackScriptText?: string;
}
