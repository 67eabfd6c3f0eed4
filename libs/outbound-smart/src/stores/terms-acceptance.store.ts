/** A person at one module, and a version of its terms of service. */
export interface TermsKey {
  readonly moduleId: string;
  readonly userPid: number;
  readonly version: string;
}

/** Who agreed to which terms of service, and when. What was agreed to stays on record. */
export interface TermsAcceptanceStore {
  isAccepted(key: TermsKey): Promise<boolean>;
  /** False where the person had agreed before: the first time counts. */
  accept(key: TermsKey): Promise<boolean>;
  /** How many people, not deleted ones, agreed to any terms. */
  countPeople(): Promise<number>;
}

/** DI token of {@link TermsAcceptanceStore}. */
export const TERMS_ACCEPTANCE_STORE = Symbol('TermsAcceptanceStore');
