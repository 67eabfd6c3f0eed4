/**
 * How the product names all its scripts: `post_authorize_script.text`, `codap.auth_script.file`, `callback_script.text`,
 * `user_self_registration.create_script.file` (reference 9 and 11). The ending alone counts, so that a script under a misspelt key is found too.
 */
const scriptKey = /(?:^|[._])script\.(?:file|text)$/;

/** Whether a property names a script, or has its text. */
export function isScriptKey(key: string): boolean {
  return scriptKey.test(key);
}
