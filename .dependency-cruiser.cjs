// The boundaries of the house, as drawn and numbered in ARCHITECTURE.md. test/architecture/boundaries.spec.ts plants a
// violation of each rule and expects it to be found: a rule nobody has seen fail is not to be trusted.

/** Bottom first. A library sees the ranks below its own; neither above it nor beside it. */
const ranks = [
  ['protocol', 'thymeleaf'],
  ['database', 'route-access', 'slow-hashing'],
  ['keystore', 'audit', 'browser-session', 'egress', 'history', 'mail'],
  ['module-config'],
  ['oidc-server-definition', 'scripts', 'skin'],
  ['inbound-security'],
  ['outbound-smart'],
  ['configuration-exchange'],
  ['admin-api', 'admin-console'],
];

const oneOf = (names) => `(${names.join('|')})`;
/** Stands in for a package of npm's, and is one for those who import it. */
const standIn = '(^|/)libs/ldapauth-fork/';
const packages = (...names) => `(^|/)node_modules/${oneOf(names)}/`;
const spec = '\\.spec\\.ts$';

/** Rules 1 and 2: what a library may import of others. */
const faces = [
  {
    name: '1-pure-libraries-know-no-other-library',
    comment: 'What is in protocol or thymeleaf depends on its arguments alone; take what you need as an argument.',
    from: { path: `^libs/${oneOf(ranks[0])}/` },
    to: { path: '^(libs|apps)/', pathNot: '^libs/$1/' },
  },
  {
    name: '1-pure-libraries-know-no-framework',
    comment: 'Beside themselves, they use jose and node:crypto, nothing else.',
    from: { path: `^libs/${oneOf(ranks[0])}/`, pathNot: spec },
    to: { pathNot: ['^(libs|apps)/', packages('jose'), '^(node:)?(crypto|buffer|util|url)$'], couldNotResolve: false },
  },
  {
    name: '2-libraries-meet-at-ports',
    comment:
      'Import the *.port.ts of the other library; if it has none for this, it does not promise it. (A spec may put the real thing behind a port.)',
    from: { path: '^libs/([^/]+)/', pathNot: [`^libs/${oneOf(ranks[0])}/`, spec] },
    to: {
      path: '^libs/',
      pathNot: [
        standIn,
        '^libs/$1/',
        `^libs/${oneOf(ranks[0])}/`,
        '\\.port\\.ts$',
        '\\.module\\.ts$',
        '[.-]controller\\.ts$',
      ],
    },
  },
  {
    name: '2-modules-are-for-apps',
    comment: 'Only a composition root under apps/ puts modules of several libraries together.',
    from: { path: '^libs/([^/]+)/', pathNot: `^libs/${oneOf(ranks[0])}/` },
    to: { path: '^libs/.*\\.module\\.ts$', pathNot: '^libs/$1/' },
  },
];

/** Rule 3, once per rank: ports of libraries above and beside are out of sight too. Alone at the top there is nothing of the kind. */
const directions = ranks.slice(1).flatMap((rank, index) => {
  const outOfSight = ranks.slice(index + 1).flat();
  if (outOfSight.length === 1) return [];
  return {
    name: `3-libraries-look-down-${rank[0]}`,
    comment: `${rank.join(', ')}: move what is shared down, or hand it over at the composition root.`,
    from: { path: `^libs/${oneOf(rank)}/` },
    to: { path: `^libs/${oneOf(outOfSight)}/.*\\.port\\.ts$`, pathNot: '^libs/$1/' },
  };
});

const strangers = [
  {
    name: '3-libraries-have-a-rank',
    comment: 'Give the new library its place in the drawing and in `ranks` above.',
    from: {},
    to: { path: '^libs/', pathNot: [standIn, `^libs/${oneOf(ranks.flat())}/`] },
  },
  {
    name: '3-libraries-do-not-see-apps',
    comment: 'apps/ composes the libraries; a library that needs something of it takes it as an option.',
    from: { path: '^libs/', pathNot: `^libs/${oneOf(ranks[0])}/` },
    to: { path: '^apps/' },
  },
];

/** Rules 4 and 5: packages that have one home. */
const homes = [
  {
    name: '4-typeorm-stays-in-stores',
    comment: 'Tables are a matter of stores/typeorm; everything else talks to a store interface.',
    from: {
      path: '^(libs|apps)/',
      pathNot: ['/stores/typeorm/', '^libs/database/', '\\.module\\.ts$', `^libs/${oneOf(ranks[0])}/`],
    },
    to: { path: packages('typeorm', '@nestjs/typeorm') },
  },
  {
    name: '5-passport-stays-in-inbound-security',
    comment: 'Who checks a password is behind user-authenticator.port.ts.',
    from: { pathNot: ['^libs/inbound-security/', `^libs/${oneOf(ranks[0])}/`] },
    to: { path: packages('passport[^/]*', '@nestjs/passport', '@types/passport[^/]*') },
  },
  {
    name: '5-passkeys-stay-in-inbound-security',
    comment: 'Who verifies a passkey is behind passkeys.port.ts.',
    from: { path: '^(libs|apps)/', pathNot: ['^libs/inbound-security/', `^libs/${oneOf(ranks[0])}/`] },
    to: { path: packages('@simplewebauthn/[^/]+') },
  },
  {
    name: '5-directories-stay-in-inbound-security',
    comment: 'Who asks a directory is behind user-authenticator.port.ts.',
    from: { path: '^(libs|apps)/', pathNot: ['^libs/(inbound-security|ldapauth-fork)/', `^libs/${oneOf(ranks[0])}/`] },
    to: { path: ['(^|/)libs/ldapauth-fork/', packages('ldapts', 'ldapauth-fork')] },
  },
  {
    name: '5-handlebars-stays-in-skin',
    comment: 'Pages are rendered, and phrases made into words, by skin alone; those of the console by its view engine.',
    from: {
      path: '^(libs|apps)/',
      pathNot: ['^libs/skin/', '^libs/admin-console/src/pages/view-engine\\.ts$', `^libs/${oneOf(ranks[0])}/`],
    },
    to: { path: packages('handlebars', 'intl-messageformat') },
  },
  {
    name: '5-nodemailer-stays-in-mail',
    comment: 'Mail is owed through mailer.port.ts, so that no page waits for a mail server.',
    from: { path: '^(libs|apps)/', pathNot: ['^libs/mail/', `^libs/${oneOf(ranks[0])}/`] },
    to: { path: packages('nodemailer', '@types/nodemailer') },
  },
];

