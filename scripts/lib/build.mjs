import { isCompiled } from './compile.mjs';

/** The build as a step of other scripts; in a process of its own because SWC's native binding wants the right Node. */
export const build = async ({ program }) => {
  if (!isCompiled()) await program('The build', 'scripts/compile.mjs');
};
