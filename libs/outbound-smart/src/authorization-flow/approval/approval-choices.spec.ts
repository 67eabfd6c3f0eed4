import fc from 'fast-check';
import type { ClientDefinition } from '#protocol/client/client';
import { DecisionTrace } from '#protocol/decision/decision-trace';
import { scopeParts } from '#protocol/smart/scope-categories';
import { chosenScopes, memoryOf, scopeChoices, settledScopes, type ApprovalFacts } from './approval-choices.js';

const OBSERVATION = 'patient/Observation.rs';
const LABORATORY = `${OBSERVATION}?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory`;
const VITAL_SIGNS = `${OBSERVATION}?category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs`;

function facts(
  grantable: readonly string[],
  client: Partial<ClientDefinition> = {},
  more: Partial<ApprovalFacts> = {},
): ApprovalFacts {
  const settings = { autoApproveScopes: [], alwaysRequireApproval: false, rememberApprovedScopes: true, ...client };
  return {
    client: settings as unknown as ClientDefinition,
    ...{ grantable, remembered: [], choosesParts: true, trace: new DecisionTrace() },
    ...more,
  };
}

const shownOf = (about: ApprovalFacts): readonly string[] => scopeChoices(about).map(({ scope }) => scope);
const answered = (about: ApprovalFacts, ticked: readonly string[]): readonly string[] =>
  chosenScopes(about, { approved: true, scopes: ticked });

describe('STD G10: categories in place of all Conditions or Observations', () => {
  test('are shown in place of the scope; other scopes stay', () => {
    const shown = shownOf(facts(['openid', OBSERVATION, 'patient/Patient.rs']));

    expect(shown).toEqual(['openid', ...scopeParts(OBSERVATION).map(({ scope }) => scope), 'patient/Patient.rs']);
  });

  test.each([
    { name: 'the switch is off', about: facts([OBSERVATION], {}, { choosesParts: false }) },
    { name: 'the scope is of SMART 1', about: facts(['patient/Observation.read']) },
    { name: 'the app named the category', about: facts([LABORATORY]) },
    { name: 'it is a wildcard', about: facts(['patient/*.rs']) },
    {
      name: 'the client has it without asking, and asks all the same',
      about: facts([OBSERVATION], { autoApproveScopes: [OBSERVATION], alwaysRequireApproval: true }),
    },
  ])('are not shown where $name', ({ about }) => {
    expect(shownOf(about)).toEqual(about.grantable);
  });

  test.each([
    { name: 'one ticked', ticked: [LABORATORY], left: [LABORATORY] },
    {
      name: 'two ticked, in the order of the page',
      ticked: [VITAL_SIGNS, LABORATORY],
      left: [LABORATORY, VITAL_SIGNS],
    },
    { name: 'none ticked', ticked: [], left: [] },
    { name: 'V-17: the scope itself slipped in', ticked: [OBSERVATION, LABORATORY], left: [LABORATORY] },
    { name: 'V-17: another category slipped in', ticked: [`${OBSERVATION}?category=x`], left: [] },
    { name: 'V-17: a category of another scope slipped in', ticked: [LABORATORY.replace('.rs', '.cruds')], left: [] },
  ])('with $name: $left', ({ ticked, left }) => {
    expect(answered(facts(['openid', OBSERVATION]), ticked)).toEqual(['openid', ...left]);
  });

  test('a category that was asked for beside the scope is shown once', () => {
    const before = facts([LABORATORY, OBSERVATION]);
    const after = facts([OBSERVATION, LABORATORY]);

    for (const about of [before, after]) {
      expect(shownOf(about).filter((scope) => scope === LABORATORY)).toHaveLength(1);
      expect(answered(about, [LABORATORY])).toEqual([LABORATORY]);
      expect(answered(about, [])).toEqual([]);
    }
  });

  test('a category that the client has without asking is told, not asked, and granted whatever is ticked', () => {
    for (const grantable of [
      [LABORATORY, OBSERVATION],
      [OBSERVATION, LABORATORY],
    ]) {
      const about = facts(grantable, { autoApproveScopes: [LABORATORY] });
      const told = scopeChoices(about).filter(({ scope }) => scope === LABORATORY);
      expect(told).toEqual([{ scope: LABORATORY, required: true, allowedBy: 'administrator' }]);
      expect(answered(about, [])).toEqual([LABORATORY]);
      expect(memoryOf(about, [LABORATORY])).not.toMatchObject({
        shown: expect.arrayContaining([LABORATORY]) as unknown,
      });
    }
  });

  test('ruling 54: the trace says what became of the scope and of each category', () => {
    const about = facts([OBSERVATION]);
    answered(about, [LABORATORY]);

    const told = about.trace.list().map(({ value, outcome, ruleId, source }) => [value, outcome, ruleId, source]);
    expect(told.slice(0, 3)).toEqual([
      [OBSERVATION, 'dropped', 'approval.by-category', 'module'],
      [LABORATORY, 'granted', 'approval.ticked', 'person'],
      [VITAL_SIGNS, 'dropped', 'approval.unticked', 'person'],
    ]);
  });

  test('property: whatever is ticked, never all of a type that has categories', () => {
    const scope = fc
      .tuple(
        fc.constantFrom('patient', 'user'),
        fc.constantFrom('Condition', 'Observation', 'Goal'),
        fc.constantFrom('rs', 'cruds', 'r'),
      )
      .map(([who, type, access]) => `${who}/${type}.${access}`);
    fc.assert(
      fc.property(fc.uniqueArray(scope), fc.infiniteStream(fc.boolean()), (grantable, coin) => {
        const about = facts(grantable);
        const ticked = [...shownOf(about), ...grantable].filter(() => coin.next().value);
        const left = answered(about, ticked);

        expect(left.filter((one) => /(?:Condition|Observation)\.[a-z]+$/.test(one))).toEqual([]);
        expect(left.every((one) => ticked.includes(one))).toBe(true);
      }),
    );
  });
});

