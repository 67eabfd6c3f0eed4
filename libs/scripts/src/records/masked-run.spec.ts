import type { FinishedRun } from './finished-run.js';
import { maskedRun, withoutSecretsOf } from './masked-run.js';

const use = { computeMillis: 0, hostMillis: 0, hostCalls: 0, memoryBytes: 0 };
const finished = (secret: string, texts: readonly string[], detail: string): FinishedRun =>
  ({
    run: { secrets: [secret] },
    lines: texts.map((text) => ({ level: 'info', text })),
    outcome: { kind: 'failed', reason: 'thrown', detail, use },
    millis: 1,
  }) as unknown as FinishedRun;

test.each(['let-me-in-9', 'a b&c"d', '.*+?$&', 'pässwörd', '\ud800abc'])(
  'R-20: a password that a script logs or throws is in no line and no failure: %s',
  (secret) => {
    const spelt = [secret, JSON.stringify(secret).slice(1, -1), Buffer.from(secret).toString('base64')];
    const { lines, outcome } = maskedRun(
      finished(
        secret,
        spelt.map((each) => `req zoe ${each} 127.0.0.1`),
        `bad ${secret}!`,
      ),
    );

    expect(lines.map(({ text }) => text)).toEqual(spelt.map(() => 'req zoe [redacted] 127.0.0.1'));
    expect(outcome).toMatchObject({ kind: 'failed', detail: 'bad [redacted]!' });
    expect(withoutSecretsOf(`bad ${secret}!`, [secret])).toBe('bad [redacted]!');
  },
);

test('what is no longer than a syllable would take words along', () => {
  expect(maskedRun(finished('is', ['this is it'], '')).lines[0]?.text).toBe('this is it');
});
