import { scriptGuest, type ScriptGuest } from '../../../../test/support/script-guest.js';
import { explainedFailure } from './explained-failure.js';

let guest: ScriptGuest;
beforeAll(async () => {
  guest = await scriptGuest();
});

/** What the engine says of a source, explained. */
function explained(source: string): string {
  const outcome = guest.run(source);
  return outcome.kind === 'failed' ? explainedFailure(outcome.detail, source, outcome.position) : outcome.kind;
}

test.each([
  {
    source: "load('classpath:/lib.js')",
    says: /^ReferenceError: 'load' is not defined: one script is one text; build/,
  },
  { source: 'with (new JavaImporter(java.util)) { }', says: /'JavaImporter' is not defined: name each class where it/ },
  {
    source: "ResourceBuilder.build('Patient')",
    says: /: write a resource as an object, \{ resourceType: 'Patient' \}$/,
  },
  { source: 'setTimeout(a, 1)', says: /: Http waits for its answer, and there are no timers$/ },
  {
    source: '\norg.slf4j.LoggerFactory.getLogger("a")',
    says: /: org\.slf4j\.LoggerFactory is a class of Java; use Log$/,
  },
  { source: 'new java.net.URL("a")', says: /^The Java class java\.net\.URL is not available: use Http to call other/ },
  { source: "Java.type('com.Foo')", says: /^The Java class com\.Foo is not available: write it in JavaScript$/ },
  {
    source: '\n  var p = Fhir.create({})',
    says: /^TypeError: not a function, at Fhir\.create: Fhir only reads; a client/,
  },
  { source: 'var o = {}; "😀"; o . foo (1)', says: /^TypeError: not a function, at o\.foo$/ },
  { source: 'var o = {}; new o.Foo(1)', says: /^TypeError: not a function, at o\.Foo$/ },
  { source: 'var C = () => 1; new C(1)', says: /is not a constructor/ },
  { source: 'var f = {}; (f.a || f.b)(1)', says: /^TypeError: not a function$/ },
  { source: 'theX.foo', says: /^ReferenceError: 'theX' is not defined$/ },
  { source: 'throw new Error("load")', says: /^load$/ },
])('of $source the failure says $says', ({ source, says }) => {
  expect(explained(source)).toMatch(says);
});

test.each([
  { source: 'for each (var x in l) {}', says: /: write "for \(const x of list\)"/ },
  { source: 'var f = function(x) x*2;', says: /: write "\(x\) => x \* 2", or braces/ },
  { source: 'try { } catch (e if e instanceof X) {}', says: /: write "catch \(e\) \{ if/ },
  { source: 'var a = \u201cx\u201d;', says: /: it is \u201c \(U\+201C\); write a plain quotation mark/ },
  { source: 'a = b \u2013 1', says: /: it is \u2013 \(U\+2013\); write a plain minus, -$/ },
  { source: 'var a\u200b = 1', says: /: it is U\+200B; it cannot be seen: delete it$/ },
  { source: 'a = \u{1f600}', says: /: it is \u{1f600} \(U\+1F600\)$/u },
  { source: '# comment', says: /: comments begin with \/\/$/ },
  { source: "import {x} from './lib.js'", says: /: one script is one text: build it with a bundler/ },
  { source: 'export function a() {}', says: /: only modules export: set ecmascript_module=true/ },
  { source: 'String s = "a"', says: /: write let or const in place of a type$/ },
  { source: 'package foo;', says: /: scripts are JavaScript, not Java$/ },
  { source: 'var a = ;', says: /^SyntaxError: unexpected token in expression: ';'$/ },
])('of $source that does not load it says $says', ({ source, says }) => {
  expect(explained(source)).toMatch(says);
});

test('a place that is none adds nothing', () => {
  expect(explainedFailure('TypeError: not a function', 'a()', { line: 9, column: 9 })).toBe(
    'TypeError: not a function',
  );
  expect(explainedFailure('TypeError: not a function', 'a()', undefined)).toBe('TypeError: not a function');
});
