import { Logger } from '@nestjs/common';
import type { AuditEvent } from '#audit/audit.port';
import { TemplateError } from '#thymeleaf/template-error';
import { failureOf, missingFile, noticeOf, type MistakeOrigin, type SkinMistake } from './skin-mistake.js';
import { SkinMistakes } from './skin-mistakes.js';

const origin: MistakeOrigin = {
  ...{ moduleId: 'auth', page: 'login', file: 'userlogin.html' },
  skin: { identity: { groupId: 'org.example', artifactId: 'clinic', version: '1.0' }, sha256: 'aa', files: new Map() },
};
const wrong = (line: number, message = 'Is wrong.', expression = '${x}'): TemplateError =>
  new TemplateError('value', message, { position: { line, column: 1 }, expression });

beforeAll(() => {
  Logger.overrideLogger(false);
});

function process() {
  const [records, queued]: [AuditEvent[], SkinMistake[]] = [[], []];
  const time = { seconds: 0 };
  const audit = { record: (event: AuditEvent) => Promise.resolve(void records.push(event)) };
  const clock = { now: () => new Date(time.seconds * 1_000) };
  const queue = { add: (mistake: SkinMistake) => void queued.push(mistake) };
  return { mistakes: new SkinMistakes(audit, clock, queue), records, queued, time };
}

test('R-18: a mistake of every page is on record once a minute, under one reference, with how often it was', () => {
  const { mistakes, records, queued, time } = process();
  const references = new Set<string>();
  for (; time.seconds < 90; time.seconds += 1) references.add(mistakes.add(failureOf(origin, wrong(2))));

  expect(references.size).toBe(1);
  expect(records.map(({ detail }) => detail?.['times'])).toEqual([1, 61]);
  expect(records[0]).toMatchObject({
    ...{ kind: 'SKIN_PAGE', moduleId: 'auth', errorReference: [...references][0] },
    detail: { skin: 'org.example:clinic:1.0', page: 'login', file: 'userlogin.html', line: 2, expression: '${x}' },
  });
  expect(queued).toHaveLength(90);
});

test('notices are not on record: the page was shown', () => {
  const { mistakes, records, queued } = process();
  mistakes.add(noticeOf(origin, 'It became #.', { position: { line: 1, column: 2 } }));

  expect([records.length, queued]).toMatchObject([0, [{ kind: 'notice', line: 1, column: 2 }]]);
});

test('one place is one mistake, whatever is said of it', () => {
  const keyOf = (error: unknown): string => failureOf(origin, error).key;

  expect(keyOf(wrong(2, 'There is no object #amelia.'))).toBe(keyOf(wrong(2, 'There is no object #bertha.')));
  expect(keyOf(wrong(2))).not.toBe(keyOf(wrong(3)));
  expect(missingFile(origin).key).toBe(missingFile({ ...origin, moduleId: 'other' }).key);
  expect(missingFile(origin).key).not.toBe(missingFile({ ...origin, file: 'x.html' }).key);
});

test.each([
  ['a fault of ours, which may repeat data', new TypeError('password=Canary-9'), /Canary/],
  ['what no database takes', wrong(1, 'a\0\uD800', '\uDC00'), /\\u0000|\\ud800|\\udc00/],
])('V-102: nothing is kept of %s', (_what, error, never) => {
  expect(JSON.stringify(failureOf(origin, error))).not.toMatch(never);
});
