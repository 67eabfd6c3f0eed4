import { plantedMark } from './planted-files.js';

/**
 * The rule that must fire (or, among the permissions, what is permitted) and the files that show it. Names are relative to
 * the root; a `#` alone between slashes stands for a folder that only this case has.
 */
export interface PlantedCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

const imports = (specifier: string): string => `import '${specifier}';\n`;
const importsType = (specifier: string): string => `import type { something } from '${specifier}';\nexport type A = typeof something;\n`;
/** From a folder of its own in a folder of libs/scripts. */
const OF_GUEST = '../../../#/guest/a.js';
const exportsSomething = 'export const something = 1;\n';

/** A file in one library that imports a file of another one, and that file. */
const acrossLibraries = (name: string, from: string, to: string, file: string): PlantedCase => ({
  name,
  files: {
    [`libs/${from}/src/#/importer.ts`]: imports(`#${to}/#/${file}`),
    [`libs/${to}/src/#/${file}.ts`]: exportsSomething,
  },
});

const importing = (name: string, file: string, specifier: string): PlantedCase => ({
  name,
  files: { [file]: imports(specifier) },
});

const lookingUp = [
  ['database', 'keystore'],
  ['database', 'route-access'],
  ['database', 'slow-hashing'],
  ['keystore', 'module-config'],
  ['keystore', 'audit'],
  ['keystore', 'egress'],
  ['keystore', 'mail'],
  ['module-config', 'oidc-server-definition'],
  ['oidc-server-definition', 'inbound-security'],
  ['oidc-server-definition', 'skin'],
  ['inbound-security', 'outbound-smart'],
  ['outbound-smart', 'configuration-exchange'],
  ['configuration-exchange', 'admin-api'],
] as const;

const sandboxLookingUp = [
  ['pool', 'breaker'],
  ['runs', 'pool'],
  ['threads', 'runs'],
  ['engine', 'threads'],
] as const;

const plans: readonly PlantedCase[] = [
  acrossLibraries('1-pure-libraries-know-no-other-library', 'protocol', 'keystore', 'key-generation'),
  acrossLibraries('1-pure-libraries-know-no-other-library', 'protocol', 'database', 'sql.port'),
  acrossLibraries('1-pure-libraries-know-no-other-library', 'thymeleaf', 'protocol', 'clock'),
  importing('1-pure-libraries-know-no-framework', 'libs/thymeleaf/src/#/importer.ts', 'handlebars'),
  importing('1-pure-libraries-know-no-framework', 'libs/protocol/src/#/importer.ts', '@nestjs/common'),
  importing('1-pure-libraries-know-no-framework', 'libs/protocol/src/#/importer.ts', 'typeorm'),
  importing('1-pure-libraries-know-no-framework', 'libs/protocol/src/#/importer.ts', 'node:fs'),
  acrossLibraries('2-libraries-meet-at-ports', 'outbound-smart', 'keystore', 'key-generation'),
  acrossLibraries('2-libraries-meet-at-ports', 'keystore', 'database', 'connection'),
  acrossLibraries('2-modules-are-for-apps', 'outbound-smart', 'keystore', 'keystore.module'),
  ...lookingUp.map(([from, to]) => acrossLibraries(`3-libraries-look-down-${from}`, from, to, 'a.port')),
  {
    name: '3-libraries-have-a-rank',
    files: { 'libs/#/src/importer.ts': imports('./other.js'), 'libs/#/src/other.ts': exportsSomething },
  },
  {
    name: '3-libraries-do-not-see-apps',
    files: {
      'libs/audit/src/#/importer.ts': imports('../../../../../apps/server/src/#/settings.js'),
      'apps/server/src/#/settings.ts': exportsSomething,
    },
  },
  importing('4-typeorm-stays-in-stores', 'libs/outbound-smart/src/tokens/#/importer.ts', 'typeorm'),
  importing('4-typeorm-stays-in-stores', 'libs/keystore/src/stores/memory/#/importer.ts', '@nestjs/typeorm'),
  importing('5-passport-stays-in-inbound-security', 'libs/outbound-smart/src/http/#/importer.ts', 'passport'),
  importing('5-passport-stays-in-inbound-security', 'apps/server/src/#/importer.ts', '@nestjs/passport'),
  importing('5-passkeys-stay-in-inbound-security', 'libs/outbound-smart/src/http/#/importer.ts', '@simplewebauthn/server'),
  importing('5-directories-stay-in-inbound-security', 'libs/outbound-smart/src/http/#/importer.ts', 'ldapts'),
  importing('5-directories-stay-in-inbound-security', 'apps/server/src/#/importer.ts', 'ldapauth-fork'),
  importing('5-handlebars-stays-in-skin', 'libs/outbound-smart/src/http/#/importer.ts', 'handlebars'),
  importing('5-nodemailer-stays-in-mail', 'libs/outbound-smart/src/http/#/importer.ts', 'nodemailer'),
  {
    name: '6-controllers-belong-to-their-module',
    files: {
      'libs/outbound-smart/src/grants/#/a.grant-controller.ts': imports('./b.grant-controller.js'),
      'libs/outbound-smart/src/grants/#/b.grant-controller.ts': exportsSomething,
    },
  },
  acrossLibraries('6-controllers-belong-to-their-module', 'outbound-smart', 'skin', 'page.controller'),
  importing('6-http-stays-at-the-edge', 'libs/outbound-smart/src/tokens/#/importer.ts', 'fastify'),
  ...['node:fs', 'jose', '#protocol/clock', '../../../sandbox/engine/meter.js'].map((specifier) =>
    importing('10-the-guest-is-alone', 'libs/scripts/src/#/guest/importer.ts', specifier),
  ),
  {
    name: '10-guest-code-stays-in-the-engine',
    files: { 'libs/scripts/src/running/#/importer.ts': imports(OF_GUEST), 'libs/scripts/src/#/guest/a.ts': exportsSomething },
  },
  {
    name: '10-guest-code-stays-in-the-engine',
    files: {
      'libs/scripts/src/library/#/importer.ts': importsType(OF_GUEST),
      'libs/scripts/src/#/guest/a.ts': exportsSomething,
    },
  },
  ...sandboxLookingUp.map(([from, to]) => ({
    name: `11-the-sandbox-looks-down-${from}`,
    files: {
      [`libs/scripts/src/sandbox/${from}/#/importer.ts`]: imports(`../../../${to}/#/a.js`),
      [`libs/scripts/src/sandbox/${to}/#/a.ts`]: exportsSomething,
    },
  })),
  {
    name: '7-no-cycles',
    files: { 'libs/audit/src/#/a.ts': imports('./b.js'), 'libs/audit/src/#/b.ts': imports('./a.js') },
  },
  importing('7-no-unresolved-imports', 'libs/audit/src/#/importer.ts', './nowhere.js'),
  importing('7-no-unresolved-imports', 'libs/audit/src/#/importer.ts', '#keystore/#/nowhere.port'),
  // A library that is there, but not listed: its imports must not pass unseen.
  {
    name: '7-no-unresolved-imports',
    files: {
      'libs/audit/src/#/importer.ts': imports(`#${plantedMark}-boundaries/a.port`),
      [`libs/${plantedMark}-boundaries/src/a.port.ts`]: exportsSomething,
    },
  },
  {
    name: '7-no-imports-of-the-build',
    files: {
      'libs/audit/src/#/importer.ts': imports('../../../../../dist/#/built.js'),
      'dist/#/built.js': exportsSomething,
    },
  },
  { name: '7-no-orphans', files: { 'libs/audit/src/#/forgotten.ts': exportsSomething } },
  {
    name: '7-no-tests-in-the-product',
    files: { 'libs/audit/src/#/importer.ts': imports('./a.spec.js'), 'libs/audit/src/#/a.spec.ts': exportsSomething },
  },
  importing('7-packages-are-dependencies', 'libs/audit/src/#/importer.ts', 'fast-check'),
];

