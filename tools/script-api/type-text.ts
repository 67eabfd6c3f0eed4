import ts from 'typescript';
import type { GuestProgram } from './guest-program.js';

/** Types as authors read them. Where the guest writes `FromScript<T>`, it is T. */
export class TypeText {
  /** Declarations of the guest's own types that were named, to be described as well. */
  readonly named = new Map<string, ts.Declaration>();
  private readonly guest: GuestProgram;

  constructor(guest: GuestProgram) {
    this.guest = guest;
  }

  /** A type that is handed to scripts: what nobody can name is `any` there. */
  given(node: ts.TypeNode): string {
    return this.text(node, 'any');
  }

  /** A type that scripts hand over. */
  taken(node: ts.TypeNode): string {
    return this.text(node, 'unknown');
  }

  private text(node: ts.TypeNode, unnamed: 'any' | 'unknown'): string {
    const source = node.getSourceFile().text;
    let at = node.getStart();
    let text = '';
    const replace = (part: ts.Node, by: string): void => {
      text += source.slice(at, part.getStart()) + by;
      at = part.end;
    };
    const visit = (part: ts.Node): void => {
      if (part.kind === ts.SyntaxKind.UnknownKeyword) return replace(part, unnamed);
      if (ts.isTypeReferenceNode(part) || ts.isTypeQueryNode(part)) {
        const by = this.replacement(part, unnamed);
        if (by !== undefined) return replace(part, by);
      }
      ts.forEachChild(part, visit);
    };
    visit(node);
    return oneLine(text + source.slice(at, node.end));
  }

  /** What stands in the place of a name; undefined for a name that stays. */
  private replacement(node: ts.TypeReferenceNode | ts.TypeQueryNode, unnamed: 'any' | 'unknown'): string | undefined {
    const name = ts.isTypeReferenceNode(node) ? node.typeName : node.exprName;
    const [meant] = node.typeArguments ?? [];
    if (name.getText() === 'FromScript' && meant !== undefined) return this.text(meant, unnamed);
    const declaration = this.declarationOf(name);
    if (declaration === undefined || ts.isTypeParameterDeclaration(declaration)) return undefined;
    if (ts.isFunctionDeclaration(declaration)) return this.functionType(declaration);
    if (ts.isTypeAliasDeclaration(declaration) && !isExported(declaration)) return this.text(declaration.type, unnamed);
    this.named.set(name.getText(), declaration);
    return undefined;
  }

  functionType({ parameters, type }: ts.SignatureDeclaration): string {
    return `(${this.parameters(parameters)}) => ${type === undefined ? 'void' : this.given(type)}`;
  }

  parameters(parameters: readonly ts.ParameterDeclaration[]): string {
    return parameters
      .filter(({ name }) => name.getText() !== 'this')
      .map((parameter) => this.parameter(parameter))
      .join(', ');
  }

  private parameter({ dotDotDotToken, name, questionToken, initializer, type }: ts.ParameterDeclaration): string {
    const isOptional = questionToken !== undefined || initializer !== undefined;
    if (type === undefined) throw new Error(`${name.getText()} needs a type`);
    const written = name.getText().replace(/^_/, '');
    return `${dotDotDotToken ? '...' : ''}${written}${isOptional ? '?' : ''}: ${this.taken(type)}`;
  }

  /** Of the guest's own; types of the language stay as they are. */
  declarationOf(name: ts.Node): ts.Declaration | undefined {
    const { checker, isOwn } = this.guest;
    const symbol = checker.getSymbolAtLocation(name);
    if (symbol === undefined) return undefined;
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const declaration = target.declarations?.[0];
    return declaration !== undefined && isOwn(declaration) ? declaration : undefined;
  }
}

export function isExported(node: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export) !== 0;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\( /g, '(').replace(/, \)/g, ')').trim();
}
