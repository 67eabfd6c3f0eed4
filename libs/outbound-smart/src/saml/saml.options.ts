import { IsBoolean } from 'class-validator';
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
}
