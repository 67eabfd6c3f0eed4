import ts from 'typescript';
import type { DeclaredMember } from './declared-api.js';
import { docOf } from './doc-text.js';
import type { GuestProgram } from './guest-program.js';
import type { TypeText } from './type-text.js';

type Part = ts.ClassElement | ts.TypeElement;

/** The members of a class or an interface that scripts see, with the accessors that `addAccessors` gives it. */
export function membersOf(
  declaration: ts.ClassDeclaration | ts.InterfaceDeclaration,
  guest: GuestProgram,
  types: TypeText,
): readonly DeclaredMember[] {
  const written = declaration.members.filter(isSeen).map((part) => memberOf(part, types));
  const names = new Set(written.map(({ name }) => name));
  const added = accessorsOf(declaration, guest).flatMap(([name, isFlag]) => {
    const property = written.find((each) => each.name === name);
    if (property?.type === undefined) throw new Error(`${declaration.name?.text ?? ''} has no property ${name}`);
    return accessors(name, property.type, isFlag);
  });
  return [...written, ...added.filter(({ name }) => !names.has(name))];
}

function isSeen(part: Part): boolean {
  if (ts.isConstructorDeclaration(part) || ts.isSetAccessorDeclaration(part)) return false;
  if (part.name !== undefined && ts.isPrivateIdentifier(part.name)) return false;
  const hidden = ts.ModifierFlags.Static | ts.ModifierFlags.Private;
  return (ts.getCombinedModifierFlags(part) & hidden) === 0;
}

function memberOf(part: Part, types: TypeText): DeclaredMember {
  const name = part.name?.getText() ?? '[index]';
  const about = { name, doc: docOf(part) };
  if (ts.isIndexSignatureDeclaration(part)) {
    const signature = `[${types.parameters(part.parameters)}]: ${types.given(part.type)}`;
    return { ...about, kind: 'property', signature };
  }
  if (ts.isMethodDeclaration(part) || ts.isMethodSignature(part))
    return { ...about, kind: 'method', signature: `${name}${call(part, types)}` };
  if (ts.isPropertyDeclaration(part) && part.initializer && ts.isArrowFunction(part.initializer))
    return { ...about, kind: 'method', signature: `${name}${call(part.initializer, types)}` };
  if (!ts.isPropertyDeclaration(part) && !ts.isPropertySignature(part) && !ts.isGetAccessorDeclaration(part))
    throw new Error(`what is ${part.getText().slice(0, 80)}?`);
  if (part.type === undefined) throw new Error(`${part.getText().slice(0, 80)} needs a type`);
  const isReadOnly =
    ts.isGetAccessorDeclaration(part) || (ts.getCombinedModifierFlags(part) & ts.ModifierFlags.Readonly) !== 0;
  const isOptional = !ts.isGetAccessorDeclaration(part) && part.questionToken !== undefined;
  const type = types.given(part.type);
  const signature =
    settable(type) === type || isReadOnly
      ? `${isReadOnly ? 'readonly ' : ''}${name}${isOptional ? '?' : ''}: ${type}`
      : `get ${name}(): ${type}; set ${name}(value: ${settable(type)})`;
  return { ...about, kind: 'property', type, signature };
}

function call(node: ts.SignatureDeclaration, types: TypeText): string {
  const generics = node.typeParameters?.map((each) => each.getText()).join(', ');
  const result = node.type === undefined ? 'void' : types.given(node.type);
  return `${generics === undefined ? '' : `<${generics}>`}(${types.parameters(node.parameters)}): ${result}`;
}

/** Any array may be put where a list is. */
function settable(type: string): string {
  return type.replace(/^JavaList<(.+)>$/, '$1[]');
}

function accessors(name: string, type: string, isFlag: boolean): readonly DeclaredMember[] {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  const doc = `The same as \`${name}\`.`;
  const of = (method: string, rest: string): DeclaredMember => ({
    ...{ name: method, doc, kind: 'accessor', signature: `${method}${rest}` },
  });
  return [
    of(`get${capital}`, `(): ${type}`),
    ...(isFlag ? [of(`is${capital}`, `(): ${type}`)] : []),
    of(`set${capital}`, `(value: ${settable(type)}): void`),
  ];
}

/** The names that the calls of `addAccessors` beside a class hand over, out of the types of the calls. */
function accessorsOf(
  declaration: ts.ClassDeclaration | ts.InterfaceDeclaration,
  { checker }: GuestProgram,
): readonly (readonly [name: string, isFlag: boolean])[] {
  const target = `${declaration.name?.text ?? ''}.prototype`;
  return declaration
    .getSourceFile()
    .statements.flatMap((statement) => (ts.isExpressionStatement(statement) ? [statement.expression] : []))
    .filter(ts.isCallExpression)
    .filter((each) => each.expression.getText() === 'addAccessors' && each.arguments[0]?.getText() === target)
    .flatMap((each) => {
      const [, names, flags] = checker.getResolvedSignature(each)?.parameters ?? [];
      const literals = (parameter: ts.Symbol | undefined): readonly string[] =>
        parameter === undefined ? [] : literalsIn(checker, checker.getTypeOfSymbolAtLocation(parameter, each));
      return [
        ...literals(names).map((name) => [name, false] as const),
        ...literals(flags).map((name) => [name, true] as const),
      ];
    });
}

function literalsIn(checker: ts.TypeChecker, tuple: ts.Type): readonly string[] {
  const bare = checker.getNonNullableType(tuple);
  return checker
    .getTypeArguments(bare as ts.TypeReference)
    .flatMap((item) => (item.isUnion() ? item.types : [item]))
    .flatMap((item) => (item.isStringLiteral() ? [item.value] : []));
}
