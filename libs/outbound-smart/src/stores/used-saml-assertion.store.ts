/** Which SAML assertions have been used: for all processes and modules, and over restarts (SAML Profiles §4.1.4.5). */
export interface UsedSamlAssertionStore {
  /**
   * Takes the assertion once, by one statement; false when it was used before.
   * @param usableSeconds how long it could be presented again
   */
  claim(assertionHash: string, usableSeconds: number): Promise<boolean>;
}

/** DI token of {@link UsedSamlAssertionStore}. */
export const USED_SAML_ASSERTION_STORE = Symbol('UsedSamlAssertionStore');
