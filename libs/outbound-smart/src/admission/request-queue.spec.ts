import { RequestQueue } from './request-queue.js';

/** Work that ends when told to; from 10 on of those who hold a claim. */
function arrange(limits: { atOnce: number; waiting: number }) {
  const queue = new RequestQueue(limits);
  const started: number[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const enter = (n: number): Promise<number> =>
    queue[n < 10 ? 'run' : 'resume'](async () => {
      started.push(n);
      await new Promise<void>((resolve, reject) => {
        ends[n] = (error) => {
          if (error) reject(error);
          else resolve();
        };
      });
      return n;
    });
  return { enter, started, end: (n: number, error?: Error) => ends[n]!(error) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('RequestQueue', () => {
  test('R-18: works on as many at once as allowed, the others wait and follow in the order they came', async () => {
    const { enter, started, end } = arrange({ atOnce: 2, waiting: 3 });
    const all = Promise.all([0, 1, 2, 3, 4].map(enter));
    await turn();
    expect(started).toEqual([0, 1]);

    end(1);
    await turn();
    expect(started).toEqual([0, 1, 2]);

    for (const n of [0, 2, 3, 4]) {
      end(n);
      await turn();
    }
    expect(started).toEqual([0, 1, 2, 3, 4]);
    expect(await all).toEqual([0, 1, 2, 3, 4]);
  });

  test('R-18: refuses at once when too many wait, and lets in again later', async () => {
    const { enter, end } = arrange({ atOnce: 1, waiting: 1 });
    const first = enter(0);
    const second = enter(1);

    await expect(enter(2)).rejects.toMatchObject({ code: 'temporarily_unavailable' });

    end(0);
    await turn();
    end(1);
    await Promise.all([first, second]);
    const third = enter(3);
    await turn();
    end(3);
    expect(await third).toBe(3);
  });

  test('R-18, ruling 36: who comes back with a claim goes before the crowd, in their order, and is never refused', async () => {
    const { enter, started, end } = arrange({ atOnce: 1, waiting: 1 });
    const all = Promise.all([0, 1, 10, 11, 12].map(enter));
    await expect(enter(2)).rejects.toMatchObject({ code: 'temporarily_unavailable' });

    for (const n of [0, 10, 11, 12, 1]) {
      await turn();
      end(n);
    }

    expect(await all).toEqual([0, 1, 10, 11, 12]);
    expect(started).toEqual([0, 10, 11, 12, 1]);
  });

  test('work that fails gives its place free as well', async () => {
    const { enter, started, end } = arrange({ atOnce: 1, waiting: 1 });
    const first = enter(0);
    const second = enter(1);
    await turn();

    end(0, new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    await turn();

    expect(started).toEqual([0, 1]);
    end(1);
    expect(await second).toBe(1);
  });
});
