import { jest } from '@jest/globals';
import { FileSources } from './file-sources.js';
import { MissingSourceError } from './script-sources.js';

function build() {
  const file = { stamp: '1', text: 'one' as string | undefined, stamps: 0, reads: 0 };
  const text = (): Promise<string> =>
    file.text === undefined
      ? Promise.reject(new Error('"file:x.js" cannot be read: gone.'))
      : Promise.resolve(file.text);
  const sources = new FileSources({
    files: {
      stamp: async () => {
        file.stamps += 1;
        await text();
        return file.stamp;
      },
      read: () => {
        file.reads += 1;
        return text();
      },
    },
  });
  return { file, sources };
}

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
  jest.useRealTimers();
});

const secondLater = (): void => {
  jest.advanceTimersByTime(1_000);
};

test('a file is looked at once a second, and read again when it has changed', async () => {
  const { file, sources } = build();
  const first = await Promise.all([sources.find('file:x.js'), sources.find('file:x.js')]);
  expect(first.map(({ text }) => text)).toEqual(['one', 'one']);
  Object.assign(file, { stamp: '2', text: 'two' });
  expect((await sources.find('file:x.js')).text).toBe('one');
  expect(file).toMatchObject({ stamps: 1, reads: 1 });

  secondLater();
  expect((await sources.find('file:x.js')).text).toBe('two');
  secondLater();
  expect((await sources.find('file:x.js')).text).toBe('two');
  expect(file).toMatchObject({ stamps: 3, reads: 2 });
});

test('a file that is gone is not run as it was, and comes back as it is then', async () => {
  const { file, sources } = build();
  await sources.find('file:x.js');
  file.text = undefined;
  secondLater();

  await expect(sources.find('file:x.js')).rejects.toThrow(MissingSourceError);
  file.text = '\uFEFFthree';
  file.stamp = '3';
  secondLater();
  expect((await sources.find('file:x.js')).text).toBe('three');
});
