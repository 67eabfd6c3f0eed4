/** What stands above the generated chapters of docs/script-api.md. */
export const introduction = `# The API of scripts

Written by \`npm run docs\` out of the types and comments of \`libs/scripts/src/guest\`. How scripts are configured, kept and watched stands in the
[operator guide](operator-guide/README.md#scripts); what becomes of scripts written for Smile CDR in [Coming from Smile CDR](coming-from-smile-cdr.md#scripts).

A script is a text in JavaScript that defines one or more of the [functions](#functions) below; one that is not there is not called. It may be written in the language of
today (\`const\`, arrows, templates, \`?.\`, destructuring, classes) or of long ago (\`var\`, implicit globals, \`with\`), as a plain script or, with
\`ecmascript_module=true\`, as a module. Each call begins anew: the statements at the top level are run, then the function; nothing is left of earlier calls. A function
may be \`async\`; there are no timers, and what it calls answers at once, so that it hardly needs to be.

## In an editor

[script-api.d.ts](script-api.d.ts) tells an editor what there is. Put a \`jsconfig.json\` beside your scripts, as \`config/scripts\` has one, and name the type of a function
above it:

\`\`\`js
/** @type {OnTokenGenerating} */
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails, theClientDetails) {
  theAuthorizationRequestDetails.addAccessTokenClaim('tenant', 'north');
}
\`\`\`

\`\`\`json
{
  "compilerOptions": { "checkJs": true, "target": "es2023", "lib": ["es2023"], "types": [], "moduleDetection": "force" },
  "files": ["script-api.d.ts"],
  "include": ["*.js"]
}
\`\`\``;

export const failing = `## When something goes wrong

What a script throws, and what it gives back that cannot be used, is never shown to people or apps. It is in the log and in the audit record \`SCRIPT\` of the run, with line
and column and what the script logged. Each function above says what it means for the request; but for \`onPostAuthorize\` it always means no. To refuse somebody on purpose,
return a failure of \`theOutcomeFactory\` where the function has one; elsewhere throw.`;

export const aboutObjects = `## Objects

Each property is also read by its getter and written by its setter, as the first column says; both are the same. A change counts only where the text says so. Lists
are arrays that also work as Java's lists, and maps objects that also work as Java's maps. Where a type is followed by \`| null\`, there may be nothing.`;

/** What older scripts do that is of no name, and what to write instead; the first column may not have a `|`. The others stand in `olderIdioms`. */
export const idioms: readonly (readonly [idiom: string, instead: string])[] = [
  ['`new java.util.HashMap()`, `Packages.java.util.HashMap` without `Java.type`', 'work for the classes below'],
  ['`for each (x in list)`', '`for (const x of list)`'],
  ['`function (x) x * 2`', '`(x) => x * 2`'],
  ['`catch (e if e instanceof X)`', '`catch (e) { if (!(e instanceof X)) throw e; … }`'],
  [
    "`print`, `println`, `console.log`, `Java.type('java.lang.System').out.println`",
    'work, and write to the log of the run; `Log.info` is the same',
  ],
  ['`eval`, `new Function(…)`', 'work within the run, which is a machine of its own'],
  ["`text.equals('a')`, `list.size()`, `map.get('a')`, `entry.getKey()`", 'work as in Java'],
];

/** Worked examples: files of the sample configuration. */
export const examples: readonly (readonly [title: string, file: string])[] = [
  ['The launch of a context service over HTTP', 'launch-context.js'],
  ['Roles out of the claims of another server', 'federated-roles.js'],
  ['CODAP', 'codap.js'],
];
