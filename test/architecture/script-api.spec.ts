import { readFileSync } from 'node:fs';
import { declarationFile } from '../../tools/script-api/declaration-file.js';
import { readScriptApi } from '../../tools/script-api/script-api.js';
import { annotated, saidOf } from '../support/script-types.js';

const api = readScriptApi();

describe('docs/script-api.d.ts', () => {
  test('is what the guest declares; `npm run docs` writes it', () => {
    expect(readFileSync('docs/script-api.d.ts', 'utf8')).toBe(declarationFile(api));
  });
  test('stands for itself, and types a strict script', () => {
    expect(saidOf({ 'launch.js': STRICT }, { strict: true })).toEqual([]);
  });
  test('x', () => {
    const s = annotated('test/scripts', { codap: 'AuthenticateCodap', password: 'AuthenticateSignIn', 'sign-in': 'OnFederatedAuthenticateSuccess' });
    expect(saidOf(s)).toEqual([]);
  });
});

const STRICT = `
/** @type {OnTokenGenerating} */
function onTokenGenerating(theUserSession, theRequest, theClient) {
  if (theUserSession === null) return;
  /** @type {string | null} */
  const launch = theRequest.getLaunch();
  if (theUserSession.launch) theUserSession.addLaunchResourceId('patient', launch);
}
`;
