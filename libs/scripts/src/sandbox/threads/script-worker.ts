// The file a script thread is started by. The build's files import each other as they are; as source, under test, an import names the file that
// it becomes, and Node has to be told.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';

if (import.meta.url.endsWith('.ts'))
  registerHooks({
    resolve: (specifier, context, next) => {
      const url = specifier.startsWith('.') && new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      return url && existsSync(url)
        ? { url: url.href, shortCircuit: true }
        : next(specifier, { ...context, conditions: [...context.conditions, 'development'] });
    },
  });

await import('./serve-jobs.js');
