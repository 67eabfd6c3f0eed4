import { IsInt, IsString, Matches, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';

/** Where a module listens. */
export class ListenerOptions {
  @Property({
    key: 'port',
    help: 'Port of the listener; modules that share one are told apart by context_path.',
    default: 9200,
  })
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly port: number = 9200;

  @Property({ key: 'bind_address', help: 'Address the listener binds to.', default: '0.0.0.0' })
  @IsString()
  readonly bindAddress: string = '0.0.0.0';

  @Property({ key: 'context_path', help: 'Path below which this module answers.', default: '/', example: '/smartauth' })
  @Matches(/^(?!(.*\/)?\.\.?(\/|$))\/?[A-Za-z0-9._~-]*(\/[A-Za-z0-9._~-]+)*\/?$/, {
    message: 'may only hold path segments of letters, digits and ._~-, none of them . or ..',
  })
  readonly contextPath: string = '/';
}
