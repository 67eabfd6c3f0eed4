import { IsBoolean, IsString, MaxLength, MinLength } from 'class-validator';
import { Property } from '#module-config/property.port';

/** Sign-in at a SAML identity provider (product reference 8.4). */
export class SamlOptions {
  @Property({
    key: 'saml.enabled',
    reserved: true,
    help: 'Lead people to the SAML identity provider of the module that requires.SECURITY_IN_SAML names.',
    default: false,
  })
  @IsBoolean()
  readonly enabled: boolean = false;

  @Property({
    key: 'saml.local_sign_in.enabled',
    reserved: true,
    help: 'With saml.enabled: offer user name and password beside the identity provider.',
    default: false,
  })
  @IsBoolean()
  readonly localSignInEnabled: boolean = false;

  @Property({
    key: 'saml.provider_name',
    help: 'What the identity provider is called where people choose how to sign in.',
    default: 'Single sign-on',
  })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  readonly providerName: string = 'Single sign-on';
}
