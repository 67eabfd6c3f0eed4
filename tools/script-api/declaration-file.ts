import type { DeclaredMember, DeclaredObject, ScriptApi } from './declared-api.js';

const HEAD = `// Declarations for authors of scripts: what a script may define, what it gets, and what is there besides. An editor completes from this file; see
// "In an editor" in script-api.md. Written by \`npm run docs\` out of the types and comments of libs/scripts/src/guest: mend it there.`;

/** docs/script-api.d.ts: an ambient declaration file. */
export function declarationFile({ functions, globals, objects, texts }: ScriptApi): string {
  return `${[
    HEAD,
    chapter('Functions that a script may define'),
    ...functions.map(({ name, doc, type, configured, result, failing }) => {
      const lines = [doc, `In: ${configured}.`, `@returns ${result}`, `On failure: ${failing}.`];
      return `${comment([lines[0] ?? '', lines[1] ?? '', lines[3] ?? '', lines[2] ?? ''])}type ${name} = ${type};`;
    }),
    chapter('Globals'),
    ...globals.map(
      ({ name, type, doc }) => `${comment([doc || docOfType(objects, type)])}declare var ${name}: ${type};`,
    ),
    textsOf(texts),
    chapter('Objects'),
    ...objects.map(objectText),
  ].join('\n\n')}\n`;
}

function docOfType(objects: readonly DeclaredObject[], type: string): string {
  return objects.find(({ name }) => name === type)?.doc ?? '';
}

function textsOf(texts: readonly DeclaredMember[]): string {
  return interfaceText({
    name: 'String',
    heritage: '',
    members: texts,
    doc: 'What texts have besides what JavaScript gives them.',
  });
}

function objectText(object: DeclaredObject): string {
  const { name, doc, alias } = object;
  return alias === undefined ? interfaceText(object) : `${comment([doc])}type ${name} = ${alias};`;
}

function interfaceText({
  name,
  heritage,
  members,
  doc,
}: Pick<DeclaredObject, 'name' | 'heritage' | 'members' | 'doc'>): string {
  if (members.length === 0) return `${comment([doc])}interface ${name}${heritage} {}`;
  const lines = members.map((each) => `${comment([each.doc], '  ')}  ${each.signature};`);
  return `${comment([doc])}interface ${name}${heritage} {\n${lines.join('\n')}\n}`;
}

function chapter(title: string): string {
  return `// ${title}\n// ${'='.repeat(title.length)}`;
}

/** Lines of a comment, broken at 140 characters. */
function comment(lines: readonly string[], indent = ''): string {
  const said = lines.filter((line) => line !== '').flatMap((line) => broken(line, 140 - indent.length));
  if (said.length === 0) return '';
  if (said.length === 1) return `${indent}/** ${said[0] ?? ''} */\n`;
  return `${indent}/**\n${said.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}

function broken(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
