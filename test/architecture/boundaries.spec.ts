import { type BoundaryViolation, findBoundaryViolations } from './dependency-cruiser.js';
import { PlantedFiles, plantedMark } from './planted-files.js';
import { plantedPermissions, plantedViolations } from './planted-violations.js';

describe('the boundaries between libraries', () => {
  const planted = new PlantedFiles();
  let violations: readonly BoundaryViolation[] = [];

  /** Rules that fired on files of this folder. */
  const rulesBrokenIn = (folder: string): string[] => [
    ...new Set(violations.filter(({ from }) => from.includes(`${folder}/`)).map(({ rule }) => rule)),
  ];

  beforeAll(async () => {
    for (const { files } of [...plantedViolations, ...plantedPermissions])
      for (const [file, content] of Object.entries(files)) planted.plant(file, content);
    violations = await findBoundaryViolations();
  }, 120_000);

  afterAll(() => {
    planted.removeAll();
  });

  test('are kept by the tree as it is', () => {
    const own = violations.filter(({ from, to }) => !from.includes(plantedMark) && !to.includes(plantedMark));

    expect(own).toEqual([]);
  });

  test.each(plantedViolations)('are guarded by $name ($folder)', ({ name, folder }) => {
    expect(rulesBrokenIn(folder)).toEqual([name]);
  });

  test.each(plantedPermissions)('let pass what $name', ({ folder }) => {
    expect(rulesBrokenIn(folder)).toEqual([]);
  });
});
