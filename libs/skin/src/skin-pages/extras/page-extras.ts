import type { ModelOf, VariableDescriptors } from '../../models/page-model-descriptor.js';
import type { PageModels, PageName } from '../../models/page-models.js';
import type { Worded } from '../../models/worded-model.js';

/** Variables that a page of a skin has besides those of the built-in page, and where they come from. */
export interface PageExtras<P extends PageName, D extends VariableDescriptors = VariableDescriptors> {
  readonly variables: D;
  readonly of: (model: Worded<PageModels[P]>) => ModelOf<D>;
}

/** Makes the extras of a page, of which the compiler checks that the values are those that are described. */
export function extras<P extends PageName>() {
  return <const D extends VariableDescriptors>(
    variables: D,
    of: (model: Worded<PageModels[P]>) => ModelOf<D>,
  ): PageExtras<P, D> => ({ variables, of });
}
