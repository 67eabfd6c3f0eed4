import { trustedProxyTest } from '#module-config/forward-header-properties.port';
import { bindOptions, refusedProblems, type ConfigurationProblem } from '#module-config/property.port';
import { relyingPartyOf } from '#protocol/passkey/relying-party';
import { ownLaunchStyle } from '../launch/launch-style.js';
import { registrationModuleProblems } from '../self-registration/registration-module-problems.js';
import { termsWarnings } from '../authorization-flow/terms/terms-warnings.js';
import { mailProblems, mailSettingsOf, mailWarnings } from '../mail/mail-settings.js';
import { customHeaderWarnings } from '../http/replies/custom-headers.js';
import { contextSourceProblems } from './context-source-problems.js';
import { codapProblems } from '../codap/codap-problems.js';
import { mutualTlsOf, mutualTlsProblems } from '../sender-constraint/mutual-tls.js';
import { samlModuleOf, samlProblems } from '../saml/saml-dependency.js';
import { passkeyProblems } from '../passkeys/passkey-problems.js';
import { OutboundSmartOptions } from '../outbound-smart.options.js';
import { idleOptionWarnings } from './idle-option-warnings.js';
import { instanceScripts } from './instance-scripts.js';
import { insecureSwitchWarnings } from './insecure-switches.js';
import type { OutboundSmartInstance } from './outbound-smart-instance.js';
import { signingKeystoreId, signingKeystoreWarnings } from './signing-keystore.js';

/** One module of type SECURITY_OUT_SMART as the property file has it. */
export interface OutboundModule {
  readonly nodeId: string;
  readonly moduleId: string;
  /** Module id by dependency. */
  readonly requires: ReadonlyMap<string, string>;
  /** Values by key, without `module.<id>.config.`. */
  readonly config: ReadonlyMap<string, string>;
}

/** What the rest of the configuration says. */
export interface Surroundings {
  readonly mode: 'evaluation' | 'production';
  /** Ids of the inbound modules that can check user names and passwords. */
  readonly inboundModuleIds: ReadonlySet<string>;
  /** Ids of the SAML inbound modules. */
  readonly samlModuleIds: ReadonlySet<string>;
}

/** An instance, to be used only when there are no problems. */
export interface ReadInstance {
  readonly instance: OutboundSmartInstance;
  readonly problems: readonly ConfigurationProblem[];
  /** What may be meant so, but is more often a mistake. */
  readonly warnings: readonly ConfigurationProblem[];
}

/** Reads one instance and reports everything that is wrong with it. */
export function readInstance(module: OutboundModule, surroundings: Surroundings): ReadInstance {
  const { options, problems } = bindOptions(OutboundSmartOptions, module.config, 'SECURITY_OUT_SMART');
  const inboundModuleId = module.requires.get('SECURITY_IN_UP') ?? '';
  const instance = toInstance(module, options, inboundModuleId);
  const found = [
    ...problems,
    ...refusedProblems(OutboundSmartOptions, module.config, 'SECURITY_OUT_SMART'),
    ...mutualTlsProblems(options.mutualTls),
    ...contextSourceProblems(options.contextSelection),
    ...mailProblems(options.mail, surroundings.mode),
    ...passkeyProblems(options),
    ...codapProblems(instance),
  ];
  return {
    instance,
    warnings: [
      ...pathWarnings(instance),
      ...signingKeystoreWarnings(module.moduleId, options.issuer),
      ...insecureSwitchWarnings(module.moduleId, options),
      ...customHeaderWarnings(module.moduleId, options.replies.customHeaders),
      ...mailWarnings(module.moduleId, options.mail),
      ...termsWarnings(module.moduleId, options.terms),
      ...idleOptionWarnings(module.moduleId, options),
    ],
    problems: [
      ...found.map((problem) => ({ ...problem, key: configKey(module, problem.key) })),
      ...issuerProblems(module, options, surroundings),
      ...inboundProblems(module, inboundModuleId, surroundings),
      ...registrationModuleProblems({ ...surroundings, ...instance }),
      ...samlProblems(module, options.saml, surroundings.samlModuleIds),
    ],
  };
}

