import type { AcceptedGroup } from '../accepted-group.js';

/** Keys of the script engine, whatever module the script belongs to (reference 8.1 and 11). Those that name a script are refused: `script-keys.ts`. */
export const scriptEngineKeys: readonly AcceptedGroup[] = [
  {
    reason: 'This server has no script engine yet.',
    keys: {
      'callback_script.file': '',
      'callback_script.text': '',
      ecmascript_module: 'false',
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
