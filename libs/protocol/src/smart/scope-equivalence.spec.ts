import fc from 'fast-check';
import { resourceTypes } from './resource-type.js';
import { areEquivalentScopes, canonicalScope } from './scope-equivalence.js';
import { covers } from './scope-coverage.js';

const SMART = 'http://smarthealthit.org/fhir/scopes/';
const OPENID = 'http://openid.net/specs/openid-connect-core-1_0#';

describe('areEquivalentScopes', () => {
  test.each([
    { name: 'another level', one: 'patient/*.read', other: 'user/*.rs' },
    { name: 'another type', one: 'patient/Goal.read', other: 'patient/*.rs' },
    { name: 'fewer letters', one: 'patient/*.read', other: 'patient/*.r' },
    { name: 'more letters', one: 'patient/*.write', other: 'patient/*.cruds' },
    { name: 'a search', one: 'patient/Goal.read', other: 'patient/Goal.rs?status=final' },
    { name: 'STD S3: letters out of order', one: 'patient/*.read', other: 'patient/*.sr' },
    { name: 'STD S3: two equal texts that are no scope', one: 'patient/*.sr', other: 'patient/*.sr' },
    { name: 'STD S10: a role', one: 'launch/location', other: 'launch/location?role=http://x' },
    { name: 'another case', one: 'openid', other: 'OpenID' },
    { name: 'a name that only ends alike', one: 'x:openid', other: 'openid' },
  ])('$name: not $one and $other', ({ one, other }) => {
    expect(areEquivalentScopes(one, other)).toBe(false);
    expect(areEquivalentScopes(other, one)).toBe(false);
  });

  test.each([
    { one: 'patient/*.read', other: 'patient/*.rs' },
    { one: 'user/Patient.write', other: 'user/Patient.cud' },
    { one: 'system/*.*', other: 'system/*.cruds' },
    { one: 'patient/Goal.rs?a=b', other: `${SMART}patient/Goal.rs?a=b` },
    { one: 'launch/patient', other: `${SMART}launch/patient` },
    { one: 'openid', other: `${OPENID}openid` },
    { one: 'x:own', other: 'x:own' },
  ])('STD S2, S13: $one and $other', ({ one, other }) => {
    expect(areEquivalentScopes(one, other)).toBe(true);
    expect(areEquivalentScopes(other, one)).toBe(true);
  });
});

const clinical = fc
  .tuple(
    fc.constantFrom('patient', 'user', 'system'),
    fc.constantFrom('*', ...[...resourceTypes].slice(0, 3)),
    fc.constantFrom('read', 'write', '*', 'rs', 'cud', 'cruds', 'r', 's', 'c', 'sr', 'rs?a=b', 'cruds?a=b', 'rs?a=c'),
  )
  .map(([context, type, access]) => `${context}/${type}.${access}`);
const name = fc.constantFrom('openid', 'launch', 'launch/location', 'launch/location?role=x', 'x:own', 'custom?role=x');
const scope = fc
  .tuple(fc.constantFrom('', '', SMART, OPENID), fc.oneof({ weight: 3, arbitrary: clinical }, name))
  .map(([prefix, text]) => prefix + text);
/** Pairs that often mean the same. */
const related = scope.chain((one) => {
  const canonical = canonicalScope(one) ?? one;
  const spellings = [one, canonical, SMART + canonical, canonical.replace('.rs', '.read').replace('.cud', '.write')];
  return fc.tuple(fc.constant(one), fc.oneof(scope, fc.constantFrom(...spellings)));
});

describe('properties', () => {
  test('agrees with covers() in both directions', () => {
    fc.assert(
      fc.property(related, ([one, other]) => {
        expect(areEquivalentScopes(one, other)).toBe(covers(one, other) && covers(other, one));
      }),
      { numRuns: 2_000 },
    );
  });

  test('is symmetric, and transitive', () => {
    fc.assert(
      fc.property(related, related, ([a, b], [c]) => {
        expect(areEquivalentScopes(a, b)).toBe(areEquivalentScopes(b, a));
        if (areEquivalentScopes(a, b) && areEquivalentScopes(b, c)) expect(areEquivalentScopes(a, c)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('the canonical spelling is equivalent to the scope, and to itself canonical', () => {
    fc.assert(
      fc.property(scope, (one) => {
        const canonical = canonicalScope(one);
        if (canonical === undefined) return;
        expect(areEquivalentScopes(one, canonical)).toBe(true);
        expect(canonicalScope(canonical)).toBe(canonical);
      }),
    );
  });
});
