import { deflateRawSync } from 'node:zlib';
import { jarWith, pomPart, SKIN_FOLDER, skinJar } from '../../../../test/support/skin-jars.js';
import { extraField, zipOf, type ZipPart } from '../../../../test/support/zip-bytes.js';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './archive/archive-limits.js';
import { readSkinPackage, type ReadSkin } from './read-skin-package.js';

const inside = (name: string): ZipPart => ({ name: SKIN_FOLDER + name, content: 'x' });
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const mode = (kind: number): ZipPart => ({ ...inside('resources/a.css'), listed: { attributes: (kind << 16) >>> 0 } });
const page = { name: `${SKIN_FOLDER}userlogin.html`, content: '<h1>Sign in</h1>' };
const stored = { ...page, isStored: true };

async function refusal(jar: Buffer, limits: ArchiveLimits = ARCHIVE_LIMITS): Promise<string> {
  const read = await readSkinPackage(jar, { limits });
  return read.kind === 'refused' ? `${read.finding.file ?? 'The JAR'} ${read.finding.problem}` : 'taken';
}

function taken(read: ReadSkin): Extract<ReadSkin, { kind: 'read' }> {
  if (read.kind === 'refused') throw new Error(JSON.stringify(read.finding));
  return read;
}

test('a JAR of the documented layout is read: who it is, and its files by their paths in the artifact folder', async () => {
  const jar = skinJar({
    'userlogin.html': '<h1>Sign in</h1>',
    'resources/logo.png': 'png',
    'messages.properties': 'a=b',
  });

  const { skin, findings } = taken(await readSkinPackage(jar));

  expect(skin.identity).toEqual({ groupId: 'org.example', artifactId: 'clinic', version: '1.0' });
  expect([...skin.files.keys()]).toEqual(['userlogin.html', 'resources/logo.png', 'messages.properties']);
  expect(skin.files.get('userlogin.html')?.toString()).toBe('<h1>Sign in</h1>');
  expect(skin.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(findings).toEqual([]);
});

test('V-94, V-95: names that lead elsewhere, and whatever is no plain file', async () => {
  const cases: readonly (readonly [ZipPart, string])[] = [
    [inside('../x.html'), 'leads out of its folder'],
    [inside('a/../../x.html'), 'leads out of its folder'],
    [{ name: '../../etc/passwd' }, 'leads out of its folder'],
    [inside('..\\x.html'), 'backslash'],
    [{ name: '/etc/passwd' }, 'absolute name'],
    [{ name: 'C:\\x' }, 'backslash'],
    [{ name: 'C:x' }, 'colon'],
    [inside('a.html:stream'), 'colon'],
    [inside('%2e%2e/x.html'), 'encoded character'],
    [inside('%2E%2e%2fx.html'), 'encoded character'],
    [inside('..\u2215x.html'), 'looks like another one'],
    [inside('..\u2044x.html'), 'looks like another one'],
    [inside('..\uff0fx.html'), 'looks like another one'],
    [inside('..\uff3cx.html'), 'looks like another one'],
    [inside('\u2025/x.html'), 'looks like another one'],
    [inside('\uff0e\uff0e/x.html'), 'looks like another one'],
    [inside('a\0.html'), 'control character'],
    [inside('a\n.html'), 'control character'],
    [inside('a\u202egpj.html'), 'invisible character'],
    [inside('a.html.'), 'ends with a dot'],
    [inside('a.html '), 'ends with a dot or a space'],
    [inside('a /x.html'), 'ends with a dot or a space'],
    [inside('./x.html'), 'single dot'],
    [inside('a//x.html'), 'empty part'],
    [{ name: '' }, 'empty name'],
    [inside('a'.repeat(600)), 'more than 500 characters'],
    [{ name: bytes(`${SKIN_FOLDER}\xff.html`) }, 'not well-formed UTF-8'],
    [{ name: bytes(`${SKIN_FOLDER}\x81.html`), local: { flags: 0 } }, 'unknown encoding'],
    [mode(0xa1ff), 'symbolic link'],
    [mode(0x61ff), 'device'],
    [mode(0x21ff), 'device'],
    [mode(0x11ff), 'pipe'],
    [mode(0xc1ff), 'socket'],
    [mode(0x41ff), 'folder and a file'],
    [{ ...inside('a.css'), listed: { extra: extraField(0x756e, Buffer.alloc(20)) } }, 'is a link'],
    [{ ...inside('a.css'), listed: { extra: extraField(0x000d, Buffer.alloc(30)) } }, 'is a link'],
    [{ name: `${SKIN_FOLDER}folder/`, content: 'x', isStored: true }, 'folder with content'],
    [{ ...inside('a.css'), listed: { name: bytes(`${SKIN_FOLDER}b.css`) } }, 'two names'],
    [{ ...inside('a.css'), listed: { extra: extraField(0x7075, bytes('\x01\0\0\0\0../x')) } }, 'two names'],
    [inside('userlogin.html'), 'is there twice'],
    [inside('UserLogin.html'), 'cannot be told from'],
    [inside('\uff55serlogin.html'), 'cannot be told from'],
    [inside('userlogin.html/x.css'), 'cannot be told from'],
  ];

  for (const [part, expected] of cases) expect(await refusal(jarWith([part]))).toContain(expected);
  expect(await refusal(jarWith([inside('re\u0301.html'), inside('r\u00e9.html')]))).toContain('cannot be told from');
});

test('V-95: archives that are larger than they seem, or whose parts do not agree', async () => {
  const zeros = Buffer.alloc(100_000);
  const many = Array.from({ length: 500 }, (_each, place) => inside(`resources/${String(place)}.css`));
  const overlapping = [
    { ...stored, name: `${SKIN_FOLDER}a.html`, local: {}, listed: { packed: 60, unpacked: 60 } },
    { ...stored, name: `${SKIN_FOLDER}b.html` },
  ];
  const lying = (listed: ZipPart['listed']): Buffer => zipOf([{ ...page, ...(listed && { listed, local: listed }) }]);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50);
  const trailing = Buffer.concat([deflateRawSync(Buffer.from('x')), Buffer.from('behind')]);
  const cases: readonly (readonly [Buffer, string])[] = [
    [jarWith([{ ...inside('resources/a.css'), content: zeros }]), 'more than 100 times larger'],
    [jarWith(many), 'has 501 files and folders; 500 are allowed'],
    [jarWith([{ ...inside('resources/more.jar') }]), 'archive within the JAR'],
    [jarWith([{ ...inside('resources/more.css'), content: zipOf([{ name: 'a' }]) }]), 'archive within the JAR'],
    [zipOf(overlapping), 'said to be stored as it is|lies within another|different things|room'],
    [zipOf([page, { ...page, name: `${SKIN_FOLDER}b.html`, listed: { offset: 0 } }]), 'two names|within another'],
    [lying({ unpacked: 5 }), 'longer than it says'],
    [lying({ unpacked: 50 }), 'shorter than it says'],
    [lying({ packed: 5 }), 'cut off|behind its end|shorter'],
    [lying({ crc: 1 }), 'checksum'],
    [lying({ flags: 0x801 }), 'encrypted'],
    [lying({ flags: 0x840 }), 'encrypted|cut off'],
    [lying({ method: 12 }), 'another method'],
    [lying({ method: 99 }), 'another method'],
    [lying({ extra: extraField(0x9901, Buffer.alloc(7)) }), 'encrypted'],
    [lying({ extra: extraField(1, Buffer.alloc(16)) }), 'ZIP64'],
    [
      zipOf([{ ...page, local: { extra: extraField(1, Buffer.alloc(16)) }, listed: { extra: Buffer.alloc(0) } }]),
      'ZIP64',
    ],
    [lying({ packed: 0xffffffff, unpacked: 0xffffffff }), 'ZIP64'],
    [zipOf([{ ...page, listed: { method: 0 } }]), 'different things'],
    [zipOf([{ ...page, listed: { unpacked: 4 } }]), 'different things'],
    [zipOf([{ ...page, isStored: true, local: { unpacked: 4 } }]), 'stored as it is'],
    [zipOf([{ ...page, isStored: true, content: trailing, local: { method: 8, unpacked: 1 } }]), 'behind its end'],
    [zipOf([page], { before: locator }), 'ZIP64'],
    [zipOf([page], { entries: 0xffff }), 'ZIP64'],
    [zipOf([page], { entries: 0 }), 'longer than it says|cut off'],
    [zipOf([page], { entries: 2 }), 'cut off'],
    [zipOf([page], { offset: 4 }), 'not where it says'],
    [zipOf([page], { disk: 1 }), 'only a part'],
    [Buffer.concat([zipOf([page]), Buffer.from('behind')]), 'record at its end'],
    [Buffer.from('not an archive at all'), 'record at its end'],
    [Buffer.alloc(0), 'record at its end'],
  ];

  for (const [jar, expected] of cases) expect(await refusal(jar)).toMatch(new RegExp(expected));
});

