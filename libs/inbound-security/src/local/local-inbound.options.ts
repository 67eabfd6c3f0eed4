import {
  ArrayMaxSize,
  Equals,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
  ValidateBy,
} from 'class-validator';
import { Property } from '#module-config/property.port';
import { clientSecretEncodings } from '#protocol/client/client-secret-encoding';
import { CallbackScriptOptions } from '../callback-script.options.js';
import { ScriptProperties } from '#scripts/script-properties.port';
import { SecondFactorOptions } from '../second-factor/second-factor.options.js';
import { CreateScriptOptions } from '../registration/create-script.options.js';
import { SelfRegistrationOptions } from '../registration/self-registration.options.js';
import { CredentialsCacheOptions } from '../attempts/credentials-cache.options.js';
import { LockoutOptions } from '../attempts/lockout.options.js';
import { patternProblem } from '../passwords/password-pattern.js';

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
  readonly lockout = new LockoutOptions();
  readonly credentialsCache = new CredentialsCacheOptions();
  readonly callbackScript = new CallbackScriptOptions();
  readonly scriptEngine = new ScriptProperties();

  @Property({
    key: 'lockout.permanent',
    reserved: true,
    help: 'Lock until an administrator unlocks the account. Anyone who knows a user name can then lock its owner out.',
    default: false,
  })
  @IsBoolean()
  readonly lockoutPermanent: boolean = false;

  @Property({
    key: 'username_case_sensitive',
    reserved: true,
    help: 'Whether John and john are two users.',
    default: false,
  })
  @IsBoolean()
  readonly usernameCaseSensitive: boolean = false;

  @Property({ key: 'password_case_sensitive', help: 'Must be true: passwords are compared exactly.', default: true })
  @Equals(true, { message: 'must be true: passwords that ignore case are not supported' })
  readonly passwordCaseSensitive: boolean = true;

  @Property({
    key: 'password_pattern',
    reserved: true,
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
    key: 'password_encoding_type',
    help: 'New passwords are hashed with Argon2id, whatever this says. BCRYPT_16_ROUND: hashes from elsewhere are read up to that cost, which keeps the server busy for seconds.',
    default: 'BCRYPT_12_ROUND',
  })
  @IsIn(Object.keys(clientSecretEncodings))
  readonly passwordEncoding: string = 'BCRYPT_12_ROUND';

  @Property({
    key: 'weak_passwords.refused',
    reserved: true,
    help: 'Whether a new password must not be a common one, a name of its owner or of the place, or a sequence. Imports and seed files only tell.',
    default: true,
  })
  @IsBoolean()
  readonly refusesWeakPasswords: boolean = true;

  @Property({
    key: 'weak_passwords.words',
    reserved: true,
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
    key: 'seed.users.file',
    reserved: true,
    help: 'Users that are created at the first start.',
    example: 'classpath:/config_seeding/users.json',
  })
  @IsOptional()
  @IsString()
  readonly seedUsersFile?: string;

  readonly selfRegistration = new SelfRegistrationOptions();
  readonly createScript = new CreateScriptOptions();
}
