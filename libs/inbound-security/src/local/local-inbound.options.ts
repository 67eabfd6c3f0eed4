import {
  ArrayMaxSize,
  Equals,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
} from 'class-validator';
import { Property } from '#module-config/property.port';
import { SecondFactorOptions } from '../second-factor/second-factor.options.js';
import { SelfRegistrationOptions } from '../registration/self-registration.options.js';
import { patternProblem } from './password-pattern.js';

/** A regular expression that never keeps the process from everything else. */
function IsPattern(): PropertyDecorator {
  return ValidateBy({
    name: 'isPattern',
    validator: {
      validate: (value) => patternProblem(String(value)) === undefined,
      defaultMessage: (given) => patternProblem(String(given?.value)) ?? '',
    },
  });
}

/** Properties of a local inbound module (SECURITY_IN_LOCAL, product reference 8.1) that have an effect. */
export class LocalInboundOptions {
  readonly secondFactor = new SecondFactorOptions();

  @Property({
    key: 'max_failed_logins_until_lock',
    reserved: true,
    help: 'Failed sign-ins until a name is locked for a while; 0 never locks.',
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
    key: 'lockout.permanent',
    reserved: true,
    help: 'Lock until an administrator unlocks the account. Anyone who knows a user name can then lock its owner out.',
    default: false,
  })
  @IsBoolean()
  readonly lockoutPermanent: boolean = false;

  @Property({ key: 'username_case_sensitive', help: 'Whether John and john are two users.', default: false })
  @IsBoolean()
  readonly usernameCaseSensitive: boolean = false;

  @Property({ key: 'password_case_sensitive', help: 'Must be true: passwords are compared exactly.', default: true })
  @Equals(true, { message: 'must be true: passwords that ignore case are not supported' })
  readonly passwordCaseSensitive: boolean = true;

  @Property({
    key: 'password_pattern',
    help: 'Regular expression that a new password must match as a whole.',
    default: '.{8,}',
    example: '.{12,}',
  })
  @IsString()
  @IsPattern()
  readonly passwordPattern: string = '.{8,}';

  @Property({
    key: 'password_mismatch_pattern_error',
    help: 'Message when a new password does not match password_pattern.',
    default: 'Invalid password',
  })
  @IsString()
  @MinLength(1)
  readonly passwordPatternMessage: string = 'Invalid password';

  @Property({
    key: 'weak_passwords.refused',
    help: 'Whether a new password must not be a common one, a name of its owner or of the place, or a sequence. Imports and seed files only tell.',
    default: true,
  })
  @IsBoolean()
  readonly refusesWeakPasswords: boolean = true;

  @Property({
    key: 'weak_passwords.words',
    help: 'Names of the place that are no passwords, such as that of the organisation, each written as one word.',
    list: 'any',
    default: [],
    example: 'GeneralHospital GenHosp',
  })
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  @ArrayMaxSize(100)
  readonly weakPasswordWords: string[] = [];

  @Property({
    key: 'create_unknown_users',
    reserved: true,
    help: 'Whether a sign-in by a name that nobody has makes an account of that name and password, without permissions. Anyone can then get in.',
    default: false,
  })
  @IsBoolean()
  readonly createsUnknownUsers: boolean = false;

  @Property({
    key: 'cache_successful_credentials',
    help: 'Whether a name and password that come with every call, as at the admin API, are recognised for a while without hashing them again.',
    default: true,
  })
  @IsBoolean()
  readonly cacheSuccessfulCredentials: boolean = true;

  @Property({
    key: 'authentication_cache_duration',
    help: 'How long they are recognised; a change of the account ends it at once.',
    unit: 'ms',
    default: 20_000,
  })
  @IsInt()
  @Min(0)
  @Max(3_600_000)
  readonly credentialsCacheMilliseconds: number = 20_000;

  @Property({
    key: 'seed.users.file',
    reserved: true,
    help: 'Users that are created at the first start.',
    example: 'classpath:/config_seeding/users.json',
  })
  @IsOptional()
  @IsString()
  readonly seedUsersFile?: string;

  @Property({ key: 'callback_script.file', reserved: true, help: 'File with the onAuthenticateSuccess script.' })
  @IsOptional()
  @IsString()
  readonly callbackScriptFile?: string;

  @Property({ key: 'callback_script.text', reserved: true, help: 'Text of the onAuthenticateSuccess script.' })
  @IsOptional()
  @IsString()
  readonly callbackScriptText?: string;

  readonly selfRegistration = new SelfRegistrationOptions();
}
