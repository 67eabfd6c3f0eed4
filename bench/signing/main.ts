// How fast the same signatures can be made by jose and nothing else, with as many under way as the load has connections.
import { randomUUID } from 'node:crypto';
import { generateKeyPair, SignJWT } from 'jose';

const [seconds = 5, atOnce = 32] = process.argv.slice(2).map(Number);
const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2_048 });
const now = Math.floor(Date.now() / 1_000);

async function sign(): Promise<void> {
  const claims = {
    iss: 'http://127.0.0.1:9200',
    sub: 'bench-backend',
    aud: 'http://127.0.0.1:9200',
    ...{ iat: now, exp: now + 300, jti: randomUUID(), client_id: 'bench-backend', scope: 'system/*.rs' },
  };
  await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'bench' }).sign(privateKey);
}

async function rate(windowSeconds: number): Promise<number> {
  const started = performance.now();
  const end = started + windowSeconds * 1_000;
  let signed = 0;
  const loop = async (): Promise<void> => {
    while (performance.now() < end) {
      await sign();
      signed += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, loop));
  return signed / ((performance.now() - started) / 1_000);
}

await rate(1);
process.stdout.write(`${await rate(seconds)}\n`);
