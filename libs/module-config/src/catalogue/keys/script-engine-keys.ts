import type { AcceptedGroup } from '../accepted-group.js';

/** Keys of the product's script engine, whatever module the script belongs to (reference 8.1 and 11), that mean nothing to another engine. */
export const scriptEngineKeys: readonly AcceptedGroup[] = [
  {
    reason: 'Scripts run where no debugger can reach them: in an engine of their own that is gone after each call.',
    instead: 'Log, whose lines are kept with the record of each run',
    keys: {
      'debug.debug_enabled': 'false',
      'debug.host_address': 'localhost',
      'debug.port': '9930',
      'debug.path': '',
      'debug.secure': 'false',
      'debug.suspend': 'true',
      'debug.*': '',
    },
  },
];
