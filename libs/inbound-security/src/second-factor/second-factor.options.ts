import { ArrayMaxSize, IsBoolean, IsIn, IsInt, Matches, Max, Min, ValidateBy } from 'class-validator';
import { Property } from '#module-config/property.port';
import { withNearest } from '#protocol/permissions/nearest-permission';
import { isKnownPermission } from '#protocol/permissions/permission-catalogue';

/** Names that nobody could hold would demand a second factor of nobody. */
function ArePermissions(): PropertyDecorator {
  return ValidateBy({
    name: 'arePermissions',
    validator: {
      validate: (value) => unknownAmong(value).length === 0,
      defaultMessage: (given) =>
        `has entries that are no names of permissions or roles: ${unknownAmong(given?.value).map(withNearest).join(', ')}`,
    },
  });
}

const MOST_NAMED = 5;

function unknownAmong(value: unknown): readonly string[] {
  const names = Array.isArray(value) ? value.map(String) : [];
  return names.filter((name) => !isKnownPermission(name)).slice(0, MOST_NAMED);
}

/** The second factor of the people of an inbound module (product reference 8.1). */
export class SecondFactorOptions {
  @Property({
    key: 'tfa.totp.issuer_name',
    help: 'How authenticator apps name this server beside the codes.',
    default: 'Gatehouse',
  })
  @Matches(/^[^:\p{Cc}]{1,60}$/u, { message: 'is not 1 to 60 characters without a colon' })
  readonly totpIssuerName: string = 'Gatehouse';

  @Property({
    key: 'tfa.totp.lock_after_failed_attempts',
    reserved: true,
    help: 'Wrong codes until the second factor of a person is locked, counted over all sign-ins and processes. A lock lasts as lockout.seconds and lockout.permanent say.',
    default: 10,
  })
  @IsInt()
  @Min(1)
  @Max(100)
  readonly lockAfterFailures: number = 10;

  @Property({
    key: 'tfa.totp.tolerated_steps',
    reserved: true,
    help: 'Steps of 30 seconds before and behind the present one whose codes count, too: 0, or 1 where clocks of phones are wrong by seconds.',
    default: 0,
  })
  @IsIn([0, 1])
  readonly toleratedSteps: number = 0;

  @Property({
    key: 'passkeys.use',
    reserved: true,
    help: 'second_factor = people prove by a passkey what else they have besides their password; sign_in = instead of their password, too, where it is kept here; off = passkeys do not count, and whoever has nothing else needs a recovery code.',
    default: 'second_factor',
  })
  @IsIn(['off', 'second_factor', 'sign_in'])
  readonly passkeys: 'off' | 'second_factor' | 'sign_in' = 'second_factor';

  @Property({
    key: 'tfa.programs_by_password_alone',
    reserved: true,
    help: 'Let programs in by the password of people who have, or need, a second factor: at the admin API by HTTP Basic and by the password grant. Insecure: whoever knows the password goes round the second factor.',
    default: false,
  })
  @IsBoolean()
  readonly programsByPasswordAlone: boolean = false;

  @Property({
    key: 'tfa.required_permissions',
    reserved: true,
    help: 'Permissions and roles whose holders need a second factor. Whoever has none yet gets one at the next sign-in.',
    list: 'any',
    example: 'ROLE_SUPERUSER ACCESS_ADMIN_JSON',
  })
  @ArrayMaxSize(100)
  @ArePermissions()
  readonly requiredPermissions: string[] = [];
}
