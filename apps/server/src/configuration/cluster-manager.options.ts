import { IsOptional, IsString } from 'class-validator';
import { Property } from '#module-config/property.port';

/** Properties of a cluster manager (CLUSTER_MGR, product reference 13) that have an effect. */
export class ClusterManagerOptions {
  @Property({
    key: 'seed_keystores.file',
    reserved: true,
    help: 'Keystores that are created at the first start; unset = classpath:/config_seeding/keystores.json where that file exists.',
    example: 'classpath:/config_seeding/keystores.json',
  })
  @IsOptional()
  @IsString()
  readonly seedKeystoresFile?: string;
}
