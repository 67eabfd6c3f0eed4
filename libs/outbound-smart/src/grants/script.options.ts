import { ArrayMaxSize, IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { Property } from '#module-config/property.port';
import { MOST_SHOWN } from '#protocol/oauth2/shown-parameters';

/** The administrator's callback script, and what it may do. */
export class ScriptOptions {
  @Property({ key: 'post_authorize_script.file', reserved: true, help: 'Callback script, as a file.' })
  @IsOptional()
  @IsString()
  readonly file?: string;

  @Property({ key: 'post_authorize_script.text', reserved: true, help: 'Callback script, as text.' })
  @IsOptional()
  @IsString()
  readonly text?: string;

  @Property({
    key: 'post_authorize_script.may_add_administrative_permissions',
    reserved: true,
    help: 'Let onTokenGenerating add permissions that are not about FHIR data, such as ACCESS_ADMIN_JSON.',
    default: false,
  })
  @IsBoolean()
  readonly mayAdminister: boolean = false;

  @Property({
    key: 'federate_mode.script.may_add_administrative_permissions',
    reserved: true,
    help: 'Let onAuthenticateSuccess of server definitions give people permissions that are not about FHIR data.',
    default: true,
  })
  @IsBoolean()
  readonly mayAdministerFederated: boolean = true;

  @Property({
    key: 'auth_request_detail.whitelist',
    help: 'Parameters of the authorization request that scripts see by getRequestParameters(), at most 20; of grants without one those of the token request, whose grant_type may be listed for all. Secrets, codes and tokens are never among them, nor what is longer than 2,000 characters. The launch is always there, by getLaunch().',
    list: 'any',
    default: [],
    example: 'aud,scope,ui_locales',
  })
  @ArrayMaxSize(MOST_SHOWN)
  @MaxLength(100, { each: true })
  readonly shownParameters: readonly string[] = [];
}
