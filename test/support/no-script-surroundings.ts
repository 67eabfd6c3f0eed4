import type { ScriptSurroundings } from '../../libs/scripts/src/script-surroundings.js';

const none = (location: string): Promise<never> => Promise.reject(new Error(`there is no ${location}`));

/** Of a node without files and variables for scripts. */
export const noScriptSurroundings: ScriptSurroundings = {
  nodeId: 'Master',
  hasScripts: () => Promise.resolve(false),
  isEcmaScript: () => Promise.resolve(undefined),
  modulesNaming: () => Promise.resolve([]),
  environment: {},
  files: { stamp: none, read: none },
};
