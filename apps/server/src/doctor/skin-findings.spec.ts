import type { SkinProblem } from '#skin/skin-health.port';
import { shownMistakes, skinFolderFindings, wornSkinFindings } from './skin-findings.js';

const problem: SkinProblem = { moduleId: 'auth', problem: 'what it should wear cannot be read', remedy: 'Install it' };
const missing = { ...problem, moduleId: 'other', missing: 'org.example:clinic:1.0' };

test.each<[string, readonly SkinProblem[], readonly string[], readonly string[]]>([
  ['nothing', [], [], []],
  ['a skin that cannot be read', [problem], [], ['auth']],
  ['a skin that is nowhere', [problem, missing], ['org.example:else:1.0'], ['auth', 'other']],
  ['a skin that the next start stores', [problem, missing], ['org.example:clinic:1.0'], ['auth']],
])('of what modules should wear is told: %s', async (_what, problems, lying, expected) => {
  const inFolder = (asked: readonly string[]) => Promise.resolve(new Set(asked.filter((one) => lying.includes(one))));
  const found = await wornSkinFindings({ examine: () => Promise.resolve(problems) }, { inFolder });

  expect(found.map(({ about }) => about)).toEqual(expected.map((moduleId) => `skin of module ${moduleId}`));
  expect(found.every(({ severity, remedy }) => severity === 'error' && remedy === 'Install it')).toBe(true);
});

test('a JAR of the folder that is not stored is told by its name', async () => {
  const finding = { fileName: 'a.jar', severity: 'error', problem: 'is no file', remedy: 'Put a JAR there' } as const;

  expect(await skinFolderFindings({ folderFindings: () => Promise.resolve([finding]) })).toEqual([
    { severity: 'error', about: 'skin a.jar in the folder of skins', problem: 'is no file', remedy: 'Put a JAR there' },
  ]);
});

test.each([
  [undefined, []],
  [0, []],
  [1, ['could not be shown as it is in one place in the last 24 hours']],
  [7, ['could not be shown as it is in 7 places in the last 24 hours']],
])('of %s mistakes is told: %j', async (recentMistakes, expected) => {
  const json = { moduleId: 'auth', webjarId: '', ...(recentMistakes !== undefined && { recentMistakes }) };
  const found = await shownMistakes({ modules: () => Promise.resolve([{ json, version: 1 }]) });

  expect(found.map((each) => each.problem)).toEqual(expected);
});
