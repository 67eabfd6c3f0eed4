import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';

/** Where and with what the figures were taken. */
export interface Machine {
  readonly date: string;
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGib: number;
  readonly system: string;
  readonly node: string;
  /** Programs that wanted a core during the minute before the run. */
  readonly loadBefore: number;
  readonly versions: Readonly<Record<string, string>>;
}

const PACKAGES = ['oidc-provider', 'jose', 'fastify', '@nestjs/core', 'pg'];

export function describeMachine(postgres: string): Machine {
  const [first] = cpus();
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    cores: cpus().length,
    cpu: first?.model ?? 'unknown',
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    loadBefore: loadavg()[0] ?? 0,
    versions: { ...Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])), PostgreSQL: postgres },
  };
}

function versionOf(name: string): string {
  const file = readFileSync(`node_modules/${name}/package.json`, 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
