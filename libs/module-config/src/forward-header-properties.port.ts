import { ArrayMaxSize, IsBoolean } from 'class-validator';
import { addressTest, AreAddressRanges } from './address-ranges.js';
import { Property } from './property-declaration.js';

const LOOPBACK = ['127.0.0.0/8', '::1'];

/** Which proxies a module believes whom they were called by: properties of all modules with a listener alike. */
export class ForwardHeaderProperties {
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

/** Whether an address is that of a proxy that is believed; undefined where none is. */
export function trustedProxyTest(options: ForwardHeaderProperties): ((address: string) => boolean) | undefined {
  return options.respectsForwardHeaders ? addressTest(options.trustedProxies) : undefined;
}
