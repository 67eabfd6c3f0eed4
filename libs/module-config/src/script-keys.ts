import type { ConfigurationProblem } from './configuration-problem.js';

/**
 * How the product names all its scripts: `post_authorize_script.text`, `codap.auth_script.file`, `callback_script.text`,
 * `user_self_registration.create_script.file` (reference 9 and 11). The ending alone counts, so that a script under a misspelt key is found too.
 */
const scriptKey = /(?:^|[._])script\.(?:file|text)$/;

/**
 * A configured script that cannot run would be skipped in silence: one problem for each (ruling 53).
 * @param config values by key, without `module.<id>.config.`
 */
export function scriptProblems(config: ReadonlyMap<string, string>): readonly ConfigurationProblem[] {
  return [...config]
    .filter(([key, value]) => scriptKey.test(key) && value.trim() !== '')
    .map(([key]) => ({
      key,
      problem: 'names a script, but this server has no script engine',
      remedy: 'Remove the property; a server with a script engine runs it.',
    }));
}
