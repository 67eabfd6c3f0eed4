import { IsBoolean, IsInt, Matches, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';
import { ACR_VALUE } from '#protocol/oidc/authentication-context';

/** How long a person stays signed in, and what the sign-in is worth. */
export class SessionsOptions {
  @Property({
    key: 'sessions.timeout.mins',
    help: 'Idle time after which a browser session ends.',
    unit: 'minutes',
    default: 30,
  })
  @IsInt()
  @Min(1)
  @Max(1_440)
  readonly idleMinutes: number = 30;

  @Property({
    key: 'sessions.maximum_hours',
    help: 'Age at which a browser session ends whatever happens.',
    unit: 'hours',
    default: 12,
  })
  @IsInt()
  @Min(1)
  @Max(720)
  readonly maximumHours: number = 12;

  @Property({
    key: 'sessions.maximum_concurrent',
    help: 'Browser sessions a person may have at a time; a sign-in beyond it ends the oldest. 0 = any number.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  @Max(1_000)
  readonly maximumConcurrent: number = 0;

  @Property({
    key: 'new_session_for_each_flow',
    help: 'Ask for a sign-in at every authorization request, as if it had prompt=login.',
    default: false,
  })
  @IsBoolean()
  readonly signsInForEachFlow: boolean = false;

  @Property({
    key: 'acr.password',
    reserved: true,
    help: '`acr` of a person who signed in with a password.',
    default: 'urn:gatehouse:acr:password',
  })
  @Matches(ACR_VALUE, { message: 'is not 1 to 200 characters of ASCII without spaces and quotation marks' })
  readonly acrOfPassword: string = 'urn:gatehouse:acr:password';

  @Property({
    key: 'acr.second_factor',
    reserved: true,
    help: '`acr` of a person who proved two factors, such as a password and a code of an authenticator app. Apps ask for it by `acr_values`.',
    default: 'urn:gatehouse:acr:second-factor',
  })
  @Matches(ACR_VALUE, { message: 'is not 1 to 200 characters of ASCII without spaces and quotation marks' })
  readonly acrOfSecondFactor: string = 'urn:gatehouse:acr:second-factor';

  @Property({
    key: 'acr.second_factor_elsewhere_counts',
    reserved: true,
    help: 'Believe servers and SAML identity providers that say a person proved two factors there: no second factor is asked for here then, and the sign-in has the level acr.second_factor.',
    default: false,
  })
  @IsBoolean()
  readonly secondFactorElsewhereCounts: boolean = false;
}
