import { IsBoolean, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';
import { ACR_VALUE } from '#protocol/oidc/authentication-context';

/** What tokens hold and what userinfo asks of them. */
export class TokensOptions {
  @Property({ key: 'id_token.lifetime_seconds', help: 'Life of an ID token.', unit: 'seconds', default: 300 })
  @IsInt()
  @Min(30)
  @Max(86_400)
  readonly idTokenLifetimeSeconds: number = 300;

  @Property({
    key: 'access_token.permissions_claim',
    help: 'Put what a token may do into the access token as well, as its claim gatehouse_permissions.',
    default: false,
  })
  @IsBoolean()
  readonly carryPermissions: boolean = false;

  @Property({
    key: 'openid.fhir_user.related_person',
    help: 'Make up a RelatedPerson as fhirUser of people without fhirUserUrl, as the product does. Nobody can read it.',
    default: false,
  })
  @IsBoolean()
  readonly makesUpFhirUsers: boolean = false;

  @Property({
    key: 'userinfo.acr_values',
    help: 'Levels of assurance of which userinfo demands one; empty = any.',
    list: 'any',
  })
  @Matches(ACR_VALUE, {
    each: true,
    message: 'has entries that are not 1 to 200 characters of ASCII without quotation marks',
  })
  readonly userInfoAcrValues: string[] = [];

  @Property({
    key: 'userinfo.max_age_seconds',
    help: 'Age after which a sign-in is too old for userinfo.',
    unit: 'seconds',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(31_536_000)
  readonly userInfoMaxAgeSeconds?: number;
}
