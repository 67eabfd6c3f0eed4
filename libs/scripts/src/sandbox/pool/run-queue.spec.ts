import { RunQueue, type RunLine } from './run-queue.js';

const anybody = (): boolean => true;

interface Entry extends RunLine {
  readonly name: string;
}

/** `a1` is of holder a, `ax1` is for x there. */
function entry(name: string): Entry {
  const [holder = '', countsAs = ''] = name.replace(/\d+$/, '');
  return { holder, countsAs, name };
}

function taken(queue: RunQueue<Entry>, mayRun: (holder: string) => boolean = anybody): string {
  const all: string[] = [];
  for (let next = queue.next(mayRun); next !== undefined; next = queue.next(mayRun)) all.push(next.name);
  return all.join(' ');
}

describe('RunQueue', () => {
  function queueOf(...entries: readonly Entry[]): RunQueue<Entry> {
    const queue = new RunQueue<Entry>();
    for (const each of entries) queue.add(each);
    return queue;
  }
  const named = (names: string): readonly Entry[] => names.split(' ').map(entry);

  test('holders take turns, each in order', () => {
    expect(taken(queueOf(...named('a1 a2 a3 b1 c1 b2')))).toBe('a1 b1 c1 a2 b2 a3');
  });

  test('F-36: those whom a holder runs something for take turns in its line', () => {
    expect(taken(queueOf(...named('ax1 ax2 ax3 ay1 b1 az1 ax4')))).toBe('ax1 b1 ay1 az1 ax2 ax3 ax4');
  });

  test('a holder who may not run keeps nobody waiting, and keeps its order', () => {
    const queue = queueOf(...named('a1 a2 b1'));

    expect([taken(queue, (holder) => holder !== 'a'), queue.has((holder) => holder === 'b'), taken(queue)]).toEqual([
      'b1',
      false,
      'a1 a2',
    ]);
  });

  test('who gave up is not there any more', () => {
    const [one, two, three] = [entry('a1'), entry('b1'), entry('b2')];
    const queue = queueOf(one, two, three);
    queue.remove(one);
    queue.remove(two);

    expect(taken(queue)).toBe('b2');
  });
});
