/** What the tables of docs/properties.md need to be understood. */
export const introduction = `# Properties

Written by \`npm run docs\` out of the options classes, which alone declare what is supported, and of \`libs/module-config/src/catalogue\`, which knows
the other properties of Smile CDR. The [operator guide](operator-guide/README.md) explains what belongs together.

A property of a module is written \`module.<id>.config.<property>\` in the property file and \`GATEHOUSE__module__<id>__config__<property>\`, with \`__\`
for each \`.\`, in the environment, which counts before all else. The type of the module in small letters may stand before it
(\`security_out_smart.issuer.url\`). Blank text is not set. At the start each module says how many of its properties come from where, which have no
effect and why, and which are unknown. \`*\` stands for every ending that has no row of its own.

**Refused** means that the module does not start: it would be less safe, or do less, than it was told to.

**By superusers alone**: it decides whom the server believes, how hard it is to get in (locks, passwords, second factors, ways in, where people sign in), how
long it goes on believing without asking, whether scopes narrow what a token may do, or which file it reads. Through the admin API only holders of \`ROLE_SUPERUSER\` change it, as they alone put a variable (\`#{env['X']}\`) into an option; the property
file and the \`gatehouse\` command are the operator's.`;

/** Stands in place of the table of what is supported. */
export const notPartOfThisServer =
  'Modules of this type are not part of this server yet; they may stay in the property file.';

/** Stands above what the node has and nothing reads. */
export const nodeProperties = `Properties that belong to no module: \`node.id\`, \`node.propertysource\` (\`DATABASE\` or \`PROPERTIES\`; \`PROPERTIES_UNLOCKED\` is read as
\`PROPERTIES\`), \`gatehouse.mode\` and \`gatehouse.egress.allowed_hosts\`; the [operator guide](operator-guide/README.md#the-property-file) explains them. Others
can be named by options, seed files and imported documents (\`#{systemProperties['X']}\`).`;
