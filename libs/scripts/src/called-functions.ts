import { scriptProperty } from './script-places.port.js';

/** A place that calls scripts: who names a script there means one of its functions at least. */
interface ScriptPlace {
  /** Without `.file` and `.text`; fields of server definitions as they are called there. */
  readonly properties: readonly string[];
  readonly functions: readonly string[];
}

const places: readonly ScriptPlace[] = [
  {
    properties: [scriptProperty.postAuthorize],
    functions: ['onTokenGenerating', 'onPostAuthorize', 'onSmartLoginPreContextSelection'],
  },
  { properties: [scriptProperty.callback, 'federationAuthScriptText'], functions: ['onAuthenticateSuccess'] },
  {
    properties: [scriptProperty.codap, scriptProperty.postAuthorize, scriptProperty.callback],
    functions: ['authenticate'],
  },
  { properties: ['federationUserMappingScriptText'], functions: ['getUserName'] },
  { properties: [scriptProperty.registration], functions: ['onUserSelfRegistrationRequest'] },
];

/** Every function that is ever called; one file may serve several places. */
export const calledFunctions: readonly string[] = places.flatMap(({ functions }) => functions);

/** Those that are called where this one is, itself included. */
export function functionsBeside(functionName: string): readonly string[] {
  return places.find(({ functions }) => functions.includes(functionName))?.functions ?? [functionName];
}

/** The same for warnings: the script of CODAP may stand alone where that of a module's tokens does. */
export function functionsInFileOf(functionName: string): readonly string[] {
  const ofTokens = functionsFor(scriptProperty.postAuthorize);
  return ofTokens.includes(functionName) ? ofTokens : functionsBeside(functionName);
}

/** Those that are called where a property names a script; none = no script is called there. */
export function functionsFor(property: string): readonly string[] {
  return places.filter(({ properties }) => properties.includes(property)).flatMap(({ functions }) => functions);
}
