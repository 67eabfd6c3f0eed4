import { randomId } from '#protocol/random';
import pg from 'pg';
import { withConnection } from '../../libs/database/src/connection.js';
import { poolSettings } from '../../libs/database/src/connection-settings.js';
import { PooledSql } from '../../libs/database/src/pooled-sql.js';
import type { Sql } from '../../libs/database/src/sql.port.js';

/** A database of its own for one test file, with the whole schema and no rows. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, cutting off whoever is still connected. */
  readonly drop: () => Promise<void>;
}

/** How the database server of the Jest run is reached. */
interface ServerUrls {
  readonly url: string;
  readonly superuserUrl: string;
}

const TEMPLATE = 'gatehouse_template';
const SERVER_TEMPLATE = 'gatehouse_server_template';
const VARIABLE = 'GATEHOUSE_TEST_DATABASE';

/** Tells the processes that run test files where the server is. */
export function publishServer(urls: ServerUrls): void {
  process.env[VARIABLE] = JSON.stringify(urls);
}

/**
 * Makes the databases that every test database is a copy of.
 *
 * @param migrate builds the schema in the empty database of this URL
 * @param makeKeys puts in what servers otherwise spend most of their first start on
 */
export async function makeTemplates(
  migrate: (url: string) => Promise<unknown>,
  makeKeys: (url: string) => Promise<unknown>,
): Promise<void> {
  await makeTemplate(TEMPLATE, '', migrate);
  await makeTemplate(SERVER_TEMPLATE, copyOf(TEMPLATE), makeKeys);
}

/** A copy of the migrated template, in about 50 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return create(copyOf(TEMPLATE));
}

/** The same with signing keys for module `smart_auth`, under the usual encryption key. */
export async function createServerDatabase(): Promise<TestDatabase> {
  return create(copyOf(SERVER_TEMPLATE));
}

/** A database without any schema, for tests of the migrations. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return create('');
}

/** The database's clock goes `seconds` ahead of the true time from now on; 0 puts it right (ruling 62). */
export async function moveDatabaseClock(url: string, seconds: number): Promise<void> {
  await setDatabaseClock(url, `select clock_timestamp() + interval '${String(seconds)} seconds'`);
}

/** The database's clock stands still at this moment from now on. */
export async function stopDatabaseClock(url: string, at: Date): Promise<void> {
  await setDatabaseClock(url, `select timestamptz '${at.toISOString()}'`);
}

async function setDatabaseClock(url: string, body: string): Promise<void> {
  const text = `create or replace function gatehouse_now() returns timestamptz language sql stable as ${pg.escapeLiteral(body)}`;
  await withConnection(url, (client) => client.query(text));
}

/**
 * Statements on a test database, through the same pool settings the server uses, but for one.
 * @param connectionLimit milliseconds to wait for a connection: half a second, as a server does, is too little where all cores are taken
 */
export function openSql(
  url: string,
  poolSize = 4,
  connectionLimit = 30_000,
): { readonly sql: Sql; readonly close: () => Promise<void> } {
  const pool = new pg.Pool({ ...poolSettings({ url, poolSize }), connectionTimeoutMillis: connectionLimit });
  pool.on('error', () => undefined);
  return { sql: new PooledSql(pool), close: () => pool.end() };
}

async function makeTemplate(name: string, options: string, fill: (url: string) => Promise<unknown>): Promise<void> {
  const { url, superuserUrl } = server();
  await withConnection(superuserUrl, (client) => client.query(`create database ${name} owner gatehouse ${options}`));
  await fill(urlOf(url, name));
}

function copyOf(template: string): string {
  return `template ${template} strategy file_copy`;
}

async function create(options: string): Promise<TestDatabase> {
  const { url, superuserUrl } = server();
  const name = `test_${randomId().replaceAll('-', '')}`;
  await withConnection(superuserUrl, (client) => client.query(`create database ${name} owner gatehouse ${options}`));
  const drop = async (): Promise<void> => {
    await withConnection(superuserUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
  };
  return { url: urlOf(url, name), drop };
}

function urlOf(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}

function server(): ServerUrls {
  const urls = process.env[VARIABLE];
  if (urls === undefined) throw new Error('There is no test database: this Jest project lacks the global set-up');
  return JSON.parse(urls) as ServerUrls;
}
