import type { AdminWebInstance } from '#admin-console/instances/admin-web-instance';
import type { AdminJsonInstance } from '#admin-api/instances/admin-json-instance';
import type { LdapInboundInstance } from '#inbound-security/ldap/ldap-inbound-instance';
import type { AccountsInstance } from '#inbound-security/accounts/accounts-instance';
import type { SamlInboundInstance } from '#inbound-security/saml/saml-inbound-instance';
import type { SmartInboundInstance } from '#inbound-security/smart/smart-inbound-instance';
import type { PropertyReport } from '#module-config/catalogue/property-report';
import type { ModuleDefinition, ModuleDefinitions } from '#module-config/module-definitions';
import type { ConfigurationProblem } from '#module-config/property.port';
import type { ResourceFolders } from '#module-config/resource-location';
import type { SeedVariables } from '#module-config/seed-variables';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { servingAdminJson, servingAdminWeb, servingOutbound, type Serving } from '../listeners/serving.js';
import { readBrandFiles } from './brand-files.js';
import { readModules } from './configured-modules.js';
import { readLaunchFiles } from './launch-files.js';
import { clientKeystoreProblems } from './client-keystores.js';
import { readDirectoryCertificates } from './directory-certificates.js';
import { doubledIssuers, listenerProblems } from './listener-problems.js';
import { referenceFindings } from './reference-problems.js';
import { readSamlKeyFiles } from './saml-key-files.js';
import { readSeedFiles, type Seeds } from './seed-files.js';
import { sharedNameProblems } from './shared-names.js';
import { readServerAuthorities } from './server-authority-files.js';
import { readSigningKeySets } from './signing-key-sets.js';
import { readTermsFiles } from './terms-files.js';
import { readTrustAnchorFiles } from './trust-anchor-files.js';

/** Modules with everything that their definitions and files say: ready to run. */
export interface ModuleSet {
  readonly outbound: readonly OutboundSmartInstance[];
  readonly inboundLocal: readonly AccountsInstance[];
  readonly inboundSaml: readonly SamlInboundInstance[];
  readonly inboundSmart: readonly SmartInboundInstance[];
  readonly inboundLdap: readonly LdapInboundInstance[];
  readonly inboundScripted: readonly AccountsInstance[];
  readonly adminJson: readonly AdminJsonInstance[];
  readonly adminWeb: readonly AdminWebInstance[];
  /** JSON Web Key Sets with private keys, by keystore id; see {@link readSigningKeySets}. */
  readonly signingKeySets: ReadonlyMap<string, unknown>;
  readonly seeds: Seeds;
}

/** Modules, to be used only when there are no problems; those of their seed files are told apart, in the seeds. */
export interface ReadModuleSet {
  readonly modules: ModuleSet;
  readonly problems: readonly ConfigurationProblem[];
  /** What has no effect, or not the one it seems to have. */
  readonly warnings: readonly ConfigurationProblem[];
  /** What becomes of the properties of each module. */
  readonly propertyReports: readonly PropertyReport[];
  /** Names of the properties of the server that seed files refer to. */
  readonly systemProperties: ReadonlySet<string>;
}

/** What definitions are read with. */
export interface ModuleSurroundings {
  readonly mode: 'evaluation' | 'production';
  readonly folders: ResourceFolders;
  readonly variables: SeedVariables;
  readonly healthPort: number;
}

