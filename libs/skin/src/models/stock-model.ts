import type { VariableDescriptor, VariableDescriptors } from './page-model-descriptor.js';
import { pageDescriptors, type PageModels, type PageName } from './page-models.js';

/** Whether a sample fills in the optional variables, too. */
export type StockSize = 'full' | 'least';

/** Sample data of a page, made from its descriptor: for previews, for tests and for proving the templates at start. */
export function stockModel<P extends PageName>(page: P, size: StockSize = 'full'): PageModels[P] {
  return stockRecord(pageDescriptors[page].variables, size) as PageModels[P];
}

function stockRecord(descriptors: VariableDescriptors, size: StockSize): object {
  const wanted = Object.entries(descriptors).filter(([, descriptor]) => size === 'full' || !descriptor.optional);
  return Object.fromEntries(wanted.map(([name, descriptor]) => [name, stockValue(descriptor, size)]));
}

function stockValue(descriptor: VariableDescriptor, size: StockSize): unknown {
  switch (descriptor.kind) {
    case 'record':
      return stockRecord(descriptor.fields, size);
    case 'records':
      return size === 'least' ? [] : (descriptor.stock ?? [stockRecord(descriptor.fields, size)]);
    default:
      return descriptor.stock;
  }
}
