import type { AdminWebInstance } from '#admin-console/instances/admin-web-instance';
import type { AdminJsonInstance } from '#admin-api/instances/admin-json-instance';
import type { LdapInboundInstance } from '#inbound-security/ldap/ldap-inbound-instance';
import { readLdapInbound } from '#inbound-security/ldap/read-ldap-inbound';
import { LocalInboundOptions } from '#inbound-security/local/local-inbound.options';
import type { AccountsInstance } from '#inbound-security/accounts/accounts-instance';
import { unaskedScriptWarnings } from '#inbound-security/smart/unasked-script-warnings';
import { plainNameWarnings } from '#inbound-security/external/plain-name-warnings';
import { readSamlInbound } from '#inbound-security/saml/read-saml-inbound';
import type { SamlInboundInstance } from '#inbound-security/saml/saml-inbound-instance';
import { openDoorWarnings } from '#inbound-security/local/open-door-warnings';
import { untoldRuleWarnings } from '#inbound-security/own-password/untold-rule-warnings';
import { readScriptedInbound } from '#inbound-security/scripted/read-scripted-inbound';
import { readSmartInbound } from '#inbound-security/smart/read-smart-inbound';
import type { SmartInboundInstance } from '#inbound-security/smart/smart-inbound-instance';
import { propertyReport, type PropertyReport } from '#module-config/catalogue/property-report';
import { unknownKeyWarnings } from '#module-config/catalogue/property-report-text';
import { plainValues } from '#module-config/configuration-value';
import type { ModuleDefinition } from '#module-config/module-definitions';
import { isProductModuleType, misspeltType } from '#module-config/product-module-types';
import { bindOptions, refusedProblems, type ConfigurationProblem } from '#module-config/property.port';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { readInstance } from '#outbound-smart/instances/read-instance';
import { registrationWarnings } from '#outbound-smart/self-registration/registration-warnings';
import { ADMIN_JSON, readAdminJson } from './admin-json-modules.js';
import { ADMIN_WEB, readAdminWeb } from './admin-web-modules.js';
import { CLUSTER_MGR, type ClusterManager, readClusterManager } from './cluster-managers.js';
import { exchangeProblems } from './exchange-problems.js';
import { modulePropertiesOf } from './module-properties.js';

/** The modules this server offers, to be used only when there are no problems. */
export interface ConfiguredModules {
  readonly outbound: readonly OutboundSmartInstance[];
  readonly inboundLocal: readonly AccountsInstance[];
  /** Their key files are still to be read. */
  readonly inboundSaml: readonly SamlInboundInstance[];
  readonly inboundLdap: readonly LdapInboundInstance[];
  /** Accounts of modules whose script knows the passwords. */
  readonly inboundScripted: readonly AccountsInstance[];
  readonly adminJson: readonly AdminJsonInstance[];
  readonly adminWeb: readonly AdminWebInstance[];
  readonly smartInbound: readonly SmartInboundInstance[];
  readonly clusterManagers: readonly ClusterManager[];
  readonly problems: readonly ConfigurationProblem[];
  /** What was read and has no effect, or not the one it seems to have. */
  readonly warnings: readonly ConfigurationProblem[];
  /** What becomes of the properties of each module. */
  readonly propertyReports: readonly PropertyReport[];
}

interface ReadModule<Instance> {
  readonly instance: Instance;
  readonly problems: readonly ConfigurationProblem[];
  readonly warnings: readonly ConfigurationProblem[];
}

const OUTBOUND = 'SECURITY_OUT_SMART';
const LOCAL = 'SECURITY_IN_LOCAL';
const SAML = 'SECURITY_IN_SAML';
const LDAP = 'SECURITY_IN_LDAP';
const SCRIPTED = 'SECURITY_IN_SCRIPTED';
const SMART = 'SECURITY_IN_SMART';
/** Types of which there is nothing to run: other modules ask what they say. */
const DATA = [SMART, CLUSTER_MGR];

const SUPPORTED = [OUTBOUND, LOCAL, LDAP, SCRIPTED, SAML, ADMIN_JSON, ADMIN_WEB, ...DATA];

/** Whether modules of a type are part of this server. */
export function isSupportedType(type: string): boolean {
  return SUPPORTED.includes(type);
}

