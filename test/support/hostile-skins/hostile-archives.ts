import type { SeededRandom } from '../seeded-random.js';
import { jarWith, SKIN_FOLDER } from '../skin-jars.js';
import { extraField, zipOf, type ZipPart } from '../zip-bytes.js';
import { anyOf, oneOf, someOf, type Maker } from './choosing.js';

/** A JAR that is none, or not the one that it seems. */
export interface HostileArchive {
  readonly kind: string;
  readonly jar: Buffer;
  /** Whether nobody may take it; others may be sound after all. */
  readonly isRefused: boolean;
}

const page: ZipPart = { name: `${SKIN_FOLDER}userlogin.html`, content: '<h1>Sign in</h1>' };
const inside = (name: string): ZipPart => ({ name: SKIN_FOLDER + name, content: 'hostile' });
const refused = (kind: string, jar: Buffer): HostileArchive => ({ kind, jar, isRefused: true });
const odd = (kind: string, jar: Buffer): HostileArchive => ({ kind, jar, isRefused: false });

/** Names that lead to the folder `watched`, or anywhere else. */
function leadingNames(watched: string): readonly Maker[] {
  const up = (chance: SeededRandom, by: string): string => by.repeat(chance.between(1, 12));
  return [
    (chance) => `${SKIN_FOLDER}${up(chance, '../')}${watched.slice(1)}/x`,
    (chance) => `${up(chance, '../')}x.html`,
    (chance) => `${SKIN_FOLDER}a/${up(chance, '../')}../x.html`,
    (chance) => `${SKIN_FOLDER}${up(chance, '..\\')}x.html`,
    (chance) => `${SKIN_FOLDER}${up(chance, oneOf(chance, ['%2e%2e/', '..%2f', '%2E%2E%5C']))}x.html`,
    (chance) =>
      `${SKIN_FOLDER}${up(chance, oneOf(chance, ['..\u2215', '..\u2044', '\uff0e\uff0e/', '\u2025/', '..\uff0f']))}x`,
    (chance) => `${watched}/absolute${String(chance.between(0, 99))}.html`,
    (chance) =>
      oneOf(chance, ['/etc/passwd', 'C:\\x.html', 'C:x.html', '\\\\server\\share\\x', '//x', '~/../x', 'file:///x']),
    (chance) => `${SKIN_FOLDER}a${oneOf(chance, ['\0', '\n', '\u202e', '\u200b', '\x7f', '\u2028'])}.html`,
    (chance) =>
      `${SKIN_FOLDER}${oneOf(chance, ['a.', 'a ', ' a', './a', 'a//b', 'a/./b', 'a. /b', 'x.html:stream', '', '.', '..'])}${oneOf(chance, ['', '/x'])}`,
    (chance) => SKIN_FOLDER + 'n'.repeat(chance.between(501, 65_000 - SKIN_FOLDER.length)),
    (chance) =>
      `${SKIN_FOLDER}${oneOf(chance, ['UserLogin.html', 'USERLOGIN.HTML', '\uff55serlogin.html', 'userlogin.html', 'userlogin.html/x'])}`,
  ];
}

const byName =
  (watched: string): Maker<HostileArchive> =>
  (chance) => {
    const name = oneOf(chance, leadingNames(watched))(chance);
    const isSafe = name === SKIN_FOLDER || name === `${SKIN_FOLDER}/x`;
    const jar = jarWith([{ name, content: 'hostile' }]);
    return isSafe ? odd('name', jar) : refused('name', jar);
  };

const byEncoding: Maker<HostileArchive> = (chance) => {
  const bytes = Buffer.from(someOf(chance, [1, 8], (each) => each.between(128, 255)));
  const name = Buffer.concat([Buffer.from(SKIN_FOLDER), bytes, Buffer.from('.css')]);
  return odd('bytes of a name', jarWith([{ name, content: 'x', ...(chance.oneIn(2) && { local: { flags: 0 } }) }]));
};

const byKind: Maker<HostileArchive> = (chance) => {
  const mode = oneOf(chance, [0xa1ff, 0x61ff, 0x21ff, 0x11ff, 0xc1ff, 0x41ff]) - chance.between(0, 0xff);
  const listed = chance.oneIn(4)
    ? { extra: extraField(oneOf(chance, [0x756e, 0x000d]), Buffer.alloc(chance.between(14, 40), 1)) }
    : { attributes: (mode << 16) >>> 0 };
  return refused('link or device', jarWith([{ ...inside('resources/a.css'), content: '/etc/passwd', listed }]));
};

