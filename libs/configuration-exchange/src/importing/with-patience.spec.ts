import { DatabaseUnavailableError } from '#database/sql.port';
import { ScriptsBusyError } from '#module-config/script-check.port';
import { withPatience } from './with-patience.js';

function failing(times: number, error: Error) {
  const state = { tries: 0 };
  const work = (): Promise<string> => {
    state.tries += 1;
    return state.tries > times ? Promise.resolve('done') : Promise.reject(error);
  };
  return { state, work };
}

const at = () => Promise.resolve();

test.each([0, 1, 6])('Work is done although the database is away for %i tries', async (times) => {
  await expect(withPatience(failing(times, new DatabaseUnavailableError('away')).work, at)).resolves.toBe('done');
});

test('A database that stays away ends the work', async () => {
  const { state, work } = failing(100, new DatabaseUnavailableError('away'));

  await expect(withPatience(work, at)).rejects.toThrow('away');
  expect(state.tries).toBe(7);
});

test('R-18: a script that nobody can look at now is looked at again, and is no mistake of the document', async () => {
  await expect(withPatience(failing(3, new ScriptsBusyError()).work, at)).resolves.toBe('done');
  await expect(withPatience(failing(100, new ScriptsBusyError()).work, at)).rejects.toThrow('Nothing was saved');
});

test('Any other failure ends it at once', async () => {
  const { state, work } = failing(1, new Error('broken'));

  await expect(withPatience(work, at)).rejects.toThrow('broken');
  expect(state.tries).toBe(1);
});
