import { IsOptional, IsString } from 'class-validator';
import { Property } from '#module-config/property.port';

/** Which other OpenID Connect servers a module knows at first. */
export class ServersOptions {
  @Property({
    key: 'seed_servers.file',
    reserved: true,
    help: 'Definitions of other OpenID Connect servers that are created at the first start.',
    example: 'classpath:/config_seeding/servers.json',
  })
  @IsOptional()
  @IsString()
  readonly seedFile?: string;
}
