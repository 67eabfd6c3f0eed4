import { ArrayMinSize, IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';

/** What an app may have that nobody has looked at: signing in, and reading the record of the person who uses it. */
const REGISTRATION_SCOPES = [
  'openid',
  'fhirUser',
  'profile',
  'launch',
  'launch/patient',
  'patient/*.rs',
  'online_access',
  'offline_access',
];

/** Who may register apps, and what such an app may have. */
export class RegistrationOptions {
  @Property({
    key: 'client_registration.policy',
    help: 'Who may register apps at /oauth/register: closed = nobody; token = holders of an initial access token, and whoever has the permission OPENID_CONNECT_ADD_CLIENT; open = anyone.',
    default: 'closed',
  })
  @IsIn(['closed', 'token', 'open'])
  readonly policy: 'closed' | 'token' | 'open' = 'closed';

  @Property({
    key: 'client_registration.scopes',
    help: 'The most that an app may have which registers itself, and what it gets that names no scope. Whoever has OPENID_CONNECT_ADD_CLIENT is not bound by it.',
    list: 'any',
    default: REGISTRATION_SCOPES,
  })
  @ArrayMinSize(1)
  @Matches(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, { each: true, message: 'has entries that are no scope' })
  readonly scopes: readonly string[] = REGISTRATION_SCOPES;

  @Property({
    key: 'client_registration.open.most_per_hour',
    help: 'How often in an hour apps may be registered, or change themselves, that nobody answers for.',
    default: 100,
  })
  @IsInt()
  @Min(1)
  @Max(100_000)
  readonly mostPerHour: number = 100;

  @Property({
    key: 'client_registration.open.most_per_hour_and_network',
    help: 'How often of these by one network: an IPv4 address, or the first half of an IPv6 address.',
    default: 10,
  })
  @IsInt()
  @Min(1)
  @Max(100_000)
  readonly mostPerHourAndNetwork: number = 10;

  @Property({
    key: 'client_registration.open.unused_days',
    help: 'Days after the last token, or the last change, after which an app ends that nobody answers for.',
    default: 30,
  })
  @IsInt()
  @Min(1)
  @Max(3_650)
  readonly unusedDays: number = 30;
}
