import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';

/** New passwords by mail for those who forgot theirs. */
export class ForgotPasswordOptions {
  @Property({
    key: 'forgot_password.enabled',
    reserved: true,
    help: 'Offer a new password by a mailed code, where mail is sent (mail.smtp.host) and passwords are kept here.',
    default: true,
  })
  @IsBoolean()
  readonly enabled: boolean = true;

  @Property({
    key: 'forgot_password.most_per_hour_and_network',
    help: 'How often in an hour one network may ask: an IPv4 address, or the first half of an IPv6 address.',
    default: 30,
  })
  @IsInt()
  @Min(1)
  @Max(10_000)
  readonly mostPerHourAndNetwork: number = 30;
}
