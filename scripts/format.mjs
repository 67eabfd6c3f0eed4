// `npm run format`: repairs what a machine can repair.
import { main } from './lib/fail.mjs';
import { setup } from './lib/setup.mjs';

await main(async () => {
  const { tool } = await setup();
  await tool('Prettier', 'prettier', '--write', '--log-level=warn', '.');
  await tool('ESLint', 'eslint', '--fix', '.');
});
