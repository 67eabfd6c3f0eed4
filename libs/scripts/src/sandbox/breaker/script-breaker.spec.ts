import { ScriptBreaker, type BreakerVerdict } from './script-breaker.js';

const script = { key: 'launch.js\nhash', name: 'launch.js', moduleId: 'smart_auth', hash: 'hash' };

/** Runs one after the other, a second apart; `-` where the script was left alone, `!` where this suspended it. */
function told(verdicts: readonly BreakerVerdict[], seconds: (index: number) => number = (index) => index): string {
  const breaker = new ScriptBreaker();
  const signs = verdicts.map((verdict, index) => {
    const now = seconds(index) * 1_000;
    const entry = breaker.enter(script, now);
    if (entry === undefined) return '-';
    return breaker.left(script, entry, { verdict }, now) === undefined ? '.' : '!';
  });
  return signs.join('');
}

const times = (count: number, verdict: BreakerVerdict): BreakerVerdict[] =>
  Array.from({ length: count }, () => verdict);

describe('F-23: a script that limits end', () => {
  test.each([
    { name: 'four times is let in', verdicts: times(4, 'killed'), signs: '....' },
    { name: 'five times is left alone', verdicts: times(7, 'killed'), signs: '....!--' },
    {
      name: 'five times while others end well is left alone',
      verdicts: [...times(4, 'killed'), ...times(9, 'well'), 'killed'],
      signs: '.............!',
    },
    {
      name: 'one time in eleven is let in',
      verdicts: times(10, 'well').flatMap(() => [...times(10, 'well'), 'killed']),
      signs: '.'.repeat(110),
    },
    { name: 'for others’ reasons does not count', verdicts: times(9, 'undecided'), signs: '.........' },
  ] as { name: string; verdicts: BreakerVerdict[]; signs: string }[])('$name', ({ verdicts, signs }) => {
    expect(told(verdicts)).toBe(signs);
  });

  test('five times in more than five minutes is let in', () => {
    expect(told(times(8, 'killed'), (index) => index * 80)).toBe('........');
  });

  test('is tried once after half a minute, and left alone again where that fails', () => {
    const seconds = [0, 1, 2, 3, 4, 33, 34, 35, 63, 64];

    expect(told(times(10, 'killed'), (index) => seconds[index] ?? 0)).toBe('....!-!--!');
  });

  test('is let in for good once the trial ended well; a trial that decided nothing is repeated', () => {
    const verdicts: BreakerVerdict[] = [...times(5, 'killed'), 'undecided', 'well', ...times(4, 'killed')];

    expect(told(verdicts, (index) => (index < 5 ? index : 30 + index))).toBe('....!......');
  });

  test('during the trial nobody else is let in, and runs from before change nothing', () => {
    const breaker = new ScriptBreaker();
    const entries = Array.from({ length: 6 }, () => breaker.enter(script, 0));
    const opened = entries.slice(0, 5).map((entry) => breaker.left(script, entry ?? 'usual', { verdict: 'killed' }, 0));
    const trial = breaker.enter(script, 30_000);
    const beside = breaker.enter(script, 30_000);
    const late = breaker.left(script, 'usual', { verdict: 'well' }, 30_000);

    expect(opened.at(-1)).toEqual({ name: 'launch.js', moduleId: 'smart_auth', hash: 'hash', until: new Date(30_000) });
    expect([trial, beside, late, breaker.enter(script, 30_000)]).toEqual(['trial', undefined, undefined, undefined]);
    expect([breaker.suspended(1_000).length, breaker.suspended(30_000).length]).toEqual([1, 0]);
  });

  test('another version of it starts without a mark', () => {
    const breaker = new ScriptBreaker();
    for (let n = 0; n < 5; n++) breaker.left(script, 'usual', { verdict: 'killed' }, 0);

    expect(breaker.enter({ ...script, key: 'launch.js\nother' }, 1)).toBe('usual');
  });

  test('for one person again and again is let in: only the fifth person has it left alone', () => {
    const breaker = new ScriptBreaker();
    const killFor = (subject: string, now: number) =>
      breaker.left(script, breaker.enter(script, now) ?? 'usual', { verdict: 'killed', subject }, now) !== undefined;

    const opened = Array.from('aaaaaaaaabacada', (subject, second) => killFor(subject, second * 1_000));
    const fifth = killFor('e', 15_000);

    expect([opened.includes(true), fifth, breaker.restOf(script, 25_000)]).toEqual([false, true, 20_000]);
  });

  test('a trial that ends for somebody who counts already is somebody else’s to repeat', () => {
    const breaker = new ScriptBreaker();
    for (const subject of 'abcde') breaker.left(script, 'usual', { verdict: 'killed', subject }, 0);
    const trials = Array.from('aebf', (subject) => {
      const entry = breaker.enter(script, 30_000);
      return entry && breaker.left(script, entry, { verdict: 'killed', subject }, 30_000)?.until.getTime();
    });

    // None of the three is heard; the sixth person is, and has it left alone for another half a minute.
    expect([trials, breaker.enter(script, 59_000), breaker.enter(script, 60_000)]).toEqual([
      [undefined, undefined, undefined, 60_000],
      undefined,
      'trial',
    ]);
  });
});
