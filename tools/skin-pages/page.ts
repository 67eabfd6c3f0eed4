import type { VariableDescriptor, VariableDescriptors } from '#skin/models/page-model-descriptor';
import { commonVariables, skinObjects } from '#skin/skin-pages/common-variables';
import { skinContract } from '#skin/skin-pages/skin-contract';
import { skinPageNames, skinPages, type SkinPageName } from '#skin/skin-pages/skin-page-names';

const INTRODUCTION = `# Pages of skins

What each page of a skin is given: the variables that its template may read, in Thymeleaf as \`\${name}\`, in Handlebars as \`{{name}}\`. Written by
\`npm run docs\` out of the contract that the server itself uses. What is absent or empty is null. Nothing secret is among it.

A page is taken from the file that its property names; with an empty property from the file of the documented name, as \`.html\` or \`.hbs\`; where the skin
has neither, or the page cannot be shown, the built-in page stands in.

Forms need no hidden fields: the CSRF token, \`interaction\` and what else a page sends back are put into every form by POST that leads to this server. A form
without an action, or with one that other servers have for it, such as \`/login\` or \`/oauth/authorize\`, is sent where it belongs.`;

/** docs/skin-pages.md: every page of a skin and everything it may read. */
export function skinPagesDocument(): string {
  const every = ['## Every page', table(rows(commonVariables, '')), '### Objects', table(rows(skinObjects, '#'))];
  return `${[INTRODUCTION, ...every, ...skinPageNames.map(pageSection)].join('\n\n')}\n`;
}

function pageSection(name: SkinPageName): string {
  const { title, key, file } = skinPages[name];
  const { help, variables } = skinContract[name];
  const own = Object.fromEntries(
    Object.entries(variables).filter(([variable]) => !Object.hasOwn(commonVariables, variable)),
  );
  const heading = `## ${title.slice(0, 1).toUpperCase()}${title.slice(1)}`;
  return [heading, `${help} Property \`${key}\`, documented file \`${file}.html\`.`, table(rows(own, ''))].join('\n\n');
}

function rows(variables: VariableDescriptors, path: string): readonly string[] {
  return Object.entries(variables).flatMap(([name, variable]) => [
    `| \`${path}${name}\` | ${kindOf(variable)} | ${variable.help.replaceAll('|', '\\|')} |`,
    ...fieldRows(variable, `${path}${name}`),
  ]);
}

function fieldRows(variable: VariableDescriptor, path: string): readonly string[] {
  if (variable.kind === 'record') return rows(variable.fields, `${path}.`);
  return variable.kind === 'records' ? rows(variable.fields, `${path}[].`) : [];
}

const KINDS: Readonly<Record<string, string>> = {
  ...{ text: 'text', phrase: 'text', address: 'address', number: 'number', flag: 'true or false' },
  ...{ texts: 'list of texts', record: 'record', records: 'list of records' },
};

function kindOf({ kind, optional }: VariableDescriptor): string {
  return (KINDS[kind] ?? kind) + (optional ? ', may be null' : '');
}

function table(lines: readonly string[]): string {
  return ['| name | kind | meaning |', '| --- | --- | --- |', ...lines].join('\n');
}
