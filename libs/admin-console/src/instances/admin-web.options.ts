import { IsBoolean, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { ForwardHeaderProperties } from '#module-config/forward-header-properties.port';
import { Property } from '#module-config/property.port';

/** Properties of a module of type ADMIN_WEB, the web admin console (product reference 1.1), that have an effect. */
export class AdminWebOptions {
  @Property({
    key: 'port',
    help: 'Port of the listener; modules that share one are told apart by context_path.',
    default: 9100,
  })
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly port: number = 9100;

  @Property({ key: 'bind_address', help: 'Address the listener binds to.', default: '0.0.0.0' })
  @IsString()
  readonly bindAddress: string = '0.0.0.0';

  @Property({ key: 'context_path', help: 'Path below which this module answers.', default: '/', example: '/console' })
  @Matches(/^(?!(.*\/)?\.\.?(\/|$))\/?[A-Za-z0-9._~-]*(\/[A-Za-z0-9._~-]+)*\/?$/, {
    message: 'may only hold path segments of letters, digits and ._~-, none of them . or ..',
  })
  readonly contextPath: string = '/';

  @Property({
    key: 'public_url',
    reserved: true,
    help: 'Address by which browsers reach the console: where it begins with https, cookies are for TLS alone, and passkeys work for its host. Absent: http://localhost and the port.',
    example: 'https://console.example.org',
  })
  @IsOptional()
  @Matches(/^https?:\/\/[^/?#@\s]+\/?$/, { message: 'must be http:// or https:// with a host and nothing behind it' })
  readonly publicUrl?: string;

  @Property({
    key: 'second_factor.required',
    reserved: true,
    help: 'Whether administrators sign in to the console with a second factor only. Who has none sets one up at the first sign-in.',
    default: true,
  })
  @IsBoolean()
  readonly isSecondFactorRequired: boolean = true;

  @Property({
    key: 'session.idle_minutes',
    reserved: true,
    help: 'Minutes without a request after which a sign-in to the console is over.',
    default: 30,
  })
  @IsInt()
  @Min(1)
  @Max(1_440)
  readonly idleMinutes: number = 30;

  @Property({
    key: 'session.absolute_hours',
    reserved: true,
    help: 'Hours after which a sign-in to the console is over, however busy it is.',
    default: 12,
  })
  @IsInt()
  @Min(1)
  @Max(168)
  readonly absoluteHours: number = 12;

  readonly forwarding = new ForwardHeaderProperties();
}
