/** One thing the token pipeline decided, and the rule it decided by (ruling 54). Stored as JSON on the audit record. */
export interface Decision {
  readonly kind: 'scope' | 'claim' | 'permission' | 'check' | 'context';
  /** What was decided on: a scope, a claim name, the names of permissions. Never a secret, nor the identifier of a patient. */
  readonly value: string;
  readonly outcome: 'granted' | 'dropped' | 'added' | 'passed' | 'refused';
  /** Stable name of the rule, such as `scope.not-on-client-list`; the console explains it by this name. */
  readonly ruleId: string;
  /** Where the rule got its say from, such as `client`, `request`, `module`, `script`. */
  readonly source: string;
}

/** Collects the decisions of one request in the order in which they were made. */
export class DecisionTrace {
  readonly #decisions: Decision[] = [];

  add(decision: Decision): void {
    this.#decisions.push(decision);
  }

  /** A copy: what was handed to the audit record does not grow afterwards. */
  list(): readonly Decision[] {
    return [...this.#decisions];
  }
}
