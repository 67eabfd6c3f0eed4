// The peer's process: oidc-provider with its in-memory adapter.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider from 'oidc-provider';
import type { Site } from '../site.js';
import { peerConfiguration } from './configuration.js';
import { Interactions } from './interactions.js';
import { checkSecretsByHash } from './secret-check.js';

const site = JSON.parse(process.argv[2] ?? '') as Site;
const provider = new Provider(site.origin, await peerConfiguration(site));
checkSecretsByHash(provider);
const interactions = await Interactions.of(provider, site);
const answerProtocol = provider.callback();

provider.on('server_error', (_context, error) => {
  console.error(error);
});

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (request.url?.startsWith('/interaction/') !== true) {
    void answerProtocol(request, response);
    return;
  }
  interactions.handle(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(500).end(String(error));
  });
}

createServer(answer).listen(Number(new URL(site.origin).port), '127.0.0.1');
