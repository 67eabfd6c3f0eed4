import { RunQueue } from './run-queue.js';

const anybody = (): boolean => true;

function taken(queue: RunQueue<string>, mayRun: (holder: string) => boolean = anybody): string {
  const all: string[] = [];
  for (let next = queue.next(mayRun); next !== undefined; next = queue.next(mayRun)) all.push(next);
  return all.join(' ');
}

describe('RunQueue', () => {
  function queueOf(...entries: readonly string[]): RunQueue<string> {
    const queue = new RunQueue<string>();
    for (const entry of entries) queue.add(entry.charAt(0), entry);
    return queue;
  }

  test('holders take turns, each in order', () => {
    expect(taken(queueOf('a1', 'a2', 'a3', 'b1', 'c1', 'b2'))).toBe('a1 b1 c1 a2 b2 a3');
  });

  test('a holder who may not run keeps nobody waiting, and keeps its order', () => {
    const queue = queueOf('a1', 'a2', 'b1');

    expect([taken(queue, (holder) => holder !== 'a'), queue.has((holder) => holder === 'b'), taken(queue)]).toEqual([
      'b1',
      false,
      'a1 a2',
    ]);
  });

  test('who gave up is not there any more', () => {
    const queue = queueOf('a1', 'b1', 'b2');
    queue.remove('a', 'a1');
    queue.remove('b', 'b1');

    expect(taken(queue)).toBe('b2');
  });
});
