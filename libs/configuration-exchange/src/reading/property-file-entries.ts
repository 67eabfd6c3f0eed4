import { formatProblem, moduleDefinitions, parseProperties } from '#module-config/written-configuration.port';
import type { DocumentEntry, DocumentRemark } from './document-entries.js';
import { DocumentError } from './document-error.js';

type Module = ReturnType<typeof moduleDefinitions>['modules'][number];

/** What belongs to no module and is of this server or of the product. */
const OURS = /^(?:node|gatehouse)\./;

/** Reads a property file (reference 1.3) as the modules it defines. @throws DocumentError with the first of its mistakes; nothing in it is known */
export function* propertyFileEntries(text: string): Generator<DocumentEntry | DocumentRemark> {
  const { properties, lines, problems, warnings } = parseProperties(text);
  const { modules, server, ownProblems } = moduleDefinitions(properties);
  const [mistake] = [...problems, ...ownProblems];
  if (mistake !== undefined) {
    const line = lines.get(mistake.key) ?? 1;
    throw new DocumentError(`${mistake.key} ${mistake.problem}`, line, mistake.remedy);
  }
  if (modules.length === 0 && ![...server.keys()].some((key) => OURS.test(key))) throw nothingKnown();
  for (const warning of warnings) yield { remark: formatProblem(warning) };
  if (server.size > 0)
    yield { remark: `Belongs to no module and stays with the file: ${[...server.keys()].join(', ')}` };
  for (const module of modules) {
    const json = moduleJson(module, server.has('node.id'));
    yield { kind: 'modules', json, line: firstLine(module, lines), size: JSON.stringify(json).length };
  }
}

/** The module as the administration API has it (reference 12); without its node where the file does not say which it is. */
function moduleJson({ nodeId, moduleId, type, requires, config }: Module, namesNode: boolean): unknown {
  return {
    ...(namesNode && { nodeId }),
    moduleId,
    moduleType: type,
    options: [...config].map(([key, { value }]) => ({ key, value })),
    dependencies: [...requires].map(([dependency, target]) => ({ moduleId: target, type: dependency })),
  };
}

function firstLine({ moduleId }: Module, lines: ReadonlyMap<string, number>): number {
  const own = [...lines].filter(([key]) => key.startsWith(`module.${moduleId}.`)).map(([, line]) => line);
  return Math.min(...own);
}

/** Any text can be read as a property file: an error page, a list of accounts. */
function nothingKnown(): DocumentError {
  return new DocumentError(
    'the file is neither JSON nor a property file with anything known in it',
    1,
    'Give a seed file, an export, an answer of the administration API, or a property file.',
  );
}
