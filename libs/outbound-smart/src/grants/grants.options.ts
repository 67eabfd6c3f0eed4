import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';

/** How the grants of the token endpoint behave. */
export class GrantsOptions {
  @Property({
    key: 'rotate_refresh_token_after_use',
    help: 'Every use of a refresh token returns a new one.',
    default: true,
  })
  @IsBoolean()
  readonly rotateRefreshTokens: boolean = true;

  @Property({
    key: 'refresh_token.grace_seconds',
    help: 'How long a lost refresh answer may be asked for again; 0 = never.',
    unit: 'seconds',
    default: 10,
  })
  @IsInt()
  @Min(0)
  @Max(60)
  readonly refreshGraceSeconds: number = 10;

  @Property({
    key: 'client_credentials.scope_required_with_key',
    help: 'A client that authenticates by private_key_jwt must name the scopes it wants (SMART Backend Services). Off: as other clients, it gets its whole list where it names none.',
    default: true,
  })
  @IsBoolean()
  readonly scopeRequiredWithKey: boolean = true;

  @Property({
    key: 'password_grant.enabled',
    reserved: true,
    help: 'Offer the password grant to clients that list PASSWORD. Insecure: the app sees the password (RFC 9700 forbids it).',
    default: false,
  })
  @IsBoolean()
  readonly passwordEnabled: boolean = false;
}
