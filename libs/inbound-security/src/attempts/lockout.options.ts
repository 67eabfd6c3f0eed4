import { IsInt, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';

/** When names and networks that failed have to wait, wherever their passwords are kept. */
export class LockoutOptions {
  @Property({
    key: 'max_failed_logins_until_lock',
    reserved: true,
    help: 'Failed sign-ins until a name is locked for a while; 0 never locks. Where a directory locks, too, keep it below what that allows.',
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
  readonly firstLockSeconds: number = 900;

  @Property({
    key: 'max_failed_logins_per_network',
    reserved: true,
    help: 'Failed sign-ins of one network, an IPv4 address or a /64 of IPv6, in an hour, whatever the names, until it has to wait for each further one; devices that are known for the account do not count. 0 = any number.',
    default: 300,
  })
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  readonly maxFailedLoginsPerNetwork: number = 300;
}
