import { bindOptions, refusedProblems, type ConfigurationProblem } from '#module-config/property.port';
import { everybodysAuthorities } from '../permissions/everybodys-authorities.js';
import { SamlInboundOptions } from './saml-inbound.options.js';
import type { SamlInboundInstance } from './saml-inbound-instance.js';

/** Whom to give power over the server in place of everybody. */
const GIVE_INSTEAD = 'Give it to single accounts instead.';
const TYPE = 'SECURITY_IN_SAML';

/** One module of type SECURITY_IN_SAML as the property file has it. */
export interface SamlInboundModule {
  readonly nodeId: string;
  readonly moduleId: string;
  /** Values by key, without `module.<id>.config.`. */
  readonly config: ReadonlyMap<string, string>;
}

/** An instance whose files are still to be read, to be used only when there are no problems. */
export interface ReadSamlInbound {
  readonly instance: SamlInboundInstance;
  readonly problems: readonly ConfigurationProblem[];
  readonly warnings: readonly ConfigurationProblem[];
}

/** Reads one SAML inbound module and reports everything that is wrong with it without a look at its files. */
export function readSamlInbound(
  { nodeId, moduleId, config }: SamlInboundModule,
  mode: 'evaluation' | 'production',
): ReadSamlInbound {
  const { options, problems } = bindOptions(SamlInboundOptions, config, TYPE);
  const everybodys = everybodysAuthorities(options.globalPermissions, GIVE_INSTEAD);
  const found = [
    ...problems,
    ...refusedProblems(SamlInboundOptions, config, TYPE),
    ...doubledSources(options),
    ...openAddress(options, mode),
    ...everybodys.problems,
  ];
  const located = (each: ConfigurationProblem) => ({ ...each, key: `module.${moduleId}.config.${each.key}` });
  return {
    instance: { nodeId, moduleId, options, keys: { verification: [] } },
    problems: found.map(located),
    warnings: everybodys.warnings.map(located),
  };
}

function doubledSources(options: SamlInboundOptions): readonly ConfigurationProblem[] {
  const { keystoreFile, keystoreText, verificationFile, verificationText } = options;
  const pairs = [
    { key: 'relying_party.default.keystore.text', isTwice: keystoreFile !== undefined && keystoreText !== undefined },
    {
      key: 'relying_party.default.verification_certificate.text',
      isTwice: verificationFile !== undefined && verificationText !== undefined,
    },
  ];
  return pairs
    .filter(({ isTwice }) => isTwice)
    .map(({ key }) => ({ key, problem: 'is set beside the file', remedy: 'Remove one of the two.' }));
}

/** Requests in clear can be led to another provider on the way. */
function openAddress({ webSsoUrl }: SamlInboundOptions, mode: string): readonly ConfigurationProblem[] {
  if (mode === 'evaluation' || !/^http:/i.test(webSsoUrl)) return [];
  const remedy = 'Write the https address of the provider, or set gatehouse.mode=evaluation for a trial.';
  const problem = `"${webSsoUrl}" is not https, and the server runs in production mode`;
  return [{ key: 'relying_party.default.web_sso_url', problem, remedy }];
}
