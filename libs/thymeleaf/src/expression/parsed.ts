import type { Node } from './node.js';
import type { GrowingRead } from './parsing.js';

/** The beginning of a path, and what of it is known to the check of a skin. */
export interface Parsed {
  readonly node: Node;
  /** Grows with each literal step. */
  readonly read?: GrowingRead | undefined;
}
