import { IsOptional, IsUrl } from 'class-validator';
import { Property } from '#module-config/property.port';

const address = { require_tld: false, protocols: ['https', 'http'], require_protocol: true, allow_fragments: false };
const problem = { message: 'is no https or http address' };

/** What FHIR endpoints that this module protects say of the authorization server; nothing is checked by it (product reference 8.3). */
export class AdvertisedOptions {
  @Property({
    key: 'smart_configuration.scopes_supported',
    help: 'Scopes that protected FHIR endpoints show in their SMART configuration.',
    list: 'any',
    default: ['openid', 'fhirUser'],
  })
  readonly scopesSupported: string[] = ['openid', 'fhirUser'];

  @Property({ key: 'authorization_endpoint', reserved: true, help: 'Shown there: where people authorize apps.' })
  @IsOptional()
  @IsUrl(address, problem)
  readonly authorizationEndpoint?: string;

  @Property({ key: 'token_endpoint', reserved: true, help: 'Shown there: where apps get tokens.' })
  @IsOptional()
  @IsUrl(address, problem)
  readonly tokenEndpoint?: string;

  @Property({
    key: 'management_endpoint',
    reserved: true,
    help: 'Shown there: where people manage what they have approved.',
  })
  @IsOptional()
  @IsUrl(address, problem)
  readonly managementEndpoint?: string;

  @Property({
    key: 'introspection_endpoint',
    reserved: true,
    help: 'Shown there; tokens are introspected at the endpoint of their own server.',
  })
  @IsOptional()
  @IsUrl(address, problem)
  readonly introspectionEndpoint?: string;

  @Property({ key: 'revocation_endpoint', reserved: true, help: 'Shown there: where apps give tokens back.' })
  @IsOptional()
  @IsUrl(address, problem)
  readonly revocationEndpoint?: string;
}
