/**
 * How TypeScript becomes JavaScript, in one place for the build and for Jest, so that what is tested is what is shipped.
 * Types are checked elsewhere (`tsc --noEmit`). Decorator metadata is what Nest's injection and TypeORM's entities read.
 */
export default {
  swcrc: false,
  configFile: false,
  module: { type: 'es6' },
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
};
