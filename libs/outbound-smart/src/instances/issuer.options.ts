import { IsOptional, IsString, IsUrl, Matches } from 'class-validator';
import { Property } from '#module-config/property.port';

/** Under which name a module issues tokens, and with which keys it signs them. */
export class IssuerOptions {
  @Property({
    key: 'issuer.url',
    reserved: true,
    help: 'Outward URL of the module and `iss` of its tokens.',
    example: 'https://myserver:9200',
  })
  @IsUrl(
    {
      require_tld: false,
      protocols: ['https', 'http'],
      require_protocol: true,
      allow_fragments: false,
      allow_query_components: false,
    },
    { message: 'is no https or http address without query and fragment' },
  )
  readonly url: string = '';

  @Property({
    key: 'openid.signing.keystore_id',
    reserved: true,
    help: 'Keystore that signs, which must be there; unset = one of its own, made at the first start, as default-keystore is.',
  })
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{1,100}$/, { message: 'may only hold letters, digits, _ and -' })
  readonly keystoreId?: string;

  @Property({
    key: 'openid.signing.jwks_file',
    reserved: true,
    help: 'JSON Web Key Set with private keys, as a file.',
    example: 'classpath:signing.jwks',
  })
  @IsOptional()
  @IsString()
  readonly signingJwksFile?: string;

  @Property({
    key: 'openid.signing.jwks_text',
    reserved: true,
    help: 'JSON Web Key Set with private keys, as JSON text.',
    secret: true,
  })
  @IsOptional()
  @IsString()
  readonly signingJwksText?: string;
}
