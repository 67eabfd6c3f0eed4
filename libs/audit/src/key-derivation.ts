import type { KeyObject } from 'node:crypto';

/** Where keys come from. */
export interface KeyDerivation {
  derive(purpose: string): KeyObject;
}
