import type { SkinFindingJson, SkinReportJson } from '#skin/skin-library.port';

/** What was found, with the place as a text. */
export function findingsView(findings: readonly SkinFindingJson[]) {
  return {
    findings: findings.map(({ severity, code, file, line, column, expression, message }) => ({
      ...{ code, expression, message, severity },
      look: severity === 'error' ? 'problem' : severity === 'warning' ? 'care' : 'good',
      place: file === undefined ? undefined : [file, line, column].filter((part) => part !== undefined).join(':'),
    })),
    errors: findings.filter(({ severity }) => severity === 'error').length,
  };
}

/** What a look at a JAR found. */
export function reportView({ isReadable, isSound, identity, sha256, pages = [], files = [], thymeleaf, findings, omitted }: SkinReportJson) {
  return {
    ...{ isReadable, isSound, identity, sha256, thymeleaf, omitted },
    files: files.length,
    pages: pages.map(({ page, title, setting, state, file, fails = [] }) => ({ page, title, setting, state, file, fails, look: fails.length > 0 || state === 'missing' ? 'problem' : state === 'skin' ? 'good' : 'care' })),
    ...findingsView(findings),
  };
}
