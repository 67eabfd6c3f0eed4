import { hash } from 'node:crypto';

/** What a secret belongs to. */
export interface SecretOwner {
  /** Singular: `client`, `server`, `user`, `keystore`, `module`. */
  readonly kind: string;
  /** From the general to the particular, such as module id, client id and the number of the secret. */
  readonly names: readonly (string | number)[];
}

const VARIABLE = /#\{\s*(?:env|systemProperties)\s*\[\s*(?:'[^']+'|"[^"]+")\s*\]\s*\}/;
const REFERENCE = new RegExp(`^\\s*${VARIABLE.source}\\s*$`);

/** Names that stay different from each other when they are written as the name of a variable. */
const PLAIN = /^[a-z0-9]+(?:_[a-z0-9]+)*$/;

/**
 * Whether a text is nothing but a variable of the environment or of the server's properties (reference 13): where a secret belongs and the
 * variable has no value, the secret is still to come, and nothing matches it until then.
 */
export function isSecretReference(text: string): boolean {
  return REFERENCE.test(text);
}

/** Whether a text has a variable in it, and more than that. */
export function isAroundReference(text: string): boolean {
  return VARIABLE.test(text) && !isSecretReference(text);
}

/** What an export writes in place of a secret: `#{env['GATEHOUSE_CLIENT__SMART_AUTH__MY_APP__1']}`. */
export function secretReference(owner: SecretOwner): string {
  return `#{env['${secretVariable(owner)}']}`;
}

/** The same name for the same secret in every export, and another one for every other. */
function secretVariable({ kind, names }: SecretOwner): string {
  return [`GATEHOUSE_${kind.toUpperCase()}`, ...names.map((name) => variablePart(String(name)))].join('__');
}

/** `my-app` and `my.app` would be one variable; what tells them apart is a digest of the name. */
function variablePart(name: string): string {
  const legible = name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
  return PLAIN.test(name) ? legible : `${legible}_${hash('sha256', name).slice(0, 8).toUpperCase()}`;
}