test('V-95: an archive may have so many bytes, packed and unpacked', async () => {
  const text = Buffer.alloc(30_000, ' ');
  for (let at = 0, random = 1; at < text.length; at += 4, random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0)
    text[at] = random >>> 24;
  const jar = jarWith(
    Array.from({ length: 8 }, (_each, place) => ({ ...inside(`resources/${String(place)}.css`), content: text })),
  );
  const within = (limits: Partial<ArchiveLimits>) => refusal(jar, { ...ARCHIVE_LIMITS, ...limits });

  expect(ARCHIVE_LIMITS).toMatchObject({ packageBytes: 10_485_760, unpackedBytes: 20_971_520 });
  expect(await within({ unpackedBytes: 240_016 })).toBe('taken');
  expect(await within({ unpackedBytes: 240_015 })).toContain('more than 240015 bytes unpacked');
  expect(await within({ packageBytes: jar.length })).toBe('taken');
  expect(await within({ packageBytes: jar.length - 1 })).toContain(`more than ${String(jar.length - 1)} bytes`);
});

test('V-95: cut off anywhere, an archive is refused', async () => {
  const jar = skinJar({ 'userlogin.html': '<h1>Sign in</h1>' });

  for (let length = 0; length < jar.length; length += 1)
    expect(await refusal(jar.subarray(0, length))).not.toBe('taken');
});

