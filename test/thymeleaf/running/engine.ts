import type { TestContext } from '../context/test-context.js';
import type { Thtest } from '../format/thtest.js';

/** What came of rendering. `failed` is an error that the engine reports as one; `crashed` is any other. */
export type Outcome =
  | { readonly kind: 'rendered'; readonly text: string }
  | { readonly kind: 'failed' | 'crashed'; readonly message: string }
  | { readonly kind: 'hung' };

export interface Rendering {
  readonly test: Thtest;
  readonly context: TestContext;
}

/** An engine under test. */
export type Engine = (rendering: Rendering) => Promise<Outcome>;

export type EngineName = 'gatehouse' | 'npm';
