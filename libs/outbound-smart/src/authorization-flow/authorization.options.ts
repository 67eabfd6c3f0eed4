import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';

/** What an authorization request must be like, and how long it and its answer live. */
export class AuthorizationOptions {
  @Property({
    key: 'pkce.required',
    help: 'Demand PKCE of confidential clients too; public clients always need it.',
    default: true,
  })
  @IsBoolean()
  readonly pkceRequired: boolean = true;

  @Property({
    key: 'pkce.plain_challenge_supported',
    help: 'Accept the challenge method plain. Weaker than RFC 9700 asks for.',
    default: false,
  })
  @IsBoolean()
  readonly pkcePlainSupported: boolean = false;

  @Property({
    key: 'authorization_code.lifetime_seconds',
    help: 'How long a code may be redeemed.',
    unit: 'seconds',
    default: 60,
  })
  @IsInt()
  @Min(1)
  @Max(60)
  readonly codeLifetimeSeconds: number = 60;

  @Property({
    key: 'authorization_request.lifetime_minutes',
    help: 'How long a person may take to sign in and approve.',
    unit: 'minutes',
    default: 60,
  })
  @IsInt()
  @Min(1)
  @Max(1_440)
  readonly interactionLifetimeMinutes: number = 60;

  @Property({
    key: 'authorization_request.most_waiting_per_network',
    help: 'How many requests of one network may wait for an answer: of an IPv4 address, or the first half of an IPv6 address.',
    default: 1_000,
  })
  @IsInt()
  @Min(10)
  @Max(1_000_000)
  readonly mostWaitingOfNetwork: number = 1_000;

  @Property({
    key: 'pushed_authorization_requests',
    help: 'Pushed authorization requests (RFC 9126): off, allowed, or required of every client.',
    default: 'allowed',
  })
  @IsIn(['off', 'allowed', 'required'])
  readonly pushedRequests: 'off' | 'allowed' | 'required' = 'allowed';

  @Property({
    key: 'pushed_authorization_requests.lifetime_seconds',
    help: 'How long a pushed request waits for the browser.',
    unit: 'seconds',
    default: 60,
  })
  @IsInt()
  @Min(5)
  @Max(600)
  readonly pushedRequestLifetimeSeconds: number = 60;

  @Property({
    key: 'request_objects.enabled',
    help: 'Take signed authorization requests (RFC 9101) of clients with registered keys.',
    default: true,
  })
  @IsBoolean()
  readonly requestObjectsEnabled: boolean = true;
}
