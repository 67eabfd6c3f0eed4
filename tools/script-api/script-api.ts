import ts from 'typescript';
import type { DeclaredFunction, DeclaredMember, DeclaredObject, ScriptApi } from './declared-api.js';
import { docOf, tagOf } from './doc-text.js';
import { guestProgram, type GuestProgram } from './guest-program.js';
import { membersOf } from './object-members.js';
import { isExported, TypeText } from './type-text.js';

/** Reads functions, globals and every object that they lead to out of the guest's own types. */
export function readScriptApi(): ScriptApi {
  const guest = guestProgram();
  const types = new TypeText(guest);
  const functions = guest.filesIn('functions').flatMap((file) => functionsIn(file, types));
  const globals = globalsOf(guest, types);
  const texts = textsOf(guest, types);
  return { functions, globals, texts, objects: objectsOf(guest, types) };
}

function functionsIn(file: ts.SourceFile, types: TypeText): readonly DeclaredFunction[] {
  return file.statements
    .filter(ts.isTypeAliasDeclaration)
    .filter(isExported)
    .flatMap((alias) => (ts.isFunctionTypeNode(alias.type) ? [functionOf(alias, alias.type, types)] : []));
}

function functionOf(alias: ts.TypeAliasDeclaration, type: ts.FunctionTypeNode, types: TypeText): DeclaredFunction {
  return {
    ...{ name: alias.name.text, doc: docOf(alias), type: types.given(alias.type) },
    parameters: type.parameters.map(({ name, type: own }) => ({
      name: name.getText(),
      type: own === undefined ? 'any' : types.given(own),
    })),
    ...{ configured: tagOf(alias, 'configured'), result: tagOf(alias, 'result'), failing: tagOf(alias, 'failing') },
  };
}

function globalsOf(guest: GuestProgram, types: TypeText): ScriptApi['globals'] {
  const declaration = guest.declared('apis/install-apis.ts', 'ScriptGlobals');
  if (!ts.isInterfaceDeclaration(declaration)) throw new Error('ScriptGlobals is an interface');
  return membersOf(declaration, guest, types).map(({ name, type = '', doc }) => ({ name, type, doc }));
}

/** Methods of an object that is written out: those of texts. */
function textsOf(guest: GuestProgram, types: TypeText): readonly DeclaredMember[] {
  const declaration = guest.declared('bindings/java-strings.ts', 'javaStrings');
  const object = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  if (object === undefined || !ts.isObjectLiteralExpression(object)) throw new Error('javaStrings is an object');
  return object.properties.filter(ts.isMethodDeclaration).map((method) => ({
    ...{ name: method.name.getText(), doc: docOf(method), kind: 'method' },
    signature: `${method.name.getText()}(${types.parameters(method.parameters)}): ${method.type?.getText() ?? 'void'}`,
  }));
}

/** All that was named, and what that names in turn. */
function objectsOf(guest: GuestProgram, types: TypeText): readonly DeclaredObject[] {
  const done = new Map<string, DeclaredObject>();
  for (let left = remaining(types, done); left.length > 0; left = remaining(types, done))
    for (const [name, declaration] of left) done.set(name, objectOf(name, declaration, guest, types));
  return [...done.values()];
}

function remaining(types: TypeText, done: ReadonlyMap<string, DeclaredObject>) {
  return [...types.named].filter(([name]) => !done.has(name));
}

function objectOf(name: string, declaration: ts.Declaration, guest: GuestProgram, types: TypeText): DeclaredObject {
  const doc = docOf(declaration);
  if (ts.isTypeAliasDeclaration(declaration))
    return { name, doc, heritage: '', parents: [], members: [], alias: types.given(declaration.type) };
  if (!ts.isClassDeclaration(declaration) && !ts.isInterfaceDeclaration(declaration))
    throw new Error(`${name} is neither a class nor an interface`);
  const parents = (declaration.heritageClauses ?? [])
    .filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
    .flatMap((clause) => [...clause.types]);
  for (const { expression } of parents) {
    const own = types.declarationOf(expression);
    if (own !== undefined) types.named.set(expression.getText(), own);
  }
  const generics = declaration.typeParameters?.map((each) => each.getText().replace('unknown', 'any')).join(', ');
  const bases = parents.map((each) => each.getText().replace('unknown', 'any')).join(', ');
  const heritage = `${generics === undefined ? '' : `<${generics}>`}${bases === '' ? '' : ` extends ${bases}`}`;
  const own = parents.map(({ expression }) => expression.getText());
  return { name, doc, heritage, parents: own, members: membersOf(declaration, guest, types) };
}
