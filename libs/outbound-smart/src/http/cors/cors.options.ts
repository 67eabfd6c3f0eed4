import { ArrayMaxSize, IsBoolean, Matches } from 'class-validator';
import { Property } from '#module-config/property.port';
import { AreOrigins } from './origins.js';

/** Which scripts of web apps may call the endpoints. */
export class CorsOptions {
  @Property({ key: 'cors.enable', help: 'Let scripts of registered web apps call the endpoints.', default: true })
  @IsBoolean()
  readonly enabled: boolean = true;

  @Property({
    key: 'cors.origins',
    help: 'Further origins whose scripts may call, besides those of registered clients; * = any, without credentials.',
    list: 'any',
    example: 'https://app.example.org',
  })
  @AreOrigins()
  readonly origins: string[] = [];

  @Property({ key: 'cors.allowed_headers', help: 'Further headers that scripts may send.', list: 'any' })
  @ArrayMaxSize(50)
  @Matches(/^[A-Za-z0-9-]{1,100}$/, { each: true, message: 'has entries that are no header name' })
  readonly allowedHeaders: string[] = [];
}