test('what is in no skin is refused or told of', async () => {
  const jars = {
    outside: jarWith([{ name: 'index.html', content: 'x' }]),
    two: jarWith([{ name: 'META-INF/resources/webjars/other/a.html', content: 'x' }]),
    none: zipOf([{ name: 'META-INF/MANIFEST.MF', content: 'x' }]),
    badName: zipOf([{ name: 'META-INF/resources/webjars/my skin/a.html', content: 'x' }]),
  };
  expect(await refusal(jars.outside)).toBe('index.html lies outside META-INF');
  expect(await refusal(jars.two)).toContain('several skins: clinic, other');
  expect(await refusal(jars.none)).toContain('no files of a skin');
  expect(await refusal(jars.badName)).toContain('a name that no artifact has');

  const odd = [
    ...[inside('com/A.class'), { name: 'org/example/B.class' }, inside('resources/tool.exe'), inside('logo.png')],
    ...[{ name: 'LICENSE.txt' }, { name: 'META-INF/MANIFEST.MF' }, { name: 'META-INF/resources/favicon.ico' }],
    { ...inside('userapprove.html'), content: Buffer.from('gr\xfc\xdfe', 'latin1') },
    { ...inside('messages.properties'), content: Buffer.from('a=gr\xfc\xdfe', 'latin1') },
  ];
  const { skin, findings } = taken(await readSkinPackage(jarWith(odd)));
  expect([...skin.files.keys()]).not.toContain('com/A.class');
  expect(findings.map(({ severity, file = '', problem }) => `${severity} ${file} ${problem}`)).toEqual([
    'note  does not say its groupId and version: skin.webjar_id may name it with any groupId and version',
    'warning  holds 2 compiled classes of Java, which nothing here runs',
    'warning META-INF/resources/favicon.ico lies beside the WebJar and is ignored',
    'warning resources/tool.exe is of a kind that is not served to browsers',
    'warning logo.png is not below resources/ and is not served',
    'error userapprove.html is not in UTF-8',
  ]);
});

test('a folder for the version, and what Maven and whoever brings it say', async () => {
  const versioned = (path: string): ZipPart => ({
    name: `META-INF/resources/webjars/clinic/2.1/${path}`,
    content: 'x',
  });
  const plain = zipOf([versioned('userlogin.html'), versioned('resources/a.css')]);
  const maven = zipOf([versioned('userlogin.html'), pomPart('org.example', 'clinic', '3.0')]);
  const foreign = zipOf([versioned('userlogin.html'), pomPart('org.example', 'parent', '3.0')]);
  const declared = { groupId: 'net.clinic', artifactId: 'clinic', version: '2.1' };

  const read = taken(await readSkinPackage(plain, { declared }));
  expect([...read.skin.files.keys()]).toEqual(['userlogin.html', 'resources/a.css']);
  expect(read.skin.identity).toEqual(declared);
  expect(taken(await readSkinPackage(plain)).skin.identity).toEqual({ ...declared, groupId: '' });
  const both = taken(await readSkinPackage(maven));
  expect(both.skin.identity).toEqual({ groupId: 'org.example', artifactId: 'clinic', version: '3.0' });
  expect(both.findings).toMatchObject([{ severity: 'warning', problem: expect.stringContaining('2.1 by its folder') }]);
  expect(taken(await readSkinPackage(foreign)).findings[0]?.problem).toContain('clinic by its folder and parent by');
  expect(await readSkinPackage(maven, { declared })).toMatchObject({
    finding: { problem: 'is org.example:clinic:3.0 and not net.clinic:clinic:2.1' },
  });
});

test('every limit can be told otherwise (ruling 35)', async () => {
  const jar = jarWith([inside('resources/a.css'), { ...inside('resources/more.zip') }]);
  const read = (limits: object) => readSkinPackage(jar, { limits: { ...ARCHIVE_LIMITS, ...limits } });

  const ignoring = taken(await read({ nestedArchives: 'ignored' }));
  expect(ignoring.findings).toContainEqual(expect.objectContaining({ problem: 'is an archive, which is ignored' }));
  for (const [limit, expected] of [
    [{ entries: 2 }, '2 are allowed'],
    [{ packageBytes: 20 }, 'more than 20 bytes'],
    [{ unpackedBytes: 3 }, 'more than 3 bytes unpacked'],
    [{ ratio: 0.1 }, 'times larger'],
    [{ milliseconds: -1 }, 'in time'],
  ] as const)
    expect(await read(limit)).toMatchObject({ finding: { problem: expect.stringContaining(expected) } });
});
