import { createHash } from 'node:crypto';

/** One thing the token pipeline decided, and the rule it decided by (ruling 54). Stored as JSON on the audit record. */
export interface Decision {
  readonly kind: 'scope' | 'claim' | 'permission' | 'check' | 'context';
  /** What was decided on: a scope, a claim name, a permission. Never a secret; a patient identifier only through `hashIdentifier`. */
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

/** Half of a SHA-256: two records about one patient can be told to be so. */
const IDENTIFIER_DIGITS = 32;

/**
 * The form in which an identifier of a patient may enter a trace, so that the trace does not name the patient to a casual reader.
 * It is no secret: whoever has a list of candidate identifiers can hash them too.
 */
export function hashIdentifier(id: string): string {
  return `sha256:${createHash('sha256').update(id, 'utf8').digest('hex').slice(0, IDENTIFIER_DIGITS)}`;
}
