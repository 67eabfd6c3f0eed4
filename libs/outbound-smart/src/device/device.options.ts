import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';

/** The device grant (RFC 8628). */
export class DeviceOptions {
  @Property({
    key: 'device_grant.enabled',
    help: 'Let devices without a browser ask a person at another device, for clients that list DEVICE_CODE.',
    default: false,
  })
  @IsBoolean()
  readonly enabled: boolean = false;

  @Property({
    key: 'device_grant.lifetime_seconds',
    help: 'How long a device code and its user code live.',
    unit: 'seconds',
    default: 600,
  })
  @IsInt()
  @Min(60)
  @Max(1_800)
  readonly codeLifetimeSeconds: number = 600;

  @Property({
    key: 'device_grant.interval_seconds',
    help: 'Least time between two polls of a device; each poll that comes too early adds five seconds.',
    unit: 'seconds',
    default: 5,
  })
  @IsInt()
  @Min(1)
  @Max(60)
  readonly pollSeconds: number = 5;
}
