import { IsOptional, IsString, Matches } from 'class-validator';
import { Property } from '#module-config/property.port';

/** The brands under which people find the server. */
export class BrandsOptions {
  @Property({
    key: 'user_access_brands.file',
    reserved: true,
    help: 'FHIR Bundle of the brands under which people find this server in apps, as a JSON file.',
    example: 'classpath:brands.json',
  })
  @IsOptional()
  @IsString()
  readonly file?: string;

  @Property({
    key: 'user_access_brands.identifier',
    help: "Identifier of this server's brand among several, as system|value or value.",
    example: 'urn:ietf:rfc:3986|https://hospital.example',
  })
  @IsOptional()
  @Matches(/^[^\s]{1,500}$/, { message: 'is no identifier: write system|value without spaces' })
  readonly identifier?: string;
}
