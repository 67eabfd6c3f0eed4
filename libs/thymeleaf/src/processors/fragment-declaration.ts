import { parseFragmentSignature } from '../expression/parse-signature.js';
import type { WithinBuilder } from './processor.js';

/** th:fragment: nothing to render. A declaration that cannot be read is a mistake, which counts where the fragment is asked for. */
export const declaration: WithinBuilder = ({ source, position, attribute }, { template }) => {
  if (!source?.trim()) return;
  const check = (): void => void parseFragmentSignature(source, position);
  template.attempt(check, () => undefined, { offset: attribute.valueOffset, expression: source });
};
