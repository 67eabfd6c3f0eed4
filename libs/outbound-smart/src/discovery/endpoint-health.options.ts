import { IsInt, Matches, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';
import { ownFirstParts } from './own-first-parts.js';

/** Where balancers that were made for the product ask how the module is. */
export class EndpointHealthOptions {
  @Property({
    key: 'endpoint_health.path',
    help: 'Path below context_path that tells whether the database answers. Readiness, which also knows of starts and stops, is /health/ready at the health port.',
    default: '/endpoint-health',
  })
  @Matches(new RegExp(`^(?!/(?:${ownFirstParts.join('|')})(?:/|$))`), {
    message: 'begins like an address of the module itself, in whose place it would stand',
  })
  @Matches(/^(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99}){1,10}$/, {
    message: 'is no path of letters, digits and ._~- that starts with /',
  })
  readonly path: string = '/endpoint-health';

  @Property({
    key: 'endpoint_health.status_code_if_unhealthy',
    help: 'HTTP status there while the database does not answer.',
    default: 200,
    example: '503',
  })
  @IsInt()
  @Min(200)
  @Max(599)
  readonly unhealthyStatus: number = 200;
}
