// The Jest environment of tests that start servers. It is a test's own world as always, but for one door: `importByNode` loads a module with
// Node's own loader, once for each worker, instead of linking it anew for each test file. (Linking Nest and TypeORM takes three seconds.)
import './typescript-hooks.js';
import { pathToFileURL } from 'node:url';
import { TestEnvironment } from 'jest-environment-node';

const importByNode = (specifier) => import(specifier.startsWith('/') ? pathToFileURL(specifier).href : specifier);

export default class ServerEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.importByNode = importByNode;
  }
}
