import type { VariableDescriptor, VariableDescriptors } from './page-model-descriptor.js';
import { completeModel } from './complete-model.js';
import { pageDescriptors, type PageName } from './page-models.js';
import { stockModel } from './stock-model.js';

const names = Object.keys(pageDescriptors) as PageName[];

const variablesOf = (descriptors: VariableDescriptors, path: string): (readonly [string, VariableDescriptor])[] =>
  Object.entries(descriptors).flatMap(([name, descriptor]) => [
    [`${path}.${name}`, descriptor] as const,
    ...('fields' in descriptor ? variablesOf(descriptor.fields, `${path}.${name}`) : []),
  ]);

describe('page models (ruling 59)', () => {
  test.each(names)('the sample of %s is a model of it, with every variable or only the needed ones', (name) => {
    const { variables } = pageDescriptors[name];

    expect(() => completeModel(variables, stockModel(name, 'least'))).not.toThrow();
    expect(Object.keys(stockModel(name, 'full'))).toEqual(Object.keys(variables));
  });

  test.each(names.flatMap((name) => variablesOf(pageDescriptors[name].variables, name)))(
    '%s is documented in a sentence',
    (_, { help }) => {
      expect(help).toMatch(/^[A-Z].*[.…]$/s);
    },
  );

  test('the documented skin variables have a place (reference 10.3)', () => {
    const skinNames = variablesOf(pageDescriptors.approve.variables, 'approve').flatMap(([, v]) => v.skinName ?? []);

    expect(skinNames).toEqual(
      expect.arrayContaining(['client_id', 'client_name', '#authentication.principal', '_csrf']),
    );
  });
});
