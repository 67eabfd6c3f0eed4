import { FormParameters } from '#protocol/oauth2/form-parameters';
import type { ScopeChoice } from './approval-choices.js';
import { readDecision, tooManyChoices } from './approval-form.js';

const boxes = (count: number, length: number): readonly ScopeChoice[] =>
  Array.from({ length: count }, (_, place) => ({ scope: String(place).padEnd(length, 'x'), required: false }));

describe('tooManyChoices', () => {
  test.each([
    { name: '1,001 boxes', choices: boxes(1_001, 4) },
    { name: 'boxes whose names take more than 100 KB', choices: boxes(60, 2_000) },
    { name: 'boxes whose names take more than 100 KB as a form sends them', choices: boxes(20, 2_000).map(inSlashes) },
  ])('V-88: $name are too many', ({ choices }) => {
    expect(tooManyChoices(choices)).toMatchObject({ code: 'invalid_scope', parameter: 'scope' });
  });

  test.each([
    { name: 'none', choices: [] },
    { name: 'those of the largest request', choices: boxes(500, 31) },
    { name: 'a thousand', choices: boxes(1_000, 80) },
    {
      name: 'any number of those that were allowed already',
      choices: boxes(2_000, 80).map((choice) => ({ ...choice, required: true, allowedBy: 'administrator' as const })),
    },
  ])('V-88: $name can be shown', ({ choices }) => {
    expect(tooManyChoices(choices)).toBeUndefined();
  });
});

describe('readDecision', () => {
  test.each([
    { remember: 'none', isForOnce: true },
    { remember: 'one-hour', isForOnce: true },
    { remember: 'false', isForOnce: true },
    { remember: 'until-revoked', isForOnce: undefined },
    { remember: 'on', isForOnce: undefined },
    { remember: undefined, isForOnce: undefined },
  ])('an approval that is to be remembered “$remember”', ({ remember, isForOnce }) => {
    const fields = { user_oauth_approval: 'true', ...(remember !== undefined && { remember }) };

    expect(readDecision(FormParameters.parse(new URLSearchParams(fields).toString())).isForOnce).toBe(isForOnce);
  });
});

/** Every character of it is sent as three. */
function inSlashes({ scope, ...choice }: ScopeChoice): ScopeChoice {
  return { ...choice, scope: scope.replaceAll('x', '/') };
}