/** Rule 6: nobody calls a controller but the router, and nobody below it sees HTTP. */
const controllers = [
  {
    name: '6-controllers-belong-to-their-module',
    comment: 'What two controllers share is a function beside them, not one of them.',
    from: { path: '^(libs|apps)/', pathNot: ['\\.(module|parts)\\.ts$', spec, `^libs/${oneOf(ranks[0])}/`] },
    to: { path: '[.-]controller\\.ts$' },
  },
  {
    name: '6-http-stays-at-the-edge',
    comment: 'A controller reads the request with the http folder of its library and passes on what it says.',
    from: {
      path: '^libs/',
      pathNot: [
        '^libs/(outbound-smart|admin-api|admin-console)/src/http/',
        '[.-]controller\\.ts$',
        spec,
        `^libs/${oneOf(ranks[0])}/`,
      ],
    },
    to: { path: packages('fastify', '@fastify/[^/]+') },
  },
];

/** Rule 10: what runs beside administrators' scripts is not of this process. */
const guest = ['^libs/scripts/src/guest/', '^libs/scripts/src/.+/guest/'];
const sandbox = [
  {
    name: '10-the-guest-is-alone',
    comment:
      'It is loaded by an engine that has neither Node nor packages: what it needs of the host it calls for (guest/host.ts).',
    from: { path: guest, pathNot: spec },
    to: { pathNot: guest, couldNotResolve: false },
  },
  {
    name: '10-guest-code-stays-in-the-engine',
    comment: 'Import types of it alone, in running/: called here it would have the rights of the server.',
    from: { path: '^(libs|apps)/', pathNot: [...guest, '^libs/scripts/src/running/', spec] },
    to: { path: guest },
  },
  {
    name: '10-guest-code-stays-in-the-engine',
    comment: 'Types alone (`import type`): called here it would have the rights of the server.',
    from: { path: '^libs/scripts/src/running/', pathNot: spec },
    to: { path: guest, dependencyTypesNot: ['type-only'] },
  },
];

/** Rule 11: from who may run down to the engine. */
const sandboxFolders = ['breaker', 'pool', 'runs', 'threads', 'engine'];
const inSandbox = (folders) => `^libs/scripts/src/sandbox/${oneOf(folders)}/`;
const sandboxOrder = sandboxFolders.slice(1).map((folder, index) => ({
  name: `11-the-sandbox-looks-down-${folder}`,
  comment:
    'A folder of the sandbox knows those after it: breaker, pool, runs, threads, engine. Take what is above as a parameter.',
  from: { path: inSandbox([folder]), pathNot: spec },
  to: { path: inSandbox(sandboxFolders.slice(0, index + 1)) },
}));

/** Rule 7: a tree, complete, of sources. */
const hygiene = [
  {
    name: '7-no-cycles',
    comment: 'A cycle is a misplaced function. (Entities that import each other crash at import.)',
    from: {},
    to: { circular: true },
  },
  {
    name: '7-no-unresolved-imports',
    comment:
      'The file or package does not exist. Other libraries: #library/file without extension; own files: ./file.js.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: '7-no-imports-of-the-build',
    comment: 'dist/ is made from the sources; import those.',
    from: {},
    to: { path: '^dist/' },
  },
  {
    name: '7-no-orphans',
    comment: 'Imports nothing and is imported by nobody: dead, or meant to be wired up.',
    from: { orphan: true, pathNot: ['/main\\.ts$', '/migrations/', '\\.port\\.ts$', spec, '\\.d\\.ts$'] },
    to: {},
  },
  {
    name: '7-no-tests-in-the-product',
    comment: 'What ships does not import what is only there to test it.',
    from: { path: '^(libs|apps)/', pathNot: spec },
    to: { path: ['^test/', spec] },
  },
  {
    name: '7-packages-are-dependencies',
    comment: 'Name the package under `dependencies` in package.json: what ships runs without the development packages.',
    // The stand-in has a package.json of its own; what it needs is named in ours.
    from: { path: '^(libs|apps)/', pathNot: [spec, '^libs/ldapauth-fork/', `^libs/${oneOf(ranks[0])}/`] },
    to: {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
      dependencyTypesNot: ['type-only'],
    },
  },
];

module.exports = {
  forbidden: [
    ...faces,
    ...directions,
    ...strangers,
    ...homes,
    ...controllers,
    ...sandbox,
    ...sandboxOrder,
    ...hygiene,
  ].map((rule) => ({
    severity: 'error',
    ...rule,
  })),
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.boundaries.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['development', 'import', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
    progress: { type: 'none' },
  },
};
