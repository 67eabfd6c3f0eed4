import { ArrayMaxSize, IsBoolean, IsIn, IsOptional, IsString, IsUrl, Matches } from 'class-validator';
import { AreAddressRanges, Property } from '#module-config/property.port';
import { certificateFormats } from '#protocol/oauth2/certificate-header';

/** Client certificates, as the TLS proxy hands them over (RFC 8705). */
export class MutualTlsOptions {
  @Property({
    key: 'mtls.certificate_header',
    reserved: true,
    help: 'Header in which the TLS proxy hands over the certificate of a client; none = mutual TLS is off.',
    example: 'Client-Cert',
  })
  @IsOptional()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/, { message: 'is no header name' })
  readonly certificateHeader?: string;

  @Property({
    key: 'mtls.certificate_format',
    help: 'How the certificate is written: rfc9440 (:base64:), url-encoded-pem (nginx $ssl_client_escaped_cert), xfcc (Envoy).',
    default: 'rfc9440',
  })
  @IsIn(certificateFormats)
  readonly certificateFormat: 'rfc9440' | 'url-encoded-pem' | 'xfcc' = 'rfc9440';

  @Property({
    key: 'mtls.trusted_proxies',
    reserved: true,
    help: 'Addresses from which the header is taken; from any other it is refused.',
    list: 'any',
    example: '10.0.0.0/24',
  })
  @ArrayMaxSize(100)
  @AreAddressRanges()
  readonly trustedProxies: string[] = [];

  @Property({
    key: 'mtls.chain_verified_by_proxy',
    reserved: true,
    help: 'The proxy lets through only certificates of authorities that you trust; then tls_client_auth needs no mtls.trust_anchors.file.',
    default: false,
  })
  @IsBoolean()
  readonly chainVerifiedByProxy: boolean = false;

  @Property({
    key: 'mtls.trust_anchors.file',
    reserved: true,
    help: 'Authorities whose certificates count for tls_client_auth, intermediate ones included, as PEM.',
    example: 'classpath:client-authorities.pem',
  })
  @IsOptional()
  @IsString()
  readonly trustAnchorsFile?: string;

  @Property({
    key: 'mtls.alias_url',
    reserved: true,
    help: 'Outward URL under which the endpoints ask for client certificates, where it is not that of issuer.url.',
    example: 'https://mtls.myserver.example',
  })
  @IsOptional()
  @IsUrl(
    {
      require_tld: false,
      protocols: ['https'],
      require_protocol: true,
      allow_fragments: false,
      allow_query_components: false,
    },
    { message: 'is no https address without query and fragment' },
  )
  readonly aliasUrl?: string;
}
