import type { AcceptedGroup } from '../accepted-group.js';

/** Keys of the product that belong to the node and to no module. */
export const nodeKeys: readonly AcceptedGroup[] = [
  {
    reason:
      'Where the property file counts definitions are locked without it; where those of the database count nothing locks them, so that true is refused.',
    instead: 'node.propertysource=PROPERTIES',
    keys: { 'node.config.locked': 'false' },
  },
  {
    reason: 'A request without credentials never acts as a user, let alone as one who may do everything.',
    keys: { 'node.security.strict': 'false' },
  },
  { reason: 'No licence is needed.', keys: { 'license.*': '' } },
];
