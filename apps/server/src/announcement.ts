import type { ServerConfiguration } from './configuration.js';
import type { RunningServer } from './server.js';

/** What the operator reads once the server answers: addresses to open, and generated passwords, this one time. */
export function announcement(
  configuration: ServerConfiguration,
  server: Pick<RunningServer, 'seeded' | 'healthPort'>,
): string {
  const addresses = configuration.outbound.flatMap(({ moduleId, baseUrl }) => [
    `  ${moduleId}`,
    `    issuer         ${baseUrl}`,
    `    discovery      ${baseUrl}/.well-known/smart-configuration`,
  ]);
  return [
    '',
    `Gatehouse is ready (${configuration.mode} mode).`,
    '',
    ...addresses,
    `  health           http://localhost:${server.healthPort}/health/ready`,
    ...generated(server.seeded),
    '',
  ].join('\n');
}

function generated({ passwords, secrets }: RunningServer['seeded']): readonly string[] {
  if (passwords.length + secrets.length === 0) return [];
  return [
    '',
    'Made at this first start and shown only now; write them down:',
    ...passwords.map(({ moduleId, username, password }) => `  user    ${moduleId}  ${username}  password ${password}`),
    ...secrets.map(({ moduleId, clientId, secret }) => `  client  ${moduleId}  ${clientId}  secret ${secret}`),
  ];
}
