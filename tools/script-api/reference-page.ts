import { readFileSync } from 'node:fs';
import { declaredOn } from '#module-config/property-declaration';
import { standIns, type JavaParts } from '#scripts/guest/apis/java-stand-ins';
import { javaAdvice } from '#scripts/hints/java-classes';
import { olderIdioms } from '#scripts/hints/older-idioms';
import { runLimits } from '#scripts/running/run-limits';
import { ScriptProperties } from '#scripts/script-properties.port';
import type { DeclaredFunction, ScriptApi } from './declared-api.js';
import { globalSections, link, memberTable, objectSection, table } from './object-tables.js';
import { aboutObjects, examples, failing, idioms, introduction } from './prose.js';

/** docs/script-api.md: functions, objects and APIs for people. */
export function referencePage(api: ScriptApi): string {
  const { functions, globals, objects, texts } = api;
  const ofGlobals = new Set(globals.map(({ type }) => type));
  return `${[
    introduction,
    '## Functions',
    ...functions.map((each) => functionSection(each, api)),
    failing,
    limits(),
    aboutObjects,
    ...objects.filter(({ name }) => !ofGlobals.has(name)).map((object) => objectSection(object, '###')),
    '## APIs',
    ...globalSections(api),
    `### Texts\n\nWhat every text has besides what JavaScript gives it.\n\n${memberTable(texts)}`,
    java(),
    '## Examples\n\nThey lie in `config/scripts` of the sample configuration, and tests run them.',
    ...examples.map(([title, file]) => `### ${title}\n\n\`\`\`js\n${exampleText(file)}\n\`\`\``),
  ].join('\n\n')}\n`;
}

function functionSection(each: DeclaredFunction, { objects }: ScriptApi): string {
  const known = new Set(objects.map(({ name }) => name));
  const linked = (type: string): string => {
    const parts = type.split(' | ').map((part) => (known.has(part) ? link(part) : `\`${part}\``));
    return parts.join(' or ');
  };
  const rows = [
    ['type', `\`${each.name}\``],
    ['in', each.configured],
    ...each.parameters.map(({ name, type }) => [`\`${name}\``, linked(type)]),
    ['may return', each.result],
    ['when it fails', each.failing],
  ];
  return `### ${titleOf(each)}\n\n${each.doc}\n\n${table(['', ''], rows)}`;
}

/** Two types of one function say in their comments which it is. */
function titleOf({ name, doc }: DeclaredFunction): string {
  const [, own] = /^`(\w+)`/.exec(doc) ?? [];
  return own === undefined ? name.charAt(0).toLowerCase() + name.slice(1) : `${own} (${name})`;
}

function limits(): string {
  const { hostCalls, outputBytes, logBytes } = runLimits({ computeMillis: 0 }, 0);
  const ofRuns = declaredOn(new ScriptProperties()).filter(({ key }) => /_limit$|allowed_hosts$/.test(key));
  const settings = ofRuns.map(({ key, default: value = '–', unit = '', help }) => [
    `\`${key}\``,
    `${[value].flat().join(' ')} ${unit}`.trim(),
    help,
  ]);
  const fixed = [
    ['calls of one run', String(hostCalls), 'of `Http`, `Fhir` and clients of `FhirClientFactory` together'],
    ['result of one run', `${String(outputBytes / 1024)} KiB`, 'JSON of what the function changed or returned'],
    ['log of one run', `${String(logBytes / 1024)} KiB`, 'what is beyond is left out'],
    ['one call', '5 seconds, 1 MiB', 'of another server, and of its answer'],
  ];
  return `## Limits\n\nA run that exceeds one is ended, and has failed. The properties are those of the module that has the script.\n\n${table(
    ['limit', 'value', 'what it is'],
    [...settings, ...fixed],
  )}`;
}

function java(): string {
  const none = undefined as unknown;
  const names = Object.keys(standIns({ environment: none, uuid: none, log: {} } as JavaParts));
  const classes = table(
    ['instead of', 'what to do'],
    javaAdvice.map(([, example, instead]) => [`\`${example}\``, instead]),
  );
  return [
    '## What older scripts use',
    `What is not here is warned of when a script is saved or looked at, when its module starts and by \`gatehouse doctor\`, with line and column, and told again by the
failure of the run that comes to it. It keeps no script from running: many only use it where it is there.`,
    table(
      ['what they write', 'here'],
      [...idioms, ...olderIdioms.map(({ written, instead }) => [written, `not available: ${instead}`])],
    ),
    `\`Java.type(name)\` gives a stand-in, written in JavaScript, for these classes: ${names.map((name) => `\`${name}\``).join(', ')}. They are found by their own names as well, \`new java.util.HashMap()\`. Every other name throws; what to use instead:`,
    classes,
  ].join('\n\n');
}

function exampleText(file: string): string {
  return readFileSync(`config/scripts/${file}`, 'utf8').trimEnd();
}
