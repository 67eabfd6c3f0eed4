import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';

/** How long a name and a password that come with every call are recognised. */
export class CredentialsCacheOptions {
  @Property({
    key: 'cache_successful_credentials',
    reserved: true,
    help: 'Whether a name and password that come with every call, as at the admin API, are recognised for a while without hashing them, or asking a directory, again.',
    default: true,
  })
  @IsBoolean()
  readonly isOn: boolean = true;

  @Property({
    key: 'authentication_cache_duration',
    reserved: true,
    help: 'How long they are recognised; a change of the account here ends it at once, one in a directory does not.',
    unit: 'ms',
    default: 20_000,
  })
  @IsInt()
  @Min(0)
  @Max(3_600_000)
  readonly milliseconds: number = 20_000;
}
