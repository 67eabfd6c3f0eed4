import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';

/** Answers with tokens in place of a code (RFC 6749 §4.2). */
export class ImplicitOptions {
  @Property({
    key: 'implicit.enabled',
    help: 'Answer with tokens at once where the client lists IMPLICIT and its own pkceRequired is false. Insecure (RFC 9700).',
    default: false,
  })
  @IsBoolean()
  readonly enabled: boolean = false;

  @Property({
    key: 'implicit.access_token_lifetime_seconds',
    help: 'Longest life of an access token that comes through the browser; the client may have less.',
    unit: 'seconds',
    default: 600,
  })
  @IsInt()
  @Min(30)
  @Max(3_600)
  readonly accessLifetimeSeconds: number = 600;
}
