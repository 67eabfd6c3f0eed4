import { IsInt, Max, Min } from 'class-validator';
import { IsFreePath, Property } from '#module-config/property.port';
import { ownFirstParts } from './own-first-parts.js';

/** Where balancers that were made for the product ask how the module is. */
export class EndpointHealthOptions {
  @Property({
    key: 'endpoint_health.path',
    help: 'Path below context_path that tells whether the database answers. Readiness, which also knows of starts and stops, is /health/ready at the health port.',
    default: '/endpoint-health',
  })
  @IsFreePath(ownFirstParts)
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
