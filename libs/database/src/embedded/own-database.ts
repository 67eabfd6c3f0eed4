import pg from 'pg';
import { withConnection } from '../connection.js';
import type { Credentials } from './credentials.js';

/** Connection URLs of the embedded database. */
export interface DatabaseUrls {
  /** The database `gatehouse` as its owner. */
  readonly url: string;
  /** The database `postgres` as superuser. */
  readonly superuserUrl: string;
}

/** The URLs, by the port and the passwords. */
export function databaseUrls(port: number, { superuserPassword, ownerPassword }: Credentials): DatabaseUrls {
  const at = `127.0.0.1:${String(port)}`;
  return {
    url: `postgres://gatehouse:${ownerPassword}@${at}/gatehouse`,
    superuserUrl: `postgres://postgres:${superuserPassword}@${at}/postgres`,
  };
}

/** Makes the account and the database `gatehouse` where they are missing: at the first start, or at one after it was killed halfway. */
export async function ensureOwnDatabase(urls: DatabaseUrls, { ownerPassword }: Credentials): Promise<void> {
  await withConnection(urls.superuserUrl, async (client) => {
    const found = await client.query<{ role: boolean; database: boolean }>(
      `select exists(select from pg_roles where rolname = 'gatehouse') as role,
              exists(select from pg_database where datname = 'gatehouse') as database`,
    );
    if (!found.rows[0]?.role)
      await client.query(`create role gatehouse login password ${pg.escapeLiteral(ownerPassword)}`);
    if (!found.rows[0]?.database) await client.query('create database gatehouse owner gatehouse');
    if (!found.rows[0]?.database) await client.query('checkpoint');
  });
}
