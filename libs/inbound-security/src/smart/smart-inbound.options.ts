import { ArrayMaxSize, IsBoolean, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';
import { ServerCallProperties } from '#oidc-server-definition/server-call-properties.port';
import { ScriptProperties } from '#scripts/script-properties.port';
import { CallbackScriptOptions } from '../callback-script.options.js';
import { AdvertisedOptions } from './advertised.options.js';

/** A module by its node: `node_id/module_id`. */
export const MODULE_NAME = /^[\w-]{1,100}\/[\w-]{1,100}$/;

/** Properties of a SMART inbound module (SECURITY_IN_SMART, product reference 8.3) that have an effect. */
export class SmartInboundOptions {
  @Property({
    key: 'trust_intra_cluster_tokens.modules',
    reserved: true,
    help: 'SMART outbound modules of this server whose access tokens count, as node_id/module_id; empty = none.',
    list: 'any',
    example: 'Master/smart_auth',
  })
  @ArrayMaxSize(100)
  @Matches(MODULE_NAME, { each: true, message: 'has entries that are not node_id/module_id' })
  readonly trustedModules: string[] = [];

  @Property({
    key: 'seed_servers.file',
    reserved: true,
    help: 'Definitions of other OpenID Connect servers that are created at the first start.',
    example: 'classpath:/config_seeding/servers.json',
  })
  @IsOptional()
  @IsString()
  readonly seedServersFile?: string;

  @Property({
    key: 'allowed_audience_list',
    reserved: true,
    help: 'Whom tokens of other servers must be made for: one of these is their aud. Without it aud is not checked, and such tokens never administer.',
    list: 'any',
    example: 'https://fhir.example.org/r4',
  })
  @ArrayMaxSize(100)
  readonly audiences: string[] = [];

  @Property({
    key: 'enforce_approved_scopes_to_restrict_permissions',
    reserved: true,
    help: 'Scopes of a token narrow what its holder may do with FHIR data. Off, it carries all permissions of its holder.',
    default: true,
  })
  @IsBoolean()
  readonly enforcesApprovedScopes: boolean = true;

  @Property({
    key: 'cache_authentication.seconds',
    reserved: true,
    help: 'How long a verified token of another server is not verified again: never past its expiry, nor after a change of the definition. Revocation there shows after that time. 0 = not at all.',
    unit: 'seconds',
    default: 300,
  })
  @IsInt()
  @Min(0)
  @Max(3_600)
  readonly cacheSeconds: number = 300;

  @Property({
    key: 'key_validation.require_key_expiry',
    reserved: true,
    help: "Tokens of other servers must have an expiry (the product's default is false).",
    default: true,
  })
  @IsBoolean()
  readonly requiresExpiry: boolean = true;

  @Property({
    key: 'key_validation.prevent_token_key_reuse',
    reserved: true,
    help: 'A kid of another server stands for one key for good: tokens need one, and a second key under the same kid is refused.',
    default: false,
  })
  @IsBoolean()
  readonly bindsKeyNames: boolean = false;

  @Property({
    key: 'username.plain',
    reserved: true,
    help: 'New accounts get the username or preferred_username of the token as their name, as it is. Off, names say which server they are of: 248289761001@idp.example.org. On only where all names of the other servers are yours to give.',
    default: false,
  })
  @IsBoolean()
  readonly takesPlainNames: boolean = false;

  readonly callbackScript = new CallbackScriptOptions();
  readonly scriptEngine = new ScriptProperties();
  readonly advertised = new AdvertisedOptions();
  readonly serverCalls = new ServerCallProperties();
}