const bombs = anyOf<HostileArchive>(
  (chance) =>
    refused(
      'ratio',
      jarWith([{ ...inside('resources/a.css'), content: Buffer.alloc(chance.between(60_000, 3_000_000)) }]),
    ),
  (chance) => {
    const count = chance.between(500, 3_000);
    return refused(
      'entries',
      jarWith(Array.from({ length: count }, (_, place) => inside(`resources/${String(place)}.css`))),
    );
  },
  (chance) => {
    const inner = someOf(chance, [1, 3], () => 0).reduce(
      (jar) => zipOf([{ name: 'x.zip', content: jar, isStored: true }]),
      zipOf([page]),
    );
    return refused(
      'nested',
      jarWith([{ ...inside(`resources/x.${oneOf(chance, ['zip', 'jar', 'css', 'png', 'war'])}`), content: inner }]),
    );
  },
  (chance) =>
    odd(
      'comment',
      jarWith([], { comment: Buffer.alloc(chance.between(1, 65_535), oneOf(chance, ['PK\x05\x06', ' ', '\0'])) }),
    ),
  (chance) => {
    const extra = extraField(chance.between(0, 65_535), Buffer.alloc(chance.between(0, 60_000), 1));
    return odd('extra field', jarWith([{ ...inside('resources/a.css'), local: { extra } }]));
  },
);

const NUMBERS = [0, 1, 2, 7, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** Numbers that say something else than there is, in one header or in both. */
const lying = anyOf<HostileArchive>(
  (chance) => {
    const field = oneOf(chance, ['crc', 'packed', 'unpacked'] as const);
    const fields = { [field]: oneOf(chance, NUMBERS) };
    const where = oneOf(chance, [{ local: fields, listed: fields }, { listed: fields }, { local: fields, listed: {} }]);
    return refused(`lying ${field}`, zipOf([{ ...page, ...where }]));
  },
  (chance) =>
    refused(
      'offset',
      zipOf([page, { ...page, name: `${SKIN_FOLDER}b.html`, listed: { offset: oneOf(chance, NUMBERS) } }]),
    ),
  (chance) => refused('encrypted', zipOf([{ ...page, local: { flags: oneOf(chance, [0x801, 0x841, 0x2801, 1]) } }])),
  (chance) =>
    refused('method', zipOf([{ ...page, local: { method: oneOf(chance, [1, 6, 9, 12, 14, 93, 98, 99, 0xffff]) } }])),
  (chance) =>
    refused(
      'two names',
      zipOf([{ ...page, listed: { name: Buffer.from(`${SKIN_FOLDER}${String(chance.between(0, 9))}.html`) } }]),
    ),
  (chance) =>
    refused('ZIP64', zipOf([{ ...page, local: { extra: extraField(1, Buffer.alloc(chance.between(0, 28), 0xff)) } }])),
  (chance) => {
    const tail = oneOf(chance, [
      { entries: 0 },
      { entries: 2 },
      { entries: 0xffff },
      { disk: 1 },
      { offset: chance.between(1, 30) },
      { offset: 0xffffffff },
    ]);
    return refused('tail', zipOf([page], tail));
  },
  (chance) => {
    const parts = [page, { ...page, name: `${SKIN_FOLDER}b.html`, listed: { offset: 0 } }, inside('resources/c.css')];
    return refused('overlapping', zipOf(parts.slice(0, chance.between(2, 3))));
  },
);

/** A sound JAR of which some bytes are others, elsewhere, twice or gone. */
const mutated: Maker<HostileArchive> = (chance) => {
  const sound = jarWith([inside('resources/a.css'), { ...inside('messages.properties'), isStored: true }]);
  const jar = someOf(chance, [1, 4], (each) => each).reduce((bytes, each) => changed(bytes, each), sound);
  return odd('mutated', jar);
};

function changed(bytes: Buffer, chance: SeededRandom): Buffer {
  const at = chance.between(0, Math.max(0, bytes.length - 4));
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
  const noise = Buffer.from(someOf(chance, [1, 40], (each) => each.between(0, 255)));
  return oneOf(chance, [
    () => Buffer.concat([head, noise, tail.subarray(noise.length)]),
    () => Buffer.concat([head, tail.subarray(noise.length)]),
    () => Buffer.concat([head, tail.subarray(0, 200), tail]),
    () => Buffer.concat([noise, bytes]),
    () => Buffer.concat([bytes, noise]),
    () => head,
  ])();
}

/** A hostile archive. @param watched the folder that names try to lead to */
export function hostileArchive(chance: SeededRandom, watched: string): HostileArchive {
  return oneOf(chance, [byName(watched), byName(watched), byEncoding, byKind, bombs, lying, lying, mutated, mutated])(
    chance,
  );
}
