// How an installation is written down in files: for those who take one over from there.
export { substituteVariables, withoutVariables } from './seed-variables.js';
export type { SeedVariables } from './seed-variables.js';
export { formatProblem } from './configuration-problem.js';
export { parseProperties } from './property-file.js';
export { moduleDefinitions } from './module-definitions.js';
