import type { SkinDiagnosticJson } from '#skin/skin-diagnostics.port';
import { diagnosticText } from './skin-diagnostic-text.js';

const diagnostic: SkinDiagnosticJson = {
  ...{ kind: 'failure', skin: 'org.example:clinic:1.0', sha256: 'aa', page: 'login', file: 'userlogin.html' },
  ...{ line: 2, column: 7, expression: '${x.y}', message: 'What the property “y” is asked of is null.' },
  ...{ errorId: 'GH-1', times: 3, firstAt: '2026-11-23T08:00:00.000Z', lastAt: '2026-11-24T08:00:00.000Z' },
};

test('a mistake is told with its place, its page, and how often it was', () => {
  expect(diagnosticText(diagnostic)).toBe(
    'userlogin.html:2:7: What the property “y” is asked of is null.\n  ${x.y}\n' +
      '  login of org.example:clinic:1.0: the built-in page was shown, 3 times from 2026-11-23T08:00:00.000Z to 2026-11-24T08:00:00.000Z (GH-1)\n',
  );
});

test('what is not known is left out, and signs that nobody sees are shown as such', () => {
  const { line: _line, column: _column, expression: _expression, ...rest } = diagnostic;
  const text = diagnosticText({ ...rest, kind: 'notice', times: 1, message: 'x\u001b[2Jy' });

  expect(text).toMatch(/^userlogin\.html: x\ufffd\[2Jy\n {2}login of .* does nothing, once, 2026-11-24T.*\(GH-1\)\n$/);
});
