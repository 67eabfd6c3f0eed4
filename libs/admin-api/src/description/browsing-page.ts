import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The page from which people browse and try the API; everything it needs comes from here. */
export const browsingPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Gatehouse JSON admin API</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="swagger-ui/swagger-ui.css" />
    <link rel="stylesheet" href="swagger-ui/page.css" />
    <script src="swagger-ui/swagger-ui-bundle.js" defer></script>
    <script src="swagger-ui/start.js" defer></script>
  </head>
  <body>
    <main id="swagger-ui"><noscript>This page needs JavaScript; openapi.json has the same for programs.</noscript></main>
  </body>
</html>
`;

/** Scripts and styles of this listener alone, none of them in the page itself. */
export const browsingPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const START = `const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();
SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
`;

const STYLE = `html { color-scheme: light dark; }
body { margin: 0; }
.swagger-ui .wrapper { padding: 0 0.75rem; }
html:not(.dark-mode) .swagger-ui .opblock .opblock-summary-method { text-shadow: none; }
html:not(.dark-mode) .swagger-ui .opblock-get .opblock-summary-method { background: #0b62b0; }
html:not(.dark-mode) .swagger-ui .opblock-post .opblock-summary-method { background: #157a4a; }
html:not(.dark-mode) .swagger-ui .opblock-put .opblock-summary-method { background: #9a5200; }
html:not(.dark-mode) .swagger-ui .opblock-delete .opblock-summary-method { background: #c02626; }
@media (max-width: 40rem) {
  .swagger-ui .opblock .opblock-summary { flex-wrap: wrap; }
  .swagger-ui .opblock .opblock-summary-path { max-width: 100%; overflow-wrap: anywhere; }
  .swagger-ui .scheme-container .schemes { flex-wrap: wrap; }
  .swagger-ui table { display: block; overflow-x: auto; }
}
`;

/** A file of the page. */
interface BrowsingResource {
  readonly type: string;
  readonly content: Buffer | string;
}

const SCRIPT = 'text/javascript; charset=utf-8';
const SHEET = 'text/css; charset=utf-8';

const own: ReadonlyMap<string, BrowsingResource> = new Map([
  ['start.js', { type: SCRIPT, content: START }],
  ['page.css', { type: SHEET, content: STYLE }],
]);
/** Files of the package that draws the page. */
const packaged: ReadonlyMap<string, string> = new Map([
  ['swagger-ui-bundle.js', SCRIPT],
  ['swagger-ui.css', SHEET],
]);

/** A file of the page by its name; undefined for any other name. */
export async function browsingResource(name: string): Promise<BrowsingResource | undefined> {
  const type = packaged.get(name);
  if (type === undefined) return own.get(name);
  return { type, content: await readFile(join(packageFolder(), name)) };
}

/** The package comes with the one that makes the description. */
function packageFolder(): string {
  const fromSwagger = createRequire(createRequire(import.meta.url).resolve('@nestjs/swagger'));
  return dirname(fromSwagger.resolve('swagger-ui-dist/package.json'));
}
