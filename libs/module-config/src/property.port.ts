// How a library declares and reads its own properties: everything it may see of module-config.
export { Property, propertiesOf } from './property-declaration.js';
export type { DeclaredProperty, OptionsClass, PropertyDeclaration, PropertyType } from './property-declaration.js';
export { bindOptions } from './bind-options.js';
export type { BoundOptions } from './bind-options.js';
export { AreAddressRanges, addressTest } from './address-ranges.js';
export { IsFreePath } from './is-free-path.js';
export { refusedProblems } from './catalogue/refused-properties.js';
export { formatProblem, formatProblems } from './configuration-problem.js';
export type { ConfigurationProblem } from './configuration-problem.js';
