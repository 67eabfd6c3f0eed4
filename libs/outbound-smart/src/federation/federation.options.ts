import { IsBoolean } from 'class-validator';
import { Property } from '#module-config/property.port';

/** Sign-in at other OpenID Connect servers, those that are defined for the module. */
export class FederationOptions {
  @Property({
    key: 'federate_mode.enabled',
    reserved: true,
    help: 'People sign in at the OpenID Connect servers that are defined for this module, not here (product document 11.16.7).',
    default: false,
  })
  @IsBoolean()
  readonly enabled: boolean = false;

  @Property({
    key: 'federate_mode.local_sign_in.enabled',
    reserved: true,
    help: 'With federate_mode.enabled: offer user name and password beside the other servers.',
    default: false,
  })
  @IsBoolean()
  readonly localSignInEnabled: boolean = false;

  @Property({
    key: 'federate_mode.upstream_logout.enabled',
    help: 'Who signs out here is led on to the sign-out of the server that they signed in at, and back.',
    default: false,
  })
  @IsBoolean()
  readonly upstreamLogoutEnabled: boolean = false;
}