describe('B-15: what was chosen is remembered', () => {
  test('the categories, in place of the scope', () => {
    const about = facts(['openid', OBSERVATION]);
    const memory = memoryOf(about, answered(about, [LABORATORY]));

    expect(memory).toMatchObject({ kind: 'replace', approved: ['openid', LABORATORY] });
    expect(memory.kind === 'replace' && memory.shown).toEqual(expect.arrayContaining([OBSERVATION, VITAL_SIGNS]));
  });

  test.each([
    {
      name: 'categories chosen earlier are granted again',
      remembered: ['openid', LABORATORY],
      settled: ['openid', LABORATORY],
    },
    {
      name: 'all of the type, approved before there was a choice, is asked anew',
      remembered: ['openid', OBSERVATION],
      settled: undefined,
    },
    { name: 'nothing chosen is asked anew', remembered: ['openid'], settled: undefined },
    { name: 'another scope that is new is asked', remembered: [LABORATORY], settled: undefined },
  ])('$name', ({ remembered, settled }) => {
    expect(settledScopes(facts(['openid', OBSERVATION], {}, { remembered }))).toEqual(settled);
  });

  test('a client that does not remember asks again', () => {
    const about = facts([OBSERVATION], { rememberApprovedScopes: false }, { remembered: [LABORATORY] });

    expect(settledScopes(about)).toBeUndefined();
  });

  test('what the client has without asking is granted whole', () => {
    expect(settledScopes(facts([OBSERVATION], { autoApproveScopes: ['patient/*.read'] }))).toEqual([OBSERVATION]);
  });
});

describe('reference 5.1: what was approved earlier is told, and not asked again', () => {
  const about = (grantable: readonly string[], remembered: readonly string[]) => facts(grantable, {}, { remembered });
  const shown = (these: ApprovalFacts) =>
    scopeChoices(these).map(({ scope, allowedBy }) => [scope, allowedBy === 'person']);

  test.each([
    {
      name: 'a scope',
      grantable: ['email', 'profile'],
      remembered: ['email'],
      told: [
        ['email', true],
        ['profile', false],
      ],
    },
    {
      name: 'of a scope with categories those that were chosen, and no others',
      grantable: [OBSERVATION, 'email'],
      remembered: [LABORATORY],
      told: [
        [LABORATORY, true],
        ['email', false],
      ],
    },
    {
      name: 'beside them a category that was asked for by itself',
      grantable: [OBSERVATION, VITAL_SIGNS],
      remembered: [LABORATORY],
      told: [
        [LABORATORY, true],
        [VITAL_SIGNS, false],
      ],
    },
  ])('$name', ({ grantable, remembered, told }) => {
    expect(shown(about(grantable, remembered))).toEqual(told);
  });

  test('by no client that does not remember', () => {
    const these = facts(['email'], { rememberApprovedScopes: false }, { remembered: ['email'] });

    expect(shown(these)).toEqual([['email', false]]);
  });

  test('it stays remembered, whatever becomes of the new ones', () => {
    const these = about(['email', 'profile'], ['email']);

    expect(memoryOf(these, answered(these, ['email']))).toEqual({
      kind: 'replace',
      shown: ['email', 'profile'],
      approved: ['email'],
    });
  });

  test('what is approved for once is not added to it', () => {
    const these = about(['email', 'profile'], ['email']);

    expect(memoryOf(these, answered(these, ['email', 'profile']), true)).toEqual({ kind: 'keep' });
  });

  test('B-15: what was left out is gone from it, were the rest approved for once or not', () => {
    const these = about(['email', 'profile'], ['email']);

    expect(memoryOf(these, answered(these, ['profile']), true)).toEqual({
      kind: 'replace',
      shown: ['email'],
      approved: [],
    });
  });

  test('B-15: a page that still asked for it counts, when it was unticked there', () => {
    const these = about(['email', 'profile'], ['email']);

    expect(answered(these, ['profile'])).toEqual(['profile']);
  });

  test('ruling 54: the trace tells it from what was ticked', () => {
    const these = about(['email', 'profile'], ['email']);
    answered(these, ['email', 'profile']);

    expect(these.trace.list().map(({ value, ruleId }) => [value, ruleId])).toEqual([
      ['email', 'approval.remembered'],
      ['profile', 'approval.ticked'],
    ]);
  });
});
