import fc from 'fast-check';
import { settleContexts, type ContextOffer } from './context-offer.js';
import type { ContextChoice } from './context-choice.js';

const patient = { type: 'patient' };
const choice = (id: string): ContextChoice => ({ resourceType: 'Patient', id, display: id });
const offer = (more: Partial<ContextOffer>): ContextOffer => ({
  ...{ need: patient, choices: [], searchFields: [], mustAsk: false },
  ...more,
});
const settled = (offers: readonly ContextOffer[]) => settleContexts({ resources: [], offers });

describe('settleContexts', () => {
  test.each<{ name: string; given: Partial<ContextOffer> }>([
    { name: 'several choices', given: { choices: [choice('1'), choice('2')] } },
    { name: 'a search', given: { searchFields: ['name'] } },
    { name: 'one choice, where the EHR said nothing of it', given: { choices: [choice('1')], mustAsk: true } },
    { name: 'a source that does not answer', given: { isUnavailable: true } },
  ])('STD L3: $name: the person is asked', ({ given }) => {
    expect(settled([offer(given)])).toEqual({ kind: 'select', offer: offer(given) });
  });

  const selection = { ...patient, userPid: 1 };
  test.each<{ name: string; given: Partial<ContextOffer>; resources: readonly object[] }>([
    { name: 'no choice', given: {}, resources: [] },
    { name: 'no choice in a launch', given: { mustAsk: true }, resources: [] },
    { name: 'one choice', given: { choices: [choice('1')] }, resources: [{ type: 'patient', id: '1' }] },
    {
      name: 'a selection, whatever else there is',
      given: { choices: [choice('1')], mustAsk: true, selection: { ...selection, id: '7', display: 'x' } },
      resources: [{ type: 'patient', id: '7' }],
    },
    { name: 'going on without', given: { choices: [choice('1')], selection }, resources: [] },
  ])('$name: nobody is asked', ({ given, resources }) => {
    expect(settled([offer(given)])).toMatchObject({ kind: 'settled', resources });
  });

  test('STD S10: a role goes with the choice; what was left out is told', () => {
    const [task, visit] = [{ type: 'task', role: 'urn:x' }, { type: 'encounter' }];

    expect(
      settleContexts({
        resources: [{ type: 'patient', id: '9' }],
        offers: [
          offer({ need: task, choices: [choice('t')] }),
          offer({ need: visit, selection: { ...visit, userPid: 1 } }),
        ],
      }),
    ).toEqual({
      kind: 'settled',
      resources: [
        { type: 'patient', id: '9' },
        { ...task, id: 't' },
      ],
      declined: ['encounter'],
    });
  });

  test('V-33: whatever is offered, nothing is in context that is not the only choice, or chosen', () => {
    const offers = fc.array(
      fc.record({
        ids: fc.uniqueArray(fc.stringMatching(/^[a-c]$/), { maxLength: 3 }),
        searchable: fc.boolean(),
        mustAsk: fc.boolean(),
        selected: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
      }),
      { maxLength: 4 },
    );

    fc.assert(
      fc.property(offers, (list) => {
        const given = list.map(({ ids, searchable, mustAsk, selected }, place) => {
          const need = { type: `type${String(place)}` };
          return offer({
            ...{ need, choices: ids.map(choice), searchFields: searchable ? (['name'] as const) : [], mustAsk },
            ...(selected !== undefined && { selection: { ...need, userPid: 1, id: selected } }),
          });
        });
        const result = settled(given);
        if (result.kind === 'select') return result.offer.selection === undefined;
        return result.resources.every(({ type, id }) => {
          const from = given.find(({ need }) => need.type === type);
          return from?.selection ? from.selection.id === id : from?.choices.length === 1 && !from.mustAsk;
        });
      }),
    );
  });
});
