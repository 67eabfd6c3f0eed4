import { findingCodes } from '#skin/check/finding-codes';

const INTRODUCTION = `# Findings of the check of skins

What \`gatehouse skin check\`, \`POST /skins/check\`, uploads and activations can say of a skin. Written by \`npm run docs\` out of what the server itself uses.
The codes never change their meaning. An error keeps a skin from being activated unless that is overridden, which the audit record names; a warning and a
note do not. Each finding has its file, line and column where they are known. Every page is tried with five stock models: usual data, everything optional
missing, hostile texts, long lists, and texts from right to left.`;

/** docs/skin-findings.md: every kind of finding. */
export function skinFindingsDocument(): string {
  const rows = Object.entries(findingCodes).map(
    ([code, { severity, help, remedy }]) =>
      `| \`${code}\` | ${severity} | ${help.replaceAll('|', '\\|')} | ${remedy}. |`,
  );
  return `${INTRODUCTION}\n\n| code | gravity | meaning | what to do |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}
