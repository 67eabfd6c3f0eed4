import { leftoversIn } from './leftovers.js';

const namesIn = (source: string): readonly string[] => leftoversIn(source).map(({ name }) => name);

test.each([
  { source: "load('classpath:/lib.js')", names: ['load'] },
  { source: "var _ = require('lodash'); fetch('x').then(a)", names: ['require', 'fetch'] },
  { source: 'new JavaImporter(java.util); importClass(java.util.List)', names: ['JavaImporter', 'importClass'] },
  { source: 'new java.net.URL(a); java.lang.Thread.sleep(1)', names: ['java.net.URL', 'java.lang.Thread'] },
  { source: 'Packages.com.example.Tools.run()', names: ['com.example.Tools'] },
  { source: 'org.slf4j.LoggerFactory.getLogger("a")', names: ['org.slf4j.LoggerFactory'] },
  { source: "Java.type('com.amazonaws.Foo')", names: ['com.amazonaws.Foo'] },
  { source: 'Java . type ( "java.net.URL" )', names: ['java.net.URL'] },
  { source: "var p = ResourceBuilder.build('Patient'); Fhir.create(p)", names: ['ResourceBuilder', 'Fhir.create'] },
  { source: 'log(`${load("x")}`); setTimeout(a, 1)', names: ['load', 'setTimeout'] },
  { source: 'var home = $ENV.HOME || process.env.HOME', names: ['$ENV', 'process'] },
])('$source uses $names', ({ source, names }) => {
  expect(namesIn(source)).toEqual(names);
});

test.each([
  "// load('x')\n/* new java.net.URL() */ var a = 'java.net.URL'; var b = /load(x)/;",
  "new java.util.HashMap(); Packages.java.util.ArrayList; Java.type('java.util.HashMap')",
  "if (typeof java !== 'undefined') {} if (typeof require === 'function') {} if (typeof load === 'function' && a) {}",
  'function load(a) { return a } load(1)',
  'const fetch = (a) => a; fetch(1)',
  '(function (module, exports, require) { require(1) })',
  'list.forEach(load => load(1))'.replace('load =>', '(load) =>'),
  'launch.load(1); my.Fhir.create(2); client.create({}); x.java.net.URL',
  'class A { load(a) { } }',
  'var org = theUserSession.org; org.unit.Name; var com = {}; com.a.B',
  'a.io.b.C; Java.type(name)',
])('nothing is told of %s', (source) => {
  expect(leftoversIn(source)).toEqual([]);
});

test('each use is told with its place, in order, of many only some', () => {
  const source = "var a = 1;\nload('a');\n  java.net.URL;\nload('b');";

  expect(leftoversIn(source)).toEqual([
    { name: 'load', instead: 'one script is one text; build it with a bundler if it has parts', offset: 11 },
    { name: 'java.net.URL', instead: 'use Http to call other servers', offset: 24 },
    expect.objectContaining({ name: 'load', offset: 38 }),
  ]);
  expect(leftoversIn('load(1);'.repeat(1_000))).toHaveLength(50);
});

test.each(['load(', 'load (a, ', 'java.', 'java.a.B;', 'org.', 'Java.type(', "Java.type('", 'typeof ', ' ', 'load = '])(
  'V-90: a megabyte of %s is looked through at once',
  (part) => {
    expect(leftoversIn(part.repeat(1_000_000 / part.length)).length).toBeLessThanOrEqual(50);
  },
);
