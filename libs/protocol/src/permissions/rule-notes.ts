import type { Decision } from '../decision/decision-trace.js';

/** The rules by which permissions are kept out of a token, or kept in part. */
export type PermissionRule =
  | 'all-authorities'
  | 'not-enforced'
  | 'narrowed'
  | 'no-scope'
  | 'operation-not-covered'
  | 'too-many'
  | 'unknown'
  | 'argument-missing'
  | 'argument-unreadable'
  | 'untrusted-app'
  | 'not-told'
  | 'added-by-script'
  | 'removed-by-script'
  | 'administrative-from-script';

const meaning: Readonly<Record<PermissionRule, Pick<Decision, 'outcome' | 'source'>>> = {
  'all-authorities': { outcome: 'granted', source: 'request' },
  'not-enforced': { outcome: 'granted', source: 'module' },
  narrowed: { outcome: 'granted', source: 'scopes' },
  'no-scope': { outcome: 'dropped', source: 'scopes' },
  'operation-not-covered': { outcome: 'dropped', source: 'scopes' },
  'too-many': { outcome: 'dropped', source: 'scopes' },
  unknown: { outcome: 'refused', source: 'account' },
  'argument-missing': { outcome: 'refused', source: 'account' },
  'argument-unreadable': { outcome: 'refused', source: 'account' },
  'untrusted-app': { outcome: 'dropped', source: 'client' },
  'not-told': { outcome: 'dropped', source: 'approval' },
  'added-by-script': { outcome: 'added', source: 'script' },
  'removed-by-script': { outcome: 'dropped', source: 'script' },
  'administrative-from-script': { outcome: 'refused', source: 'script' },
};

/**
 * Collects what became of permissions, one entry of the trace for each rule: a superuser's role stands for dozens of permissions, and every
 * token has its trace. Names only, never arguments, which may identify a patient (ruling 54).
 */
export class RuleNotes {
  readonly #names = new Map<PermissionRule, Set<string>>();

  add(rule: PermissionRule, permission: string): void {
    this.#names.set(rule, (this.#names.get(rule) ?? new Set()).add(permission));
  }

  decisions(): readonly Decision[] {
    return [...this.#names].map(([rule, names]) => ({
      ...{ kind: 'permission', value: [...names].join(' '), ruleId: `permission.${rule}` },
      ...meaning[rule],
    }));
  }
}
