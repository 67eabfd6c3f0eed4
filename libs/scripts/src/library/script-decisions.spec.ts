import fc from 'fast-check';
import { sha256Base64Url } from '#protocol/hash';
import type { ScriptDecision, StoredSource } from '../stores/script.store.js';
import { archiving, creation, replacement, rollback, type ScriptStep } from './script-decisions.js';

const AT = new Date(0);
const origin = { author: 'root' };

/** What a store would keep: every version in its order, and the script. */
class Kept {
  readonly sources: string[] = [];
  events = 0;
  current: StoredSource | undefined;

  take({ write }: ScriptDecision<ScriptStep>): void {
    if (write === undefined) return;
    if (write.added !== undefined) this.sources.push(write.added.source);
    if (write.event !== undefined) this.events += 1;
    const source = this.sources[write.activeNumber - 1] ?? '';
    const version = {
      number: write.activeNumber,
      hash: sha256Base64Url(source),
      comment: '',
      author: 'root',
      savedAt: AT,
    };
    const script = {
      ...{ scriptId: 'x', description: write.description, active: version, lastNumber: this.sources.length },
      version: (this.current?.script.version ?? 0) + 1,
    };
    this.current = { source, script: write.isArchived ? { ...script, archivedAt: AT } : script };
  }
}

const entry = (source: string, description = '') =>
  ({ ...{ scriptId: 'x', source, description, comment: '' }, problems: [], unknownFields: [] }) as const;

const step = fc.oneof(
  fc.record({ kind: fc.constantFrom('create', 'replace'), source: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ kind: fc.constant('rollback'), number: fc.integer({ min: -1, max: 6 }) }),
  fc.record({ kind: fc.constant('archive'), isUsed: fc.boolean() }),
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function decided(current: StoredSource | undefined, each: Step): ScriptDecision<ScriptStep> {
  if ('source' in each) return (each.kind === 'create' ? creation : replacement)(current, entry(each.source), origin);
  if ('number' in each) return rollback(current, { number: each.number, comment: '' }, origin);
  return archiving(current, each.isUsed ? ['smart_auth'] : [], origin);
}

test('whatever is done, no version changes or goes, and what is active is one of them', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const kept = new Kept();
      for (const each of steps) {
        const before = { sources: [...kept.sources], current: kept.current, events: kept.events };
        const decision = decided(kept.current, each);
        kept.take(decision);

        expect(kept.sources.slice(0, before.sources.length)).toEqual(before.sources);
        if (decision.write === undefined) expect(kept.current).toBe(before.current);
        else expect(kept.events).toBe(before.events + 1);
        const { current } = kept;
        if (current === undefined) continue;
        expect(kept.sources[current.script.active.number - 1]).toBe(current.source);
        expect(current.script.lastNumber).toBe(kept.sources.length);
      }
    }),
  );
});

test.each([
  {
    name: 'a version that never was',
    decide: (current: StoredSource) => rollback(current, { number: 2, comment: '' }, origin),
  },
  { name: 'the archiving of what runs', decide: (current: StoredSource) => archiving(current, ['smart_auth'], origin) },
  { name: 'a second one of the same id', decide: (current: StoredSource) => creation(current, entry('b'), origin) },
])('$name is refused', ({ decide }) => {
  const kept = new Kept();
  kept.take(creation(undefined, entry('a'), origin));

  expect(kept.current && decide(kept.current)).toMatchObject({ outcome: { kind: 'refused' } });
});

test('F-06: what is based on another version is stale', () => {
  const kept = new Kept();
  kept.take(creation(undefined, entry('a'), origin));
  const late = { ...origin, ifVersions: [7] };

  for (const { outcome } of [
    replacement(kept.current, entry('b'), late),
    rollback(kept.current, { number: 1, comment: '' }, late),
    archiving(kept.current, [], late),
  ])
    expect(outcome).toEqual({ kind: 'stale' });
});
