import { ArrayMaxSize, IsBoolean, IsInt, IsOptional, IsString, Matches, Max, Min, MinLength } from 'class-validator';
import { Property } from '#module-config/property.port';

/** An attribute's name (RFC 4512 §1.4) with options. */
const ATTRIBUTE = /^[A-Za-z][\w-]{0,98}(?:;[\w-]+)*$/;
const NO_ATTRIBUTE = { message: 'is no name of an attribute' };

/** Whom a directory knows, and what it says of them (product reference 8.2 and 18.2), and ours. */
export class DirectoryPeopleOptions {
  @Property({
    key: 'authenticator.bind.user.base',
    reserved: true,
    help: 'Name of the entry below which people are searched for.',
    example: 'ou=people,dc=example,dc=org',
  })
  @IsString()
  @MinLength(1)
  readonly userBase: string = '';

  @Property({
    key: 'authenticator.bind.user.query',
    reserved: true,
    help: 'Filter that finds a person; {0} stands for the name that was typed.',
    default: 'userPrincipalName={0}',
    example: '(&(objectClass=person)(uid={0}))',
  })
  @IsString()
  readonly userQuery: string = 'userPrincipalName={0}';

  @Property({
    key: 'authenticator.bind.user.attributes',
    help: 'Attributes to read beside those that other properties name.',
    list: 'any',
  })
  @ArrayMaxSize(50)
  @Matches(ATTRIBUTE, { each: true, message: 'has something that is no name of an attribute' })
  readonly attributes: string[] = [];

  @Property({
    key: 'user_attribute.username',
    reserved: true,
    help: 'Attribute with the user name, which counts whatever was typed; empty = the one that the query compares with {0}.',
    example: 'uid',
  })
  @IsOptional()
  @Matches(ATTRIBUTE, NO_ATTRIBUTE)
  readonly usernameAttribute?: string;

  @Property({
    key: 'user_attribute.id',
    reserved: true,
    help: 'Attribute that never changes, by which a person is known again; empty = entryUUID or objectGUID, and without them the name of the entry.',
  })
  @IsOptional()
  @Matches(ATTRIBUTE, NO_ATTRIBUTE)
  readonly idAttribute?: string;

  @Property({ key: 'user_attribute.family_name', help: 'Attribute with the family name.', default: 'sn' })
  @Matches(ATTRIBUTE, NO_ATTRIBUTE)
  readonly familyNameAttribute: string = 'sn';

  @Property({ key: 'user_attribute.given_name', help: 'Attribute with the given name.', default: 'givenName' })
  @Matches(ATTRIBUTE, NO_ATTRIBUTE)
  readonly givenNameAttribute: string = 'givenName';

  @Property({ key: 'user_attribute.email', help: 'Attribute with the e-mail address.', default: 'mail' })
  @Matches(ATTRIBUTE, NO_ATTRIBUTE)
  readonly emailAttribute: string = 'mail';

  @Property({
    key: 'user_attribute.fhir_user',
    reserved: true,
    help: 'Attribute with the address of the FHIR resource that stands for the person.',
  })
  @IsOptional()
  @Matches(ATTRIBUTE, NO_ATTRIBUTE)
  readonly fhirUserAttribute?: string;

  @Property({
    key: 'native_permission.user_attribute',
    reserved: true,
    help: 'Attribute whose values are permissions, each as PERMISSION or PERMISSION/argument; unknown ones are ignored, with a line in the log.',
  })
  @IsOptional()
  @Matches(ATTRIBUTE, NO_ATTRIBUTE)
  readonly permissionAttribute?: string;

  @Property({
    key: 'global_permissions',
    reserved: true,
    help: 'Permissions of everybody who signs in by this module.',
    list: 'comma',
    example: 'ROLE_FHIR_CLIENT',
  })
  @ArrayMaxSize(200)
  readonly globalPermissions: string[] = [];

  @Property({
    key: 'authenticator.require_group_membership.dn',
    reserved: true,
    help: 'Name of the group of which people must be members to sign in.',
    example: 'cn=portal,ou=groups,dc=example,dc=org',
  })
  @IsOptional()
  @IsString()
  readonly requiredGroup?: string;

  @Property({
    key: 'look_again.minutes',
    reserved: true,
    help: 'How often a person who is signed in, or for whom an app refreshes its tokens, is looked up again: whoever is gone, or not in the required group, is signed out everywhere, and attributes and groups are followed. 0 = not before the next sign-in.',
    unit: 'minutes',
    default: 15,
  })
  @IsInt()
  @Min(0)
  @Max(10_080)
  readonly lookAgainMinutes: number = 15;

  @Property({
    key: 'look_again.outage_hours',
    reserved: true,
    help: 'How long people go on after the directory last said that they are there, while it cannot be asked.',
    unit: 'hours',
    default: 24,
  })
  @IsInt()
  @Min(1)
  @Max(720)
  readonly outageHours: number = 24;

  @Property({
    key: 'groups.basedn',
    reserved: true,
    help: 'Name of the entry below which groups are searched for; empty = groups are not read.',
    example: 'ou=groups,dc=example,dc=org',
  })
  @IsOptional()
  @IsString()
  readonly groupsBase?: string;

  @Property({
    key: 'groups.search_recursively',
    reserved: true,
    help: 'Whether groups count at any level below groups.basedn, or only those directly below.',
    default: false,
  })
  @IsBoolean()
  readonly searchesGroupsRecursively: boolean = false;

  @Property({
    key: 'groups.query',
    reserved: true,
    help: 'Filter that finds the groups of a member; {0} stands for the name of the entry, {1} for the user name.',
    default: '(|(member={0})(uniqueMember={0})(memberUid={1}))',
  })
  @IsString()
  readonly groupsQuery: string = '(|(member={0})(uniqueMember={0})(memberUid={1}))';

  @Property({
    key: 'groups.nested_levels',
    reserved: true,
    help: 'How many levels of groups within groups count; 0 = only groups that name the person.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  @Max(10)
  readonly nestedLevels: number = 0;

  @Property({
    key: 'groups.permissions',
    reserved: true,
    help: 'What members of groups may do, one group a line: its name, =>, and permissions.',
    list: 'newline',
    example: 'cn=nurses,ou=groups,dc=example,dc=org => FHIR_READ_ALL_IN_COMPARTMENT/Patient/123 ROLE_FHIR_CLIENT',
  })
  @ArrayMaxSize(500)
  readonly groupPermissions: string[] = [];
}