/** Reads every module by the options of its type. */
export function readModules(
  modules: readonly ModuleDefinition[],
  mode: 'evaluation' | 'production',
): ConfiguredModules {
  const local = modules.filter(({ type }) => type === LOCAL).map(readLocal);
  const saml = modules.filter(({ type }) => type === SAML).map((module) => readSaml(module, mode));
  const samlModuleIds = new Set(saml.map(({ instance }) => instance.moduleId));
  const ldap = modules.filter(({ type }) => type === LDAP).map((module) => readLdap(module, mode));
  const scripted = modules.filter(({ type }) => type === SCRIPTED).map(readScripted);
  const inboundModuleIds = new Set([...local, ...ldap, ...scripted].map(({ instance }) => instance.moduleId));
  const outbound = modules
    .filter(({ type }) => type === OUTBOUND)
    .map((module) => readOutbound(module, { mode, inboundModuleIds, samlModuleIds }));
  const adminJson = modules.filter(({ type }) => type === ADMIN_JSON).map((module) => readAdmin(module, modules));
  const adminWeb = modules.filter(({ type }) => type === ADMIN_WEB).map((each) => readAdminWeb(each, modules, mode));
  const outboundModuleIds = new Set(outbound.map(({ instance }) => instance.moduleId));
  const smart = modules.filter(({ type }) => type === SMART).map((module) => readSmart(module, outboundModuleIds));
  const propertyReports = modules.filter(({ type }) => isSupportedType(type)).map(reportOf);
  const others = readOthers(modules.filter(({ type }) => type !== '' && !isSupportedType(type)));
  const clusterManagers = modules
    .filter(({ type }) => type === CLUSTER_MGR)
    .map((module) => ({ ...readClusterManager(module), warnings: [] }));
  const read = [
    ...outbound,
    ...local,
    ...ldap,
    ...scripted,
    ...saml,
    ...adminJson,
    ...adminWeb,
    ...smart,
    ...clusterManagers,
    others,
  ];
  return {
    outbound: outbound.map(({ instance }) => instance),
    inboundLocal: local.map(({ instance }) => instance),
    inboundLdap: ldap.map(({ instance }) => instance),
    inboundScripted: scripted.map(({ instance }) => instance),
    inboundSaml: saml.map(({ instance }) => instance),
    adminJson: adminJson.map(({ instance }) => instance),
    adminWeb: adminWeb.map(({ instance }) => instance),
    smartInbound: smart.map(({ instance }) => instance),
    clusterManagers: clusterManagers.map(({ instance }) => instance),
    problems: [
      ...read.flatMap(({ problems }) => problems),
      ...exchangeProblems(outbound.map(({ instance }) => instance)),
    ],
    warnings: [
      ...read.flatMap(({ warnings }) => warnings),
      ...registrationWarnings(
        outbound.map(({ instance }) => instance),
        local.map(({ instance }) => instance),
      ),
      ...propertyReports.flatMap(unknownKeyWarnings),
    ],
    propertyReports,
  };
}

function reportOf({ moduleId, type, config }: ModuleDefinition): PropertyReport {
  return propertyReport(moduleId, modulePropertiesOf(type), config);
}

function readOutbound(
  module: ModuleDefinition,
  surroundings: Parameters<typeof readInstance>[1],
): ReadModule<OutboundSmartInstance> {
  return readInstance({ ...module, config: plainValues(module.config) }, surroundings);
}

function readAdmin(module: ModuleDefinition, all: readonly ModuleDefinition[]): ReadModule<AdminJsonInstance> {
  return { ...readAdminJson(module, all), warnings: [] };
}

function readSmart(module: ModuleDefinition, outboundModuleIds: ReadonlySet<string>): ReadModule<SmartInboundInstance> {
  const read = readSmartInbound({ ...module, config: plainValues(module.config) }, outboundModuleIds);
  return { ...read, warnings: [...plainNameWarnings(read.instance), ...unaskedScriptWarnings(read.instance)] };
}

function readSaml(module: ModuleDefinition, mode: 'evaluation' | 'production'): ReadModule<SamlInboundInstance> {
  const read = readSamlInbound({ ...module, config: plainValues(module.config) }, mode);
  return { ...read, warnings: [...read.warnings, ...plainNameWarnings(read.instance)] };
}

function readLocal({ nodeId, moduleId, config: written }: ModuleDefinition): ReadModule<AccountsInstance> {
  const config = plainValues(written);
  const { options, problems } = bindOptions(LocalInboundOptions, config, LOCAL);
  const found = [...problems, ...refusedProblems(LocalInboundOptions, config, LOCAL)];
  const located = found.map((each) => ({ ...each, key: `module.${moduleId}.config.${each.key}` }));
  const warnings = [...openDoorWarnings(moduleId, options), ...untoldRuleWarnings(moduleId, options)];
  return { instance: { nodeId, moduleId, options }, problems: located, warnings };
}

function readLdap(module: ModuleDefinition, mode: 'evaluation' | 'production'): ReadModule<LdapInboundInstance> {
  return readLdapInbound({ ...module, config: plainValues(module.config) }, mode);
}

function readScripted(module: ModuleDefinition): ReadModule<AccountsInstance> {
  return readScriptedInbound({ ...module, config: plainValues(module.config) });
}

/** A module of another type is left out: the product has many. One whose type is nearly one of ours is a mistake. */
function readOthers(modules: readonly ModuleDefinition[]): Omit<ReadModule<never>, 'instance'> {
  const read = modules.map((module) => ({ ...module, meant: meantType(module) }));
  return {
    problems: read.flatMap(({ moduleId, type, meant }) => (meant === undefined ? [] : misspelt(moduleId, type, meant))),
    warnings: read.filter(({ meant }) => meant === undefined).map(leftOut),
  };
}

function meantType({ type }: ModuleDefinition): string | undefined {
  return isProductModuleType(type) ? undefined : misspeltType(type, SUPPORTED);
}

function misspelt(moduleId: string, type: string, meant: string): ConfigurationProblem {
  return {
    key: `module.${moduleId}.type`,
    problem: `"${type}" is no module type`,
    remedy: `Write ${meant}. Other types of the product are accepted and left out.`,
  };
}

function leftOut({ moduleId, type }: ModuleDefinition): ConfigurationProblem {
  const key = `module.${moduleId}`;
  const isKnown = isProductModuleType(type);
  const others = `modules of type ${type} are not part of this server`;
  return isKnown
    ? { key, problem: `${others} and are left out`, remedy: 'Nothing to do; its lines may be removed.', isNote: true }
    : {
        key,
        problem: `${others}, nor known here, and are left out`,
        remedy: `Check the spelling; known are ${SUPPORTED.join(', ')}.`,
      };
}
