import { IsBoolean, IsInt, Max, Min, ValidateBy } from 'class-validator';
import { Property } from '#module-config/property.port';
import { givenAuthority } from './given-authority.js';

/** Accounts that people make themselves (product reference 8.1). */
export class SelfRegistrationOptions {
  @Property({
    key: 'user_self_registration.enabled',
    reserved: true,
    help: 'Let people make their own accounts at outbound modules that name this module as SECURITY_USER_SELF_REGISTRATION and send mail.',
    default: false,
  })
  @IsBoolean()
  readonly enabled: boolean = false;

  @Property({
    key: 'user_self_registration.referer_url_list.text',
    help: 'Sites whose links lead to the registration: how their addresses begin. Empty: it may be opened from anywhere.',
    list: 'any',
    default: [],
    example: 'https://portal.clinic.example/',
  })
  @ValidateBy({
    name: 'isSite',
    validator: {
      validate: (value) => Array.isArray(value) && value.every((each) => isSite(String(each))),
      defaultMessage: () => 'has entries that are no http or https address',
    },
  })
  readonly refererUrls: readonly string[] = [];

  @Property({
    key: 'user_self_registration.permissions',
    reserved: true,
    help: 'Permissions of an account that somebody made themselves, each alone or with its argument behind a slash. None with power over users, modules, keystores, servers or sessions, nor over all FHIR data; of clients only over those that the person made.',
    list: 'any',
    default: [],
    example: 'AG_DEV_PORTAL_READ AG_DEV_PORTAL_WRITE',
  })
  @ValidateBy({
    name: 'areGiven',
    validator: {
      validate: (value) => Array.isArray(value) && value.every((each) => givenAuthority(String(each)) !== undefined),
      defaultMessage: () => 'has entries that are no permission, lack an argument, or may not be given to strangers',
    },
  })
  readonly permissions: readonly string[] = [];

  @Property({
    key: 'user_self_registration.most_per_hour_and_network',
    help: 'How often in an hour one network may begin: an IPv4 address, or the first half of an IPv6 address.',
    default: 20,
  })
  @IsInt()
  @Min(1)
  @Max(10_000)
  readonly mostPerHourAndNetwork: number = 20;
}

function isSite(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
