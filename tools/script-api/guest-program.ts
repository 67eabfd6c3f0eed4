import { globSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Where the guest is, whose types and comments are all that is said of it. */
const GUEST = path.resolve('libs/scripts/src/guest');

/** The guest as the compiler sees it. */
export interface GuestProgram {
  readonly checker: ts.TypeChecker;
  /** The declaration of a name at the top level of one of its files, such as `apis/install-apis.ts`. @throws Error — there is none */
  readonly declared: (file: string, name: string) => ts.Declaration;
  /** Files of a folder of it, in the order of their names. */
  readonly filesIn: (folder: string) => readonly ts.SourceFile[];
  readonly isOwn: (node: ts.Node) => boolean;
}

export function guestProgram(): GuestProgram {
  const roots = globSync(`${GUEST}/**/*.ts`).filter((file) => !file.endsWith('.spec.ts'));
  const program = ts.createProgram(roots, {
    ...{ target: ts.ScriptTarget.ES2023, lib: ['lib.es2023.d.ts'], types: [], strict: true, noEmit: true },
    ...{ module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, skipLibCheck: true },
  });
  const sourceOf = (file: string): ts.SourceFile => {
    const source = program.getSourceFile(path.join(GUEST, file));
    if (source === undefined) throw new Error(`the guest has no ${file}`);
    return source;
  };
  return {
    checker: program.getTypeChecker(),
    declared: (file, name) => declarationIn(sourceOf(file), name),
    filesIn: (folder) =>
      program
        .getSourceFiles()
        .filter(({ fileName }) => path.dirname(fileName) === path.join(GUEST, folder))
        .sort((one, other) => (one.fileName < other.fileName ? -1 : 1)),
    isOwn: (node) => node.getSourceFile().fileName.startsWith(`${GUEST}/`),
  };
}

function declarationIn(source: ts.SourceFile, name: string): ts.Declaration {
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) {
      const found = statement.declarationList.declarations.find((each) => each.name.getText() === name);
      if (found !== undefined) return found;
    } else if (ts.isDeclarationStatement(statement) && statement.name?.getText() === name) return statement;
  }
  throw new Error(`${source.fileName} does not declare ${name}`);
}
