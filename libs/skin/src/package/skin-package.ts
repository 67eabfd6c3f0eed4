import type { SkinIdentity } from './skin-identity.js';

/** A skin as it was read from its JAR: nothing is checked but the archive. Immutable; its bytes are known by their hash. */
export interface SkinPackage {
  readonly identity: SkinIdentity;
  /** SHA-256 of the JAR, 64 digits of lower-case hex. */
  readonly sha256: string;
  /**
   * The files of the artifact folder by their path in it, such as `userlogin.html`, `messages_es.properties` and `resources/logo.png`: separated by `/`,
   * never empty, never with `.` or `..`. A version folder is left out.
   */
  readonly files: ReadonlyMap<string, Buffer>;
}
