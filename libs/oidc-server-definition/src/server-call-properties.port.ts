import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';

/** How the OpenID Connect servers that are defined for a module are called: properties of SMART outbound and SMART inbound modules alike. */
export class ServerCallProperties {
  @Property({
    key: 'introspection_client.jwks_cache.mins',
    reserved: true,
    help: 'How long fetched keys of a defined server are used without looking again; its Cache-Control can shorten it. While they cannot be had the last good ones stay for a day.',
    unit: 'minutes',
    default: 30,
  })
  @IsInt()
  @Min(1)
  @Max(1_440)
  readonly keysCacheMinutes: number = 30;

  @Property({
    key: 'introspection_client.truststore.file',
    reserved: true,
    help: "Certificates of the authorities that defined servers' certificates must come from, in place of the machine's; PEM or PKCS #12.",
    example: 'classpath:hospital-ca.pem',
  })
  @IsOptional()
  @IsString()
  readonly truststoreFile?: string;

  @Property({
    key: 'introspection_client.truststore.password',
    reserved: true,
    help: 'Password of that file where it is PKCS #12.',
    secret: true,
  })
  @IsOptional()
  @IsString()
  readonly truststorePassword?: string;

  @Property({
    key: 'client_authentication.keystore_id',
    reserved: true,
    help: 'Keystore that signs our client assertions for servers with PRIVATE_KEY_JWT, and nothing else; made when it is first needed. Its public keys are at /.well-known/client-jwks.json.',
    default: 'client-authentication',
  })
  @Matches(/^[A-Za-z0-9_-]{1,100}$/, { message: 'may only hold letters, digits, _ and -' })
  readonly clientKeystoreId: string = 'client-authentication';

  @Property({
    key: 'client_authentication.assertion_audience',
    help: 'Whom client assertions are made for: issuer, or token_endpoint for servers that know nothing else.',
    default: 'issuer',
  })
  @IsIn(['issuer', 'token_endpoint'])
  readonly assertionAudience: string = 'issuer';
}
