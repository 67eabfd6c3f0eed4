import { ArrayMaxSize, IsOptional, IsString } from 'class-validator';
import { Property } from '#module-config/property.port';

const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';

/** Names under which providers give names and addresses unless they are told otherwise: LDAP's by object identifier and by name, and Microsoft's. */
const FAMILY_NAME = ['urn:oid:2.5.4.4', `${CLAIMS}surname`, 'sn', 'familyName', 'lastName'];
const GIVEN_NAME = ['urn:oid:2.5.4.42', `${CLAIMS}givenname`, 'givenName', 'firstName'];
const EMAIL = ['urn:oid:0.9.2342.19200300.100.1.3', `${CLAIMS}emailaddress`, 'mail', 'email'];

/** Which attributes of an assertion say what of a person. */
export class SamlAttributeOptions {
  @Property({
    key: 'user_attribute.username',
    reserved: true,
    help: 'Attribute with the name of which the user name of a new account is made; unset = the NameID. With a transient NameID it is also what people are known by.',
    example: 'urn:oid:0.9.2342.19200300.100.1.1',
  })
  @IsOptional()
  @IsString()
  readonly username?: string;

  @Property({
    key: 'user_attribute.family_name',
    help: 'Attributes with the family name, the first one that is there counts.',
    list: 'any',
    default: FAMILY_NAME,
  })
  @ArrayMaxSize(20)
  readonly familyName: string[] = [...FAMILY_NAME];

  @Property({
    key: 'user_attribute.given_name',
    help: 'Attributes with the given name, the first one that is there counts.',
    list: 'any',
    default: GIVEN_NAME,
  })
  @ArrayMaxSize(20)
  readonly givenName: string[] = [...GIVEN_NAME];

  @Property({
    key: 'user_attribute.email',
    help: 'Attributes with the e-mail address, the first one that is there counts.',
    list: 'any',
    default: EMAIL,
  })
  @ArrayMaxSize(20)
  readonly email: string[] = [...EMAIL];

  @Property({
    key: 'native_permission.user_attribute',
    reserved: true,
    help: 'Attribute with permissions of this server, each value as NAME or NAME/argument; unset = the provider gives none.',
    example: 'gatehousePermissions',
  })
  @IsOptional()
  @IsString()
  readonly permissions?: string;
}
