import { createServer } from 'node:net';
import type { ConfigurationProblem } from '#module-config/property.port';
import type { Listening } from './listener-problems.js';

interface Address {
  readonly key: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Absent for all addresses of the machine. */
  readonly host?: string;
}

/**
 * The ports that cannot be had, all together, found out by listening for a moment. Another program may still be faster at the real start.
 */
export async function portProblems(listening: Listening): Promise<readonly ConfigurationProblem[]> {
  const problems: ConfigurationProblem[] = [];
  // One after the other: a port that is written twice must not look taken by another program.
  for (const address of addressesOf(listening)) problems.push(...(await problemOf(address)));
  return problems;
}

/** One for each listener: modules that share a port share it. What is no port is a mistake of its own. */
function addressesOf({ serving, healthPort }: Listening): readonly Address[] {
  const listeners = Map.groupBy(serving, (each) => each.port);
  const modules = [...listeners].flatMap(([port, [first]]) =>
    first === undefined ? [] : [{ key: `module.${first.moduleId}.config.port`, port, host: first.bindAddress }],
  );
  return [{ key: 'GATEHOUSE_HEALTH_PORT', port: healthPort }, ...modules].filter(
    ({ port }) => Number.isInteger(port) && port > 0 && port <= 65_535,
  );
}

async function problemOf({ key, port, host }: Address): Promise<readonly ConfigurationProblem[]> {
  const refusal = await refusalOf(port, host);
  if (refusal === undefined) return [];
  if (refusal === 'EADDRINUSE')
    return [{ key, problem: `port ${port} is in use`, remedy: 'Stop the other program, or set another port.' }];
  const problem = `port ${port}${host === undefined ? '' : ` of ${host}`} cannot be opened (${refusal})`;
  return [{ key, problem, remedy: 'Set another port, or an address that this machine has.' }];
}

async function refusalOf(port: number, host: string | undefined): Promise<string | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
    server.listen({ port, ...(host !== undefined && { host }) }, () => {
      server.close(() => {
        resolve(undefined);
      });
    });
  });
}
