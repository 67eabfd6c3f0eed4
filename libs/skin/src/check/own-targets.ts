import type { VariableDescriptors } from '../models/page-model-descriptor.js';
import { skinContract } from '../skin-pages/skin-contract.js';
import type { SkinPageName } from '../skin-pages/skin-page-names.js';

/** Last pieces of the addresses of ours that a page is given. */
export function ownTargets(page: SkinPageName): readonly string[] {
  return addressesIn(skinContract[page].variables).map((address) => address.split(/[?#]/)[0]?.split('/').at(-1) ?? '');
}

function addressesIn(variables: VariableDescriptors): readonly string[] {
  return Object.values(variables).flatMap((variable) => {
    if (variable.kind === 'address') return variable.stock.startsWith('/') ? [variable.stock] : [];
    return variable.kind === 'record' || variable.kind === 'records' ? addressesIn(variable.fields) : [];
  });
}
