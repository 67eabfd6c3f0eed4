// One project per kind of test, so that `jest --selectProjects unit` is the fast gate and the slow kinds are asked for by name.
// Run under Node 24 with --experimental-vm-modules: every package of Nest 12 is an ES module.
import { existsSync } from 'node:fs';
import swc from './swc.config.js';

const setup = './test/support/global-setup.js';
const teardown = './test/support/global-teardown.js';

/** Projects that need a running database share one start and one stop of it. */
const withServices = {
  ...(existsSync(new URL(setup, import.meta.url)) && { globalSetup: setup.replace('.', '<rootDir>') }),
  ...(existsSync(new URL(teardown, import.meta.url)) && { globalTeardown: teardown.replace('.', '<rootDir>') }),
};

const shared = {
  rootDir: import.meta.dirname,
  // Servers, and what is slow to load, are loaded once for each worker.
  testEnvironment: '<rootDir>/test/support/server-environment.js',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { ...swc, sourceMaps: 'inline' }],
  },
  // A relative import names the file it becomes (`./scope.js`); under Jest that file is still TypeScript.
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts'],
    '^fast-check$': '<rootDir>/test/support/fast-check.js',
  },
  // The condition that makes `#protocol/…` mean the source, not dist/.
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons', 'development'] },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.runtime/', '<rootDir>/data/'],
};

/** How long something takes, or how much memory, is what they show, most of them with several processes: they get the machine for themselves. */
const measuring = [
  'test/cluster/client-secrets.spec.ts',
  'test/cluster/database-outage.spec.ts',
  'test/cluster/embedded-postgres.spec.ts',
  'test/cluster/key-rotation.spec.ts',
  'test/cluster/shutdown.spec.ts',
  'test/cluster/skin-swap.spec.ts',
  'test/cluster/sign-in-timing.spec.ts',
  'test/cluster/stale-state.spec.ts',
  'test/security/directory-faults.spec.ts',
  'test/security/script-memory.spec.ts',
  'test/security/skin-pauses.spec.ts',
];

const project = (displayName, testMatch, extra = {}) => ({
  ...shared,
  ...extra,
  displayName,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
});

export default {
  // A guard against hanging, not a measure: on a busy machine the start of a server takes many times its two seconds.
  testTimeout: 120_000,
  maxWorkers: 2,
  testSequencer: './test/support/longest-first.js',
  projects: [
    project('unit', ['libs/**/*.spec.ts', 'apps/**/*.spec.ts']),
    project('architecture', ['test/architecture/**/*.spec.ts']),
    project('conformance', ['test/thymeleaf/**/*.spec.ts']),
    project('e2e', ['test/e2e/**/*.spec.ts', 'test/security/**/*.spec.ts', 'test/contracts/**/*.spec.ts'], {
      ...withServices,
      testPathIgnorePatterns: measuring,
    }),
    project('browser', ['test/browser/**/*.spec.ts'], withServices),
    project('cluster', ['test/cluster/**/*.spec.ts'], { ...withServices, testPathIgnorePatterns: measuring }),
    project('measuring', measuring, withServices),
    project('long', ['test/long/**/*.spec.ts'], withServices),
  ],
};
