import type { ServerConfiguration } from './configuration.js';
import type { RunningServer } from './server.js';
import type { SeedResult } from './preparation/seeding.js';

/** What the operator reads once the server answers: the addresses to open. */
export function announcement(
  { mode }: Pick<ServerConfiguration, 'mode'>,
  { healthPort, live }: Pick<RunningServer, 'healthPort' | 'live'>,
): string {
  const addresses = [...live.outbound.values()].flatMap(({ moduleId, baseUrl }) => [
    `  ${moduleId}`,
    `    issuer         ${baseUrl}`,
    `    discovery      ${baseUrl}/.well-known/smart-configuration`,
  ]);
  const consoles = [...live.adminWeb.values()].map(
    ({ moduleId, contextPath, options: { port } }) =>
      `  ${moduleId.padEnd(16)} http://localhost:${port}${contextPath}/  (administrators sign in here)`,
  );
  const administration = [...live.adminJson.values()].map(
    ({ moduleId, contextPath, options: { port } }) =>
      `  ${moduleId.padEnd(16)} http://localhost:${port}${contextPath}/`,
  );
  const health = `  health           http://localhost:${healthPort}/health/ready`;
  return [
    '',
    `Gatehouse is ready (${mode} mode).`,
    '',
    ...addresses,
    ...consoles,
    ...administration,
    health,
    '',
    '',
  ].join('\n');
}

/** Passwords and secrets made for a seed file, for the one time they are shown; empty when none were made. */
export function generatedCredentials({ passwords, secrets }: Pick<SeedResult, 'passwords' | 'secrets'>): string {
  if (passwords.length + secrets.length === 0) return '';
  const lines = [
    '',
    'Made just now and shown only this once; write them down:',
    ...passwords.map(({ moduleId, username, password }) => `  user    ${moduleId}  ${username}  password ${password}`),
    ...secrets.map(({ moduleId, clientId, secret }) => `  client  ${moduleId}  ${clientId}  secret ${secret}`),
  ];
  return `${lines.join('\n')}\n`;
}
