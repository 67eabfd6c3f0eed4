import { setTimeout as delay } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { type RotationFigures, rotateUnderLoad } from '../support/rotation-campaign.js';
import { ServerProcess } from '../support/server-process.js';

/** `GATEHOUSE_ROTATIONS=4 npm run test:long` makes a short run. */
const ROTATIONS = Number(process.env.GATEHOUSE_ROTATIONS ?? 24);

describe(`F-27, G-11: ${ROTATIONS} rotations, one every 5 s, while verifiers keep the keys for 60 s`, () => {
  let database: TestDatabase;
  let nodes: readonly ServerProcess[];
  let figures: RotationFigures;

  beforeAll(async () => {
    database = await createTestDatabase();
    const options = { databaseUrl: database.url };
    nodes = [await ServerProcess.start(options), await ServerProcess.start(options)];
    figures = await rotateUnderLoad({
      ...{ nodes, databaseUrl: database.url, rotations: ROTATIONS },
      ...{ every: 5_000, leadSeconds: 65, cacheSeconds: 60, lanes: 8, pause: 60 },
      onRotated: async (rotation) => {
        if (rotation % 8 !== 4) return;
        await nodes[rotation % 2]!.end('SIGKILL');
        await delay(500);
        await nodes[rotation % 2]!.startAndWait();
      },
    });
    console.log(JSON.stringify(figures));
  }, 900_000);

  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.dispose()));
    await database.drop();
  }, 60_000);

  test('every token verifies, with every key in its turn', () => {
    expect(figures.failures).toEqual([]);
    expect(figures.kids).toBe(ROTATIONS + 1);
    expect(figures.tokens).toBeGreaterThan(ROTATIONS * 800);
  });

  test('all nodes change to a key in one epoch', () => {
    expect(figures.overlap).toBeLessThan(500);
  });
});
