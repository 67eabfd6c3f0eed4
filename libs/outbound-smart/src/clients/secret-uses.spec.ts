import { Logger } from '@nestjs/common';
import type { ClientSecret } from '#protocol/client/client';
import type { ClientSecretStore, SecretUse } from '../stores/client-secret.store.js';
import { SecretUses } from './secret-uses.js';

const secret = (pid: number): ClientSecret => ({ pid, hash: '', description: '' });

function build() {
  const state = { written: [] as SecretUse[][], isAway: false };
  const store = {
    noteUses: (uses: readonly SecretUse[]) => {
      if (state.isAway) return Promise.reject(new Error('away'));
      state.written.push([...uses]);
      return Promise.resolve();
    },
  };
  return { state, uses: new SecretUses(store as ClientSecretStore) };
}

beforeAll(() => Logger.overrideLogger(false));

describe('SecretUses', () => {
  test('writes each secret once, however often it was used', async () => {
    const { uses, state } = build();
    for (const pid of [1, 2, 1, 1]) uses.note(secret(pid));

    await uses.write();
    await uses.write();

    expect(state.written.map((each) => each.map(({ pid }) => pid))).toEqual([[1, 2]]);
    expect(state.written[0]?.every(({ secondsAgo }) => secondsAgo >= 0 && secondsAgo < 10)).toBe(true);
  });

  test('in portions', async () => {
    const { uses, state } = build();
    for (let pid = 0; pid < 2_500; pid += 1) uses.note(secret(pid));

    await uses.write();

    expect(state.written.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
  });

  test('R-18: a database that is away fails nobody, and is told later', async () => {
    const { uses, state } = build();
    uses.note(secret(1));
    state.isAway = true;
    await uses.write();
    uses.note(secret(2));
    state.isAway = false;

    await uses.onModuleDestroy();

    expect(state.written.map((each) => each.map(({ pid }) => pid))).toEqual([[1, 2]]);
  });
});
