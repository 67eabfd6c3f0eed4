import { ArrayMaxSize, IsOptional, IsString, Matches } from 'class-validator';
import { Property } from '#module-config/property.port';

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
}
