import { bindOptions, refusedProblems, type ConfigurationProblem } from '#module-config/property.port';
import { comparableDn } from './comparable-dn.js';
import { certificateProblem, readDirectoryServers } from './directory-servers.js';
import { groupWarnings } from './group-warnings.js';
import type { GroupPermissions, LdapInboundInstance } from './ldap-inbound-instance.js';
import { LdapInboundOptions } from './ldap-inbound.options.js';
import { comparedAttribute, queryProblem } from './user-query.js';
import { secondFactorWarnings } from '../second-factor/second-factor-warnings.js';
import { everybodysAuthorities } from '../permissions/everybodys-authorities.js';
import { unknownPermission, writtenAuthorities } from '../permissions/written-authorities.js';

/** Whom to give power over the server in place of everybody. */
const GIVE_INSTEAD = 'Give it to a group (groups.permissions) or to single accounts instead.';
const TYPE = 'SECURITY_IN_LDAP';

/** One module of type SECURITY_IN_LDAP as the property file has it. */
export interface LdapInboundModule {
  readonly nodeId: string;
  readonly moduleId: string;
  /** Values by key, without `module.<id>.config.`. */
  readonly config: ReadonlyMap<string, string>;
}

/** An instance, to be used only when there are no problems; certificates of `ldap.ca.file` come later. */
export interface ReadLdapInbound {
  readonly instance: LdapInboundInstance;
  readonly problems: readonly ConfigurationProblem[];
  readonly warnings: readonly ConfigurationProblem[];
}

/** Reads one LDAP inbound module and reports everything that is wrong with it, as far as it shows without the directory. */
export function readLdapInbound(
  { nodeId, moduleId, config }: LdapInboundModule,
  mode: 'evaluation' | 'production',
): ReadLdapInbound {
  const { options, problems } = bindOptions(LdapInboundOptions, config, TYPE);
  const { connection, people } = options;
  const { servers, ...ofServers } = readDirectoryServers(connection, mode);
  const groups = people.groupPermissions.map(readGroupPermissions);
  const everybodys = everybodysAuthorities(people.globalPermissions, GIVE_INSTEAD);
  const { systemUserDn: dn, systemUserPassword: password } = connection;
  const { connectMilliseconds, operationMilliseconds, caText } = connection;
  const found = [
    ...[...problems, ...refusedProblems(LdapInboundOptions, config, TYPE), ...ofServers.problems],
    ...[...systemUserProblems(options), ...queryProblems(options), ...caProblems(options)],
    ...everybodys.problems,
    ...groups.flatMap((each) => each.problems),
  ];
  const located = (each: ConfigurationProblem) => ({ ...each, key: `module.${moduleId}.config.${each.key}` });
  return {
    instance: {
      ...{ nodeId, moduleId, options },
      connection: { servers, connectMilliseconds, operationMilliseconds, ...(caText !== undefined && { ca: caText }) },
      ...(dn !== undefined && password !== undefined && { systemUser: { dn, password } }),
      usernameAttribute: people.usernameAttribute ?? comparedAttribute(people.userQuery) ?? 'uid',
      globalAuthorities: everybodys.authorities,
      groupPermissions: groups.map(({ read }) => read),
    },
    problems: found.map(located),
    warnings: [
      ...[...ofServers.warnings, ...everybodys.warnings, ...groupWarnings(people)].map(located),
      ...secondFactorWarnings(moduleId, options.secondFactor),
    ],
  };
}

function systemUserProblems({ connection }: LdapInboundOptions): readonly ConfigurationProblem[] {
  const { systemUserDn: dn, systemUserPassword: password } = connection;
  if ((dn === undefined) === (password === undefined)) return [];
  const [key, other] = dn === undefined ? ['dn', 'password'] : ['password', 'dn'];
  const problem = `is not set, but ldap.system_user.${other} is`;
  return [{ key: `ldap.system_user.${key}`, problem, remedy: 'Write both, or neither for anonymous searches.' }];
}

function queryProblems({ people }: LdapInboundOptions): readonly ConfigurationProblem[] {
  const { userQuery, groupsQuery, usernameAttribute } = people;
  const example = 'Write a filter such as (&(objectClass=person)(uid={0})).';
  const user = queryProblem(userQuery);
  const groups = queryProblem(groupsQuery);
  const key = 'authenticator.bind.user.query';
  const isNameless =
    user === undefined && usernameAttribute === undefined && comparedAttribute(userQuery) === undefined;
  return [
    ...(user === undefined ? [] : [{ key, problem: `${JSON.stringify(userQuery)} ${user}`, remedy: example }]),
    ...(groups === undefined
      ? []
      : [
          {
            key: 'groups.query',
            problem: `${JSON.stringify(groupsQuery)} ${groups}`,
            remedy: 'Write a filter such as (member={0}).',
          },
        ]),
    ...(isNameless
      ? [
          {
            key: 'user_attribute.username',
            problem: 'is not set, and the query compares no attribute with {0}',
            remedy: 'Write the attribute with the user name, such as uid.',
          },
        ]
      : []),
  ];
}

function caProblems({ connection: { caText } }: LdapInboundOptions): readonly ConfigurationProblem[] {
  const problem = caText === undefined ? undefined : certificateProblem(caText);
  return problem === undefined ? [] : [{ key: 'ldap.ca.text', problem, remedy: 'Write certificates as PEM.' }];
}

function readGroupPermissions(line: string): {
  readonly read: GroupPermissions;
  readonly problems: readonly ConfigurationProblem[];
} {
  const key = 'groups.permissions';
  const at = line.lastIndexOf('=>');
  const [group, text] = at < 0 ? ['', ''] : [line.slice(0, at).trim(), line.slice(at + 2)];
  const { authorities, unknown } = writtenAuthorities([text]);
  const problem = `${JSON.stringify(line)} is not a name of a group, => and permissions`;
  const isLine = group.includes('=') && text.trim() !== '';
  const remedy = 'Write such as cn=nurses,ou=groups,dc=example,dc=org => ROLE_FHIR_CLIENT.';
  return {
    read: { group: comparableDn(group), authorities },
    problems: [...(isLine ? [] : [{ key, problem, remedy }]), ...unknown.map((word) => unknownPermission(key, word))],
  };
}
