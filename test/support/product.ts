import { join } from 'node:path';

/**
 * The product as it runs: loaded by Node itself and shared by all test files of a Jest worker (`server-environment.js`), not linked into
 * every file's own world. What comes from here belongs to that outer world, and so do the errors it throws: take its classes from here as
 * well, for they are no `Error` of the file's own world.
 */
declare global {
  var importByNode: ((specifier: string) => Promise<unknown>) | undefined;
}

const root = join(import.meta.dirname, '../..');

/** A module as Node loads it: a file of the project, or a package. */
export async function load<Module>(specifier: string): Promise<Module> {
  const load = globalThis.importByNode;
  if (load === undefined) throw new Error('This Jest project lacks the environment test/support/server-environment.js');
  return (await load(specifier.endsWith('.ts') ? join(root, specifier) : specifier)) as Module;
}

export const { startServer } =
  await load<typeof import('../../apps/server/src/server.js')>('apps/server/src/server.ts');

export const { readConfiguration } = await load<typeof import('../../apps/server/src/configuration.js')>(
  'apps/server/src/configuration.ts',
);

export const { certainProblems } = await load<typeof import('../../apps/server/src/configuration/first-start.js')>(
  'apps/server/src/configuration/first-start.ts',
);

export const { ConfigurationRefusedError } = await load<
  typeof import('../../apps/server/src/configuration-refused.js')
>('apps/server/src/configuration-refused.ts');

/** Nest's logger, the one of the servers. */
export const { Logger } = await load<typeof import('@nestjs/common')>('@nestjs/common');
