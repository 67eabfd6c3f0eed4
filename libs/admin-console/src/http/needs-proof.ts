import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** Metadata key of handlers that want a proof of the last minutes. */
export const NEEDS_PROOF = Symbol('NeedsProof');

/** The form changes keys, secrets or permissions: who sends it proves once more that they are who signed in, unless that was just now (behaviour 28). */
export function NeedsProof(): CustomDecorator<symbol> {
  return SetMetadata(NEEDS_PROOF, true);
}
