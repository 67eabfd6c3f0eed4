// `import fc from 'fast-check'` in tests: loaded by Node once for each worker (server-environment.js), not linked and set up anew for each file.
// What it makes are objects of that outer world, alike in all but their constructor.
const { default: fc } = await globalThis.importByNode('fast-check');

export default fc;
