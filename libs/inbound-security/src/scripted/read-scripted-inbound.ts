import { bindOptions, refusedProblems, type ConfigurationProblem } from '#module-config/property.port';
import { scriptProperty } from '#scripts/script-places.port';
import { configuredScript, scriptSettings } from '#scripts/script-properties.port';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { LocalInboundOptions } from '../local/local-inbound.options.js';
import { secondFactorWarnings } from '../second-factor/second-factor-warnings.js';
import { ScriptedInboundOptions } from './scripted-inbound.options.js';

const TYPE = 'SECURITY_IN_SCRIPTED';

/** One module of type SECURITY_IN_SCRIPTED as the property file has it. */
export interface ScriptedInboundModule {
  readonly nodeId: string;
  readonly moduleId: string;
  /** Values by key, without `module.<id>.config.`. */
  readonly config: ReadonlyMap<string, string>;
}

/** An instance, to be used only when there are no problems. */
export interface ReadScriptedInbound {
  readonly instance: AccountsInstance;
  readonly problems: readonly ConfigurationProblem[];
  readonly warnings: readonly ConfigurationProblem[];
}

/** Reads one module whose script knows the passwords, with the accounts that it keeps of people. */
export function readScriptedInbound({ nodeId, moduleId, config }: ScriptedInboundModule): ReadScriptedInbound {
  const { options, problems } = bindOptions(ScriptedInboundOptions, config, TYPE);
  const { file, text, mayAdminister, scriptEngine, lockout, secondFactor } = options;
  const module = { nodeId, moduleId, ...(mayAdminister && { mayAdminister: true as const }) };
  const settings = scriptSettings(scriptEngine, module);
  const signInScript = configuredScript(scriptProperty.callback, { file, text }, settings);
  const found = [
    ...problems,
    ...refusedProblems(ScriptedInboundOptions, config, TYPE),
    ...(signInScript === undefined ? [WITHOUT_SCRIPT] : []),
  ];
  const taken = { lockout, secondFactor, scriptEngine, callbackScript: { file, text, mayAdminister } };
  return {
    instance: {
      ...{ nodeId, moduleId, options: Object.assign(new LocalInboundOptions(), taken), passwordsAt: 'script' },
      ...(signInScript && { signInScript }),
    },
    problems: found.map((each) => ({ ...each, key: `module.${moduleId}.config.${each.key}` })),
    warnings: secondFactorWarnings(moduleId, secondFactor),
  };
}

const WITHOUT_SCRIPT: ConfigurationProblem = {
  key: 'callback_script.file',
  problem: 'is not set, nor is callback_script.text: nobody could sign in',
  remedy: 'Name the script that has the function authenticate, such as classpath:sign-in.js.',
};
