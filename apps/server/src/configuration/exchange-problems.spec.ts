import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { exchangeProblems } from './exchange-problems.js';

const instance = (moduleId: string, inboundModuleId: string, ...trustedModules: string[]) =>
  ({ moduleId, inboundModuleId, options: { exchange: { trustedModules } } }) as unknown as OutboundSmartInstance;

describe('exchangeProblems', () => {
  test.each([
    { name: 'a module that is none', other: instance('b', 'people'), named: 'c', says: /"c", which is no SMART/ },
    { name: 'a module of other people', other: instance('b', 'strangers'), named: 'b', says: /those of "strangers"/ },
  ])('R-13: refuses to trust $name', ({ other, named, says }) => {
    expect(exchangeProblems([instance('a', 'people', named), other])).toEqual([
      {
        key: 'module.a.config.token_exchange.trusted_modules',
        problem: expect.stringMatching(says) as string,
        remedy: expect.any(String) as string,
      },
    ]);
  });

  test('has nothing to say where the people are the same, or nobody is trusted', () => {
    expect(exchangeProblems([instance('a', 'people', 'b'), instance('b', 'people')])).toEqual([]);
  });
});
