import {
  ArrayMaxSize,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { Property } from '#module-config/property.port';
import { CallbackScriptOptions } from '../callback-script.options.js';
import { ScriptProperties } from '#scripts/script-properties.port';
import { SamlAttributeOptions } from './saml-attribute.options.js';

/** Of texts that go into XML and log lines. */
const ONE_LINE = /^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u;

/** Properties of a SAML inbound module (SECURITY_IN_SAML, product reference 8.4 and 18.2) that have an effect. */
export class SamlInboundOptions {
  @Property({
    key: 'relying_party.default.entity_id_template',
    reserved: true,
    help: 'Our own entity id at the identity provider. {baseUrl} is the address of the outbound module, {registrationId} the registration id.',
    default: '{baseUrl}/saml2/service-provider-metadata/{registrationId}',
  })
  @Matches(/^(?:[^{}\s\p{Cc}]|\{baseUrl\}|\{registrationId\}){1,500}$/u, {
    message: 'is no text without spaces in which only {baseUrl} and {registrationId} stand in braces',
  })
  readonly entityIdTemplate: string = '{baseUrl}/saml2/service-provider-metadata/{registrationId}';

  @Property({
    key: 'relying_party.default.registration_id',
    reserved: true,
    help: 'Last part of our SAML addresses, such as /login/saml2/sso/SMILECDR.',
    default: 'SMILECDR',
  })
  @Matches(/^[A-Za-z0-9_-]{1,100}$/, { message: 'may only hold letters, digits, _ and -' })
  readonly registrationId: string = 'SMILECDR';

  @Property({
    key: 'relying_party.default.issuer_id',
    reserved: true,
    help: 'Entity id of the identity provider, exactly as it writes it: nobody else is believed.',
    example: 'https://idp.example.org/metadata',
  })
  @Matches(/\S/, { message: 'is not set' })
  @Matches(ONE_LINE, { message: 'has line breaks or control characters' })
  @MaxLength(1_024)
  readonly issuerId: string = '';

  @Property({
    key: 'relying_party.default.web_sso_url',
    reserved: true,
    help: "Where the provider's single sign-on service takes requests by redirect (HTTP-Redirect binding).",
    example: 'https://idp.example.org/sso/redirect',
  })
  @IsUrl(
    { require_tld: false, protocols: ['https', 'http'], require_protocol: true, allow_fragments: false },
    { message: 'is no https or http address' },
  )
  readonly webSsoUrl: string = '';

  @Property({
    key: 'relying_party.default.keystore.file',
    reserved: true,
    help: 'File, PEM or PKCS #12, with our signing key and certificate, and perhaps the certificate of the provider. Aliases are its friendlyName lines.',
    example: 'classpath:saml.pem',
  })
  @IsOptional()
  @IsString()
  readonly keystoreFile?: string;

  @Property({
    key: 'relying_party.default.keystore.text',
    reserved: true,
    help: 'The same as text, PEM.',
    secret: true,
  })
  @IsOptional()
  @IsString()
  readonly keystoreText?: string;

  @Property({
    key: 'relying_party.default.keystore.password',
    help: 'Password of a PKCS #12 file, or of an encrypted key in it.',
    secret: true,
  })
  @IsOptional()
  @IsString()
  readonly keystorePassword?: string;

  @Property({
    key: 'relying_party.default.sign_authn_request',
    help: 'Sign the requests that are sent to the provider.',
    default: true,
  })
  @IsBoolean()
  readonly signsRequests: boolean = true;

  @Property({
    key: 'relying_party.default.signing_key.alias',
    help: 'Name of the signing key in the keystore; needed where it has several keys.',
  })
  @IsOptional()
  @IsString()
  readonly signingKeyAlias?: string;

  @Property({
    key: 'relying_party.default.signing_key.password',
    help: 'Password of the signing key, where it differs from that of the keystore.',
    secret: true,
  })
  @IsOptional()
  @IsString()
  readonly signingKeyPassword?: string;

  @Property({
    key: 'relying_party.default.verification_certificate.alias',
    reserved: true,
    help: "Name of the provider's certificate in the keystore; needed where it has several of others.",
  })
  @IsOptional()
  @IsString()
  readonly verificationAlias?: string;

  @Property({
    key: 'relying_party.default.verification_certificate.file',
    reserved: true,
    help: "PEM file with the provider's certificates, instead of one in the keystore; several while it changes its key.",
    example: 'classpath:idp.pem',
  })
  @IsOptional()
  @IsString()
  readonly verificationFile?: string;

  @Property({
    key: 'relying_party.default.verification_certificate.text',
    reserved: true,
    help: 'The same as text.',
  })
  @IsOptional()
  @IsString()
  readonly verificationText?: string;

  @Property({
    key: 'relying_party.default.clock_skew_seconds',
    reserved: true,
    help: 'By how much the clocks of the provider and of this server may differ.',
    unit: 'seconds',
    default: 60,
  })
  @IsInt()
  @Min(0)
  @Max(300)
  readonly skewSeconds: number = 60;

  @Property({
    key: 'global_permissions',
    reserved: true,
    help: 'Permissions of everybody who signs in by this module, each as NAME or NAME/argument.',
    list: 'comma',
  })
  @ArrayMaxSize(200)
  readonly globalPermissions: string[] = [];

  @Property({
    key: 'username.plain',
    reserved: true,
    help: 'New accounts get the NameID, or the attribute user_attribute.username, as their name as it is. Off, names say which provider they are of: anna@idp.example.org/metadata. On only where all names of the provider are yours to give.',
    default: false,
  })
  @IsBoolean()
  readonly takesPlainNames: boolean = false;

  readonly attributes = new SamlAttributeOptions();
  readonly callbackScript = new CallbackScriptOptions();
  readonly scriptEngine = new ScriptProperties();
}
