import { scriptGuest, type ScriptGuest } from '../../../../../test/support/script-guest.js';

let guest: ScriptGuest;
beforeAll(async () => {
  guest = await scriptGuest((operation) => (operation === 'uuid' ? 'f00' : null));
});

test.each([
  {
    source: `var ArrayList = Java.type('java.util.ArrayList'); var list = new ArrayList(); list.add('a'); list.add('b');
      Log.info(list.size(), list.get(1), list.length, list[0], list.contains('a'), new ArrayList(10).isEmpty());`,
    expected: ['2 b 2 a true true'],
  },
  {
    source: `var list = new (Java.type('java.util.ArrayList'))(['a', 'b']); var all = ''; for (var each of list) all += each; Log.info(all);
      Log.info(Java.from(list).join('+'), Java.to(['c']).size(), Java.type('java.util.Arrays').asList('d', 'e').size());`,
    expected: ['ab', 'a+b 1 2'],
  },
  {
    source: `var HashMap = Java.type('java.util.HashMap'); var map = new HashMap(); map.put('a', 1);
      Log.info(map.get('a'), map.get('b'), map.containsKey('a'), map.size(), new HashMap({ b: 2 }).getOrDefault('b', 3));`,
    expected: ['1 null true 1 2'],
  },
  {
    source: `var set = new (Java.type('java.util.HashSet'))(['a', 'a']); set.add('a'); set.add('b'); Log.info(set.size(), set.contains('b'));`,
    expected: ['2 true'],
  },
  {
    source: `var B = Java.type('java.util.Base64'); Log.info(B.getEncoder().encodeToString('ab?'), B.getUrlEncoder().withoutPadding().encodeToString('a>'),
      String(B.getDecoder().decode('YWI/')));`,
    expected: ['YWI/ YT4 ab?'],
  },
  {
    source: `var S = Java.type('java.lang.System'); Log.info(S.getenv('JS_A'), S.getenv('PATH'), S.currentTimeMillis() > 0); S.out.println('out');`,
    expected: ['b null true', 'out'],
  },
  {
    source: `Log.info(Java.type('java.util.UUID').randomUUID().toString(), Java.type('java.net.URLEncoder').encode('a b', 'UTF-8'),
      Java.type('java.net.URLDecoder').decode('a+b', 'UTF-8'), Java.type('java.lang.Integer').parseInt('42'), Java.type('java.lang.Boolean').parseBoolean('TRUE'))`,
    expected: ['f00 a+b a b 42 true'],
  },
  {
    source: `var T = Java.type('java.lang.StringBuilder'); var t = new T('a'); t.append(1).append('b'); Log.info(t.toString(), t.length())`,
    expected: ['a1b 3'],
  },
  {
    source: `var E = Java.type('java.lang.RuntimeException'); throw new E('why')`,
    expected: ['load: why'],
  },
])('$source', ({ source, expected }) => {
  expect(guest.lines(source, { environment: { JS_A: 'b', PATH: '/bin' } })).toEqual(expected);
});

test.each([
  {
    source: `var map = new java.util.HashMap(); map.put('a', 1); var list = new Packages.java.util.ArrayList(['b']);
      Log.info(map.get('a'), list.size(), java.util.Arrays.asList('c').get(0), new java.lang.String('d') + Java.type('java.lang.String')(1), java.lang.Integer.parseInt('5'));`,
    expected: ['1 1 c d1 5'],
  },
  {
    source: `var util = java.util; Log.info(new util.HashSet(['a', 'a']).size(), String(java.util), JSON.stringify({ java }), typeof java);`,
    expected: ['1 package java.util {"java":{}} object'],
  },
  {
    source: `function java() { return 'own'; } Packages = 'own'; Log.info(java(), Packages);`,
    expected: ['own own'],
  },
  {
    source: `var B = java.util.Base64; Log.info(B.getEncoder().encodeToString('abc'.getBytes()), new (Java.type('java.lang.String'))('a') + 'b',
      java.lang.String.format('%s of %d%%', 'a', 5), java.lang.System.getenv().get('JS_A'), java.time.Instant.now().toEpochMilli() > 0,
      java.util.Arrays.asList(1) instanceof java.util.ArrayList, new java.util.HashMap() instanceof Java.type('java.util.HashMap'));`,
    expected: ['YWJj ab a of 5% null true true true'],
  },
  {
    source: `var list = new java.util.ArrayList([1, 2, 3]); Log.info(list.removeIf((each) => each > 2), list.removeIf((each) => each > 2), list.size());
      var all = list.iterator(); all.next(); all.remove(); Log.info(list.join(), Log.isDebugEnabled());`,
    expected: ['true false 2', '2 true'],
  },
  {
    source: `Log.info(new Date(0).toLocaleString('en-US', { timeZone: 'UTC' }), new Date(0).toLocaleString() !== '');`,
    expected: ['01/01/1970, 12:00:00 AM true'],
  },
  {
    source: `new Date(0).toLocaleString('en-US', { timeZone: 'America/New_York' })`,
    expected: ['load: There are no time zones here but UTC, and not America/New_York: add its hours yourself'],
  },
  {
    source: `DateParser.parse('04/May/2026', 'dd/MMM/yyyy')`,
    expected: [expect.stringMatching(/has letters that are not known here: write yyyy MM/)],
  },
  { source: `(async () => Log.info(typeof await java.util))();`, expected: ['object'] },
  {
    source: `java.net.URL`,
    expected: ['load: The Java class java.net.URL is not available'],
  },
  {
    source: `Packages.com.example.Tools.run()`,
    expected: ['load: The Java class com.example.Tools is not available'],
  },
  { source: `java.util.load()`, expected: [expect.stringMatching('not a function')] },
])('without Java.type: $source', ({ source, expected }) => {
  expect(guest.lines(source)).toEqual(expected);
});

test.each(['java.lang.Runtime', 'software.amazon.awssdk.services.s3.S3Client', 'constructor', '__proto__'])(
  'V-96: %s is not there',
  (name) => {
    expect(guest.lines(`Java.type('${name}')`)).toEqual([`load: The Java class ${name} is not available`]);
  },
);