function toInstance(
  { nodeId, moduleId, requires }: OutboundModule,
  options: OutboundSmartOptions,
  inboundModuleId: string,
): OutboundSmartInstance {
  const baseUrl = options.issuer.url.replace(/\/+$/, '');
  const secure = baseUrl.startsWith('https:');
  const mutualTls = mutualTlsOf(options.mutualTls);
  const samlModuleId = samlModuleOf(requires, options.saml);
  const mail = mailSettingsOf(options.mail);
  const relyingParty = relyingPartyOf(baseUrl, options.passkeys.relyingPartyId);
  const registrationModuleId = requires.get('SECURITY_USER_SELF_REGISTRATION');
  const isTrustedProxy = trustedProxyTest(options.forwarding);
  return {
    nodeId,
    moduleId,
    issuer: options.issuer.url,
    baseUrl,
    publicPath: URL.canParse(baseUrl) ? new URL(baseUrl).pathname.replace(/\/+$/, '') : '',
    contextPath: contextPathOf(options.listener.contextPath),
    inboundModuleId,
    keystoreId: signingKeystoreId(moduleId, options.issuer),
    launchStyle: ownLaunchStyle,
    contextList: [],
    session: {
      moduleId,
      secure,
      idleMinutes: options.sessions.idleMinutes,
      absoluteHours: options.sessions.maximumHours,
      mostPerPerson: options.sessions.maximumConcurrent,
    },
    ...(isTrustedProxy && { isTrustedProxy }),
    ...(mutualTls && { mutualTls }),
    ...(samlModuleId !== undefined && { samlModuleId }),
    ...(mail && { mail }),
    ...(relyingParty && { relyingParty }),
    ...(registrationModuleId !== undefined && { registrationModuleId }),
    scripts: instanceScripts(options, { nodeId, moduleId }),
    dpopAlgorithms: options.dpop.enabled ? options.dpop.algorithms : [],
    options,
  };
}

function contextPathOf(written: string): string {
  const path = written.replace(/^\/+|\/+$/g, '');
  return path === '' ? '' : `/${path}`;
}

function issuerProblems(
  module: OutboundModule,
  { issuer }: OutboundSmartOptions,
  { mode }: Surroundings,
): readonly ConfigurationProblem[] {
  if (!URL.canParse(issuer.url)) return [];
  const { protocol, hostname } = new URL(issuer.url);
  if (protocol === 'https:' || mode === 'evaluation' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
    return [];
  const remedy = 'Put TLS in front and write the https address, or set gatehouse.mode=evaluation for a trial.';
  return [
    {
      key: configKey(module, 'issuer.url'),
      problem: `"${issuer.url}" is not https, and the server runs in production mode`,
      remedy,
    },
  ];
}

/** Addresses in discovery documents start with the issuer; only a proxy can lead another path to where the module answers. */
function pathWarnings({
  moduleId,
  issuer,
  publicPath,
  contextPath,
}: OutboundSmartInstance): readonly ConfigurationProblem[] {
  if (!URL.canParse(issuer) || publicPath === contextPath) return [];
  const [outward, inward] = [publicPath, contextPath].map((path) => path || '/');
  const problem =
    `the path of issuer.url is ${outward}, but context_path is ${inward}. Apps will ask for ${publicPath}/oauth/token, ` +
    `while the module answers at ${contextPath}/oauth/token`;
  const remedy = `Write one path in both, unless a proxy in front leads ${outward} to ${inward}.`;
  return [{ key: `module.${moduleId}`, problem, remedy }];
}

/** The inbound module is a dependency (ruling 16). */
function inboundProblems(
  module: OutboundModule,
  inboundModuleId: string,
  { inboundModuleIds }: Surroundings,
): readonly ConfigurationProblem[] {
  if (inboundModuleIds.has(inboundModuleId)) return [];
  const problem =
    inboundModuleId === ''
      ? 'is missing'
      : `names "${inboundModuleId}", which is no inbound module of this configuration`;
  const known = [...inboundModuleIds].join(', ') || 'none is configured';
  const remedy = `Name a module of type SECURITY_IN_LOCAL, SECURITY_IN_LDAP or SECURITY_IN_SCRIPTED (here: ${known}).`;
  return [{ key: `module.${module.moduleId}.requires.SECURITY_IN_UP`, problem, remedy }];
}

function configKey({ moduleId }: OutboundModule, key: string): string {
  return `module.${moduleId}.config.${key}`;
}
