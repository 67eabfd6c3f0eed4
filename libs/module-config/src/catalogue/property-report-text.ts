import { firstOf } from '#protocol/first-of';
import type { ConfigurationProblem } from '../configuration-problem.js';
import type { PropertyOrigin } from './property-values.js';
import type { IgnoredKeys, PropertyReport, UnknownKey } from './property-report.js';

const origins: readonly (readonly [origin: PropertyOrigin, words: string])[] = [
  ['file', 'from the file'],
  ['database', 'from the database'],
  ['environment', 'from the environment'],
  ['default', 'as they are by default'],
];

/** The most keys of one kind that are named; a file may have any number. */
const MOST_NAMED = 60;

/** The report for people: one block for each module, what has no effect by reason. */
export function formatPropertyReport(reports: readonly PropertyReport[]): string {
  return ['Properties', ...reports.flatMap(moduleLines)].join('\n');
}

/** The unknown keys of a module in one warning; none when every key is known. */
export function unknownKeyWarnings({
  moduleId,
  unknown,
}: Pick<PropertyReport, 'moduleId' | 'unknown'>): readonly ConfigurationProblem[] {
  if (unknown.length === 0) return [];
  const named = unknown.map((each) => `module.${moduleId}.config.${unknownKeyText(each)}`);
  return [{ key: firstOf(named, MOST_NAMED), problem: 'unknown and ignored', remedy: 'Check the spelling.' }];
}

function moduleLines(report: PropertyReport): readonly string[] {
  const { moduleId, type, unknown, otherSpellings } = report;
  const respelt = otherSpellings.map(({ writtenAs, key }) => `${writtenAs} (${key})`);
  return [
    `  ${moduleId} (${type}): ${supportedText(report)}`,
    ...ignoredLines(report.withoutEffect),
    ...listed('Unknown and ignored; check the spelling', unknown.map(unknownKeyText)),
    ...listed('Taken under another spelling than the usual one', respelt),
  ];
}

function supportedText({ supported }: PropertyReport): string {
  const counts = origins.flatMap(([origin, words]) => (supported[origin] > 0 ? [`${supported[origin]} ${words}`] : []));
  return counts.length === 0 ? 'none that is supported' : counts.join(', ');
}

function ignoredLines(groups: readonly IgnoredKeys[]): readonly string[] {
  if (groups.length === 0) return [];
  const lines = groups.flatMap(({ keys, reason, instead }) => [
    `      ${firstOf(keys, MOST_NAMED)}`,
    `        ${reason}${instead === undefined ? '' : ` Use ${instead}.`}`,
  ]);
  return ['    Without effect', ...lines];
}

function listed(title: string, keys: readonly string[]): readonly string[] {
  if (keys.length === 0) return [];
  return [`    ${title}`, `      ${firstOf(keys, MOST_NAMED)}`];
}

function unknownKeyText({ key, nearest }: UnknownKey): string {
  return nearest === undefined ? key : `${key} (${nearest}?)`;
}
