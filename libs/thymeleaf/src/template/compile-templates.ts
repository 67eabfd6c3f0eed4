import { CompiledTemplate, type CompileOptions } from './compile-template.js';
import { closedName, CompiledTemplates } from './compiled-templates.js';

/**
 * Makes templates ready: a closed list, by the path of each. Those that have mistakes carry them (`errors`).
 */
export function compileTemplates(sources: ReadonlyMap<string, string>, options?: CompileOptions): CompiledTemplates {
  const templates = new Map<string, CompiledTemplate>();
  for (const [path, source] of sources) {
    const name = closedName(path);
    templates.set(name, new CompiledTemplate(name, source, { inspects: true, ...options }));
  }
  return new CompiledTemplates(templates);
}
