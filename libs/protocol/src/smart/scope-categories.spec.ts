import { scopeParts } from './scope-categories.js';
import { scopeCoverage } from './scope-coverage.js';
import { parseSmartScope } from './smart-scope.js';

describe('scopeParts', () => {
  test.each([
    { name: 'a wildcard', scope: 'patient/*.rs' },
    { name: 'another type', scope: 'patient/Patient.rs' },
    { name: 'a granular scope', scope: 'patient/Observation.rs?category=laboratory' },
    { name: 'STD S2: a scope of SMART 1', scope: 'patient/Observation.read' },
    { name: "a service's scope", scope: 'system/Observation.rs' },
    { name: 'STD S3: letters out of order', scope: 'patient/Observation.sr' },
    { name: 'no clinical scope', scope: 'openid' },
    { name: 'no scope', scope: '' },
  ])('are none for $name', ({ scope }) => {
    expect(scopeParts(scope)).toEqual([]);
  });

  test.each([
    {
      scope: 'patient/Condition.rs',
      code: 'http://terminology.hl7.org/CodeSystem/condition-category|problem-list-item',
    },
    {
      scope: 'patient/Condition.rs',
      code: 'http://terminology.hl7.org/CodeSystem/condition-category|encounter-diagnosis',
    },
    { scope: 'user/Condition.r', code: 'http://hl7.org/fhir/us/core/CodeSystem/condition-category|health-concern' },
    ...['laboratory', 'vital-signs', 'social-history', 'survey'].map((code) => ({
      scope: 'user/Observation.cruds',
      code: `http://terminology.hl7.org/CodeSystem/observation-category|${code}`,
    })),
    { scope: 'patient/Observation.s', code: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-category|sdoh' },
  ])('STD G10: of $scope have $code', ({ scope, code }) => {
    expect(scopeParts(scope).map((part) => part.scope)).toContain(`${scope}?category=${code}`);
  });

  test.each([
    'patient/Condition.rs',
    'user/Observation.cruds',
    'http://smarthealthit.org/fhir/scopes/patient/Observation.rs',
  ])('STD S6: of %s are scopes, each covered by it, each in words of its own', (scope) => {
    const parts = scopeParts(scope);
    const coveredBy = scopeCoverage([scope]);

    for (const part of parts) {
      expect(parseSmartScope(part.scope)?.search).toMatch(/^category=http/);
      expect(coveredBy(part.scope)).toBe(scope);
    }
    expect(new Set(parts.map(({ label }) => label.key)).size).toBe(parts.length);
  });
});
