import { jest } from '@jest/globals';
import { FileSources } from './file-sources.js';
import { MissingSourceError } from './script-sources.js';

function build() {
  const file = { stamp: '1', text: 'one' as string | Uint8Array | undefined, stamps: 0, reads: 0 };
  const text = (): Promise<Uint8Array> =>
    file.text === undefined
      ? Promise.reject(new Error('"file:x.js" cannot be read: gone.'))
      : Promise.resolve(typeof file.text === 'string' ? Buffer.from(file.text) : file.text);
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

test.each([
  { name: 'emptied', bytes: Buffer.alloc(0), problem: /is empty/ },
  { name: 'blank', bytes: Buffer.from('\uFEFF \n'), problem: /is empty/ },
  { name: 'in Windows-1252', bytes: Buffer.from('// a\n"M\xfcller"', 'latin1'), problem: /not UTF-8 \(line 2\)/ },
  { name: 'in UTF-16', bytes: Buffer.from('\uFEFFvar a;', 'utf16le'), problem: /not UTF-8 \(line 1\)/ },
  { name: 'cut in a letter', bytes: Buffer.from('var a;\r\n// ü').subarray(0, -1), problem: /not UTF-8 \(line 2\)/ },
])('ruling 53: a file that is $name is not run, and not as it was either', async ({ bytes, problem }) => {
  const { file, sources } = build();
  await sources.find('file:x.js');
  Object.assign(file, { stamp: '2', text: bytes });
  secondLater();

  await expect(sources.find('file:x.js')).rejects.toThrow(problem);
  await expect(sources.find('file:x.js')).rejects.toMatchObject({ remedy: expect.any(String) as string });
});
