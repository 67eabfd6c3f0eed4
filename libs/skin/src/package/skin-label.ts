/** A skin as far as it is to be told from others. */
export interface LabelledSkin {
  /** `group:artifact:version`. */
  readonly identity: string;
  /** Hex. */
  readonly sha256: string;
  readonly fileName?: string;
}

/** Digits of a hash that people are shown, and may type in place of all of them. */
const SHOWN_DIGITS = 12;

/** The beginning of a hash. */
export function shortHash(sha256: string): string {
  return sha256.slice(0, SHOWN_DIGITS);
}

/** `org.example:clinic:1.0 (1a2b3c4d5e6f, clinic-1.0.jar)`: several skins may be called the same. What is gone is known by its hash alone. */
export function skinLabel({ identity, sha256, fileName = '' }: LabelledSkin): string {
  const digits = shortHash(sha256);
  const facts = [...(identity === digits ? [] : [digits]), ...(fileName === '' ? [] : [fileName])];
  return facts.length === 0 ? identity : `${identity} (${facts.join(', ')})`;
}