/** What must stay possible: a rule that forbids too much would be switched off some day. */
const permissions: readonly PlantedCase[] = [
  acrossLibraries('looks at a port below', 'outbound-smart', 'keystore', 'a.port'),
  acrossLibraries('looks at the ports of the database', 'audit', 'database', 'a.port'),
  acrossLibraries('looks at pure functions', 'database', 'protocol', 'pure'),
  importing('takes typeorm in a store', 'libs/keystore/src/stores/typeorm/#/importer.ts', 'typeorm'),
  importing('takes typeorm in a module', 'libs/keystore/src/#/a.module.ts', '@nestjs/typeorm'),
  importing('signs with jose', 'libs/protocol/src/#/importer.ts', 'jose'),
  importing('tests with fast-check', 'libs/protocol/src/#/a.spec.ts', 'fast-check'),
  {
    name: 'knows what the guest is given',
    files: {
      'libs/scripts/src/running/#/importer.ts': importsType(OF_GUEST),
      'libs/scripts/src/#/guest/a.ts': "import './b.js';\nexport const something = 1;\n",
      'libs/scripts/src/#/guest/b.ts': exportsSomething,
    },
  },
  {
    name: 'lists the controllers of a folder',
    files: {
      'libs/outbound-smart/src/grants/#/a.parts.ts': imports('./a.controller.js'),
      'libs/outbound-smart/src/grants/#/a.controller.ts': exportsSomething,
    },
  },
  {
    name: 'composes modules at the root',
    files: {
      'apps/server/src/#/main.ts': imports('#keystore/#/b.module'),
      'libs/keystore/src/#/b.module.ts': imports('./b.controller.js'),
      'libs/keystore/src/#/b.controller.ts': exportsSomething,
    },
  },
];

const inFolders = (all: readonly PlantedCase[], prefix: string): readonly (PlantedCase & { folder: string })[] =>
  all.map(({ name, files }, index) => {
    const folder = `${plantedMark}-boundaries/${prefix}-${index}`;
    const place = (text: string): string => text.replaceAll(/#(?=\/)/g, folder);
    return { name, folder, files: Object.fromEntries(Object.entries(files).map(([file, text]) => [place(file), place(text)])) };
  });

/** One row per way to break a rule, each in a folder of its own. */
export const plantedViolations = inFolders(plans, 'violation');

/** One row per thing that must not be reported. */
export const plantedPermissions = inFolders(permissions, 'permission');
