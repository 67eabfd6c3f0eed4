import { IsBoolean } from 'class-validator';
import { Property } from '#module-config/property.port';

/** Token exchange (RFC 8693). */
export class ExchangeOptions {
  @Property({
    key: 'token_exchange.enabled',
    help: 'Let clients that list TOKEN_EXCHANGE exchange access tokens for narrower ones (RFC 8693).',
    default: false,
  })
  @IsBoolean()
  readonly enabled: boolean = false;

  @Property({
    key: 'token_exchange.trusted_modules',
    reserved: true,
    help: 'Other SMART outbound modules of this server whose access tokens may be exchanged here; their people must be the same.',
    list: 'any',
    example: 'smart_auth',
  })
  readonly trustedModules: string[] = [];
}
