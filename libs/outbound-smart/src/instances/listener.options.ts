import { ArrayMaxSize, IsBoolean, IsInt, IsString, Matches, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';
import { AreAddressRanges } from './address-ranges.js';

const LOOPBACK = ['127.0.0.0/8', '::1'];

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

  @Property({
    key: 'respect_forward_headers',
    help: 'Take the address of the caller, for limits and the audit log, from X-Forwarded-For of a trusted proxy.',
    default: false,
  })
  @IsBoolean()
  readonly respectsForwardHeaders: boolean = false;

  @Property({
    key: 'forward_headers.trusted_proxies',
    reserved: true,
    help: 'Addresses of the proxies in front, of which X-Forwarded-For is believed.',
    list: 'any',
    default: LOOPBACK,
    example: '10.0.0.0/24',
  })
  @ArrayMaxSize(100)
  @AreAddressRanges()
  readonly trustedProxies: string[] = [...LOOPBACK];
}