/** Reads modules and the files they name, and reports whatever can be known without the database. */
export async function readModuleSet(
  definitions: Pick<ModuleDefinitions, 'modules' | 'problems'>,
  surroundings: ModuleSurroundings,
): Promise<ReadModuleSet> {
  const { mode, folders, healthPort } = surroundings;
  const { inboundLocal, smartInbound, adminJson, adminWeb, clusterManagers, ...read } = readModules(
    definitions.modules,
    mode,
  );
  const { outbound: withBrands, ...brands } = await readBrandFiles(read.outbound, folders);
  const { outbound: withLaunchStyles, problems: launchProblems } = await readLaunchFiles(withBrands, folders);
  const { outbound: withTrust, problems: trustProblems } = await readTrustAnchorFiles(withLaunchStyles, folders);
  const { outbound: withTerms, problems: termsProblems } = await readTermsFiles(withTrust, folders);
  const { instances: outbound, problems: callProblems } = await readServerAuthorities(withTerms, folders);
  const saml = await readSamlKeyFiles(read.inboundSaml, folders);
  const inboundSmart = await readServerAuthorities(smartInbound, folders);
  const { inboundLdap, problems: directoryProblems } = await readDirectoryCertificates(read.inboundLdap, folders);
  const keys = await readSigningKeySets(outbound, surroundings);
  const seeds = await readSeedFiles({ outbound, inboundLocal, smartInbound, clusterManagers }, surroundings);
  const references = referenceFindings(definitions.modules);
  const modules = {
    outbound,
    inboundLocal,
    inboundSaml: saml.instances,
    inboundSmart: inboundSmart.instances,
    inboundLdap,
    inboundScripted: read.inboundScripted,
    adminJson,
    adminWeb,
    signingKeySets: keys.keySets,
    seeds: withSharedNames(outbound, seeds.seeds),
  };
  return {
    modules,
    problems: [
      ...unlessSaidBetter(unlessSaidBetter(definitions.problems, read.problems), references.problems),
      ...listenerProblems({ serving: servingOf(modules), healthPort }),
      ...doubledIssuers(outbound),
      ...brands.problems,
      ...keys.problems,
      ...launchProblems,
      ...trustProblems,
      ...callProblems,
      ...inboundSmart.problems,
      ...saml.problems,
      ...clientKeystoreProblems(outbound, smartInbound),
      ...termsProblems,
      ...directoryProblems,
    ],
    warnings: [...read.warnings, ...references.warnings, ...keys.warnings, ...seeds.warnings],
    propertyReports: read.propertyReports,
    systemProperties: seeds.systemProperties,
  };
}

function withSharedNames(outbound: ModuleSet['outbound'], seeds: Seeds): Seeds {
  return { ...seeds, problems: [...seeds.problems, ...sharedNameProblems(outbound, seeds)] };
}

/** Those of the modules that answer requests. */
export function servingOf({
  outbound,
  adminJson,
  adminWeb,
}: Pick<ModuleSet, 'outbound' | 'adminJson' | 'adminWeb'>): readonly Serving[] {
  return [...outbound.map(servingOutbound), ...adminJson.map(servingAdminJson), ...adminWeb.map(servingAdminWeb)];
}

/** The modules without those of which `isWanted` is false. */
export function onlyModules(modules: ModuleSet, isWanted: (moduleId: string) => boolean): ModuleSet {
  const wanted = <Instance extends { readonly moduleId: string }>(all: readonly Instance[]): readonly Instance[] =>
    all.filter(({ moduleId }) => isWanted(moduleId));
  return {
    ...modules,
    outbound: wanted(modules.outbound),
    inboundLocal: wanted(modules.inboundLocal),
    inboundSaml: wanted(modules.inboundSaml),
    inboundSmart: wanted(modules.inboundSmart),
    inboundLdap: wanted(modules.inboundLdap),
    inboundScripted: wanted(modules.inboundScripted),
    adminJson: wanted(modules.adminJson),
    adminWeb: wanted(modules.adminWeb),
    seeds: onlySeeds(modules.seeds, isWanted),
  };
}

/** Clients and users are loaded through their modules, which are looked for by themselves; what owns the others need not run. */
function onlySeeds(seeds: Seeds, isWanted: (moduleId: string) => boolean): Seeds {
  const wanted = <Entry>(all: ReadonlyMap<string, Entry>): ReadonlyMap<string, Entry> =>
    new Map([...all].filter(([moduleId]) => isWanted(moduleId)));
  return {
    ...seeds,
    servers: wanted(seeds.servers),
    keystores: wanted(seeds.keystores),
    problems: seeds.problems.filter(({ moduleId }) => isWanted(moduleId)),
  };
}

/** The module that a problem is about; `undefined` for one of the whole server. */
export function moduleOfProblem({ key }: ConfigurationProblem): string | undefined {
  return /^module\.([\w-]+)\./.exec(key)?.[1];
}

/** Modules in the order given, the named one last: of two that cannot both be there, it is told. */
export function withLast(modules: readonly ModuleDefinition[], moduleId: string): readonly ModuleDefinition[] {
  return modules.toSorted((a, b) => Number(a.moduleId === moduleId) - Number(b.moduleId === moduleId));
}

/** What is wrong in general is left out for a key of which the module that owns it says what it needs. */
function unlessSaidBetter(
  general: readonly ConfigurationProblem[],
  specific: readonly ConfigurationProblem[],
): readonly ConfigurationProblem[] {
  const keys = new Set(specific.map(({ key }) => key));
  return [...general.filter(({ key }) => !keys.has(key)), ...specific];
}
