import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const DECLARATIONS = path.resolve('docs/script-api.d.ts');

const usual: ts.CompilerOptions = {
  ...{ target: ts.ScriptTarget.ES2023, lib: ['lib.es2023.d.ts'], types: [], noEmit: true },
  ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  ...{ allowJs: true, checkJs: true, strict: false, skipLibCheck: false },
};

/** What the compiler says of the declaration file and of these scripts, by name, each in a scope of its own. */
export function saidOf(scripts: Readonly<Record<string, string>>, options: ts.CompilerOptions = {}): readonly string[] {
  const all = { ...usual, ...options };
  const host = ts.createCompilerHost(all);
  const { getSourceFile, fileExists } = host;
  const texts = new Map(Object.entries(scripts).map(([name, text]) => [path.resolve(name), `${text}\nexport {};`]));
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.getSourceFile = (name, language, ...rest) => {
    const text = texts.get(name);
    return text === undefined
      ? getSourceFile(name, language, ...rest)
      : ts.createSourceFile(name, text, language, true);
  };
  const program = ts.createProgram([DECLARATIONS, ...texts.keys()], all, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, code, messageText }) => {
    const { line } = file?.getLineAndCharacterOfPosition(start) ?? { line: 0 };
    const where = `${path.basename(file?.fileName ?? '')}:${String(line + 1)}`;
    return `${where} TS${String(code)} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

/** The scripts of a folder, by their paths. */
export function scriptsIn(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  return Object.fromEntries(
    files.map((file) => path.join(folder, file)).map((file) => [file, readFileSync(file, 'utf8')]),
  );
}

/** The same, with the types of the functions that they define in front of those. */
export function annotated(folder: string): Readonly<Record<string, string>> {
  const withTypes = Object.entries(scriptsIn(folder)).map(([file, text]) => {
    const isCodap = /requestingPractitioner|requestedRecord|reasonForRequest|authorizationToken/.test(text);
    const authenticate = isCodap ? 'AuthenticateCodap' : 'AuthenticateSignIn';
    return [file, Object.entries({ ...typeOf, authenticate }).reduce(typed, text)] as const;
  });
  return Object.fromEntries(withTypes);
}

const typeOf = {
  ...{ getUserName: 'GetUserName', onAuthenticateSuccess: 'OnFederatedAuthenticateSuccess' },
  ...{ onPostAuthorize: 'OnPostAuthorize', onTokenGenerating: 'OnTokenGenerating' },
  onSmartLoginPreContextSelection: 'OnSmartLoginPreContextSelection',
  onUserSelfRegistrationRequest: 'OnUserSelfRegistrationRequest',
};

function typed(text: string, [name, type]: readonly [string, string]): string {
  const definition = new RegExp(`^(\\s*)((?:export )?(?:async )?function ${name}\\b)`, 'm');
  return text.replace(definition, `$1/** @type {${type}} */ $2`);
}
