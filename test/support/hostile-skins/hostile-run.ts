import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeededRandom } from '../seeded-random.js';
import { hostileSkin } from './hostile-skin.js';
import { judgedSkin } from './judged-skin.js';

/** What came of many hostile skins. */
export interface HostileRun {
  /** How many came to which end, by their kinds. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Milliseconds of processor time that the slowest took. */
  readonly most: number;
  /** What must not be, each with the place of the skin in the run. */
  readonly faults: readonly string[];
  /** Files that appeared. */
  readonly files: readonly string[];
}

/** Puts so many hostile skins through everything that the server does with one, where a file that any of them left would be seen. */
export async function hostileRun(count: number, seed: number): Promise<HostileRun> {
  const sound = ['userlogin', 'userapprove', 'sessionmanagement'].map((name) =>
    readFileSync(`skins/sample/${name}.html`, 'utf8'),
  );
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-hostile-'));
  const watched = join(folder, 'watched');
  const canary = `canary-${randomUUID()}`;
  const [home, before] = [process.cwd(), process.env['GATEHOUSE_CANARY']];
  mkdirSync(watched);
  writeFileSync(join(folder, 'secret'), canary);
  process.env['GATEHOUSE_CANARY'] = canary;
  process.chdir(watched);
  try {
    const run = await judgedRun(count, new SeededRandom(seed), {
      parts: { watched, sound },
      secrets: [canary, 'root:x:0'],
    });
    return {
      ...run,
      files: readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
        (name) => !['watched', 'secret'].includes(name),
      ),
    };
  } finally {
    process.chdir(home);
    if (before === undefined) delete process.env['GATEHOUSE_CANARY'];
    else process.env['GATEHOUSE_CANARY'] = before;
    rmSync(folder, { recursive: true });
  }
}

interface Judging {
  readonly parts: Parameters<typeof hostileSkin>[1];
  readonly secrets: readonly string[];
}

async function judgedRun(
  count: number,
  chance: SeededRandom,
  { parts, secrets }: Judging,
): Promise<Omit<HostileRun, 'files'>> {
  const outcomes: Record<string, number> = {};
  const faults: string[] = [];
  let most = 0;
  for (let place = 0; place < count; place += 1) {
    const { outcome, millis, faults: found } = await judgedSkin(hostileSkin(chance, parts), secrets);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    most = Math.max(most, millis);
    faults.push(...found.map((fault) => `${String(place)} ${outcome}: ${fault}`));
  }
  return { outcomes, most, faults };
}
