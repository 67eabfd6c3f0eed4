import { IsBoolean, IsInt, IsString, Matches, Max, Min } from 'class-validator';
import { ForwardHeaderProperties } from '#module-config/forward-header-properties.port';
import { IsFreePath, Property } from '#module-config/property.port';
import { ownFirstParts } from './own-first-parts.js';

/** Properties of a module of type ADMIN_JSON (product reference 1.1) that have an effect. */
export class AdminJsonOptions {
  @Property({
    key: 'port',
    help: 'Port of the listener; modules that share one are told apart by context_path.',
    default: 9000,
  })
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly port: number = 9000;

  @Property({ key: 'bind_address', help: 'Address the listener binds to.', default: '0.0.0.0' })
  @IsString()
  readonly bindAddress: string = '0.0.0.0';

  @Property({
    key: 'context_path',
    help: 'Path below which this module answers.',
    default: '/',
    example: '/admin-json',
  })
  @Matches(/^(?!(.*\/)?\.\.?(\/|$))\/?[A-Za-z0-9._~-]*(\/[A-Za-z0-9._~-]+)*\/?$/, {
    message: 'may only hold path segments of letters, digits and ._~-, none of them . or ..',
  })
  readonly contextPath: string = '/';

  @Property({
    key: 'security.http.basic.enabled',
    reserved: true,
    opensByDefault: true,
    help: 'Whether users of SECURITY_IN_UP may call with their name and password. Without it there is no way in but access tokens.',
    default: true,
  })
  @IsBoolean()
  readonly takesPasswords: boolean = true;

  @Property({
    key: 'security.oic.enabled',
    reserved: true,
    help: 'Whether access tokens of SECURITY_IN_OIC count; false takes none, whatever module is named there.',
    default: true,
  })
  @IsBoolean()
  readonly takesTokens: boolean = true;

  @Property({
    key: 'endpoint_health.path',
    help: 'Path below context_path that tells whether the database answers, without credentials. Readiness is /health/ready at the health port.',
    default: '/endpoint-health',
  })
  @IsFreePath(ownFirstParts)
  readonly healthPath: string = '/endpoint-health';

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

  readonly forwarding = new ForwardHeaderProperties();
}
