import pg from 'pg';
import { DatabaseUnavailableError } from './sql.port.js';

/** SQLSTATE classes and codes by which the server says "not now" (PostgreSQL manual, appendix A). */
const unavailable: readonly (readonly [string, string])[] = [
  ['08', 'the connection failed'],
  ['57P', 'the server is stopping or starting'],
  ['53', 'the server is out of a resource'],
  ['28', 'the server refuses our account'],
  ['3D000', 'the server has no such database'],
  ['25006', 'the server is read-only'],
  ['25P03', 'a transaction was idle too long'],
  ['25P04', 'a transaction took too long'],
  ['57014', 'a statement took too long'],
  ['55P03', 'a lock was not to be had in time'],
  ['40001', 'too many transactions were in conflict'],
  ['40P01', 'too many transactions were in conflict'],
  ['58030', 'the server cannot read or write its disk'],
];

/** After these the connection itself is of no further use. */
const fatalStates = ['08', '57P', '25P03', '25P04'];

/** What Node and the driver say when there is no connection, or no answer on it. */
const brokenCode =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT)$/;
const brokenMessage = /^(Connection terminated|Query read timeout|timeout expired|Client (has encountered|was closed))/;
const poolMessage = /^(timeout exceeded when trying to connect|Cannot use a pool)/;

interface ErrorLike {
  readonly code?: unknown;
  readonly message?: unknown;
}

/** Whether the connection on which `error` came must be thrown away. */
export function isConnectionLost(error: unknown): boolean {
  const { state, code, message } = traitsOf(error);
  if (state !== undefined) return fatalStates.some((prefix) => state.startsWith(prefix));
  return brokenCode.test(code) || brokenMessage.test(message);
}

/** Whether the statement never left: the connection was known to be dead before. */
export function wasNeverSent(error: unknown): boolean {
  return /^Client (has encountered|was closed)/.test(traitsOf(error).message);
}

/** A serialization failure or a deadlock: nothing happened, the same again may succeed. */
export function isConflict(error: unknown): boolean {
  const { state } = traitsOf(error);
  return state === '40001' || state === '40P01';
}

/**
 * The error to hand on: a {@link DatabaseUnavailableError} when the database cannot work now, else `error` itself, without
 * the parts of a PostgreSQL error that quote values or SQL.
 */
export function asDatabaseFailure(error: unknown): unknown {
  const reason = unavailableReason(error);
  if (reason !== undefined) return new DatabaseUnavailableError(reason, { cause: summaryOf(error) });
  if (error instanceof pg.DatabaseError) withoutValues(error);
  return error;
}

function unavailableReason(error: unknown): string | undefined {
  const { state, code, message } = traitsOf(error);
  if (state !== undefined) return unavailable.find(([prefix]) => state.startsWith(prefix))?.[1];
  if (poolMessage.test(message)) return 'no connection was free in time';
  return brokenCode.test(code) || brokenMessage.test(message) ? 'the connection failed' : undefined;
}

function traitsOf(error: unknown): { readonly state?: string; readonly code: string; readonly message: string } {
  const { code, message } = (typeof error === 'object' && error !== null ? error : {}) as ErrorLike;
  const traits = { code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '' };
  return error instanceof pg.DatabaseError && traits.code !== '' ? { ...traits, state: traits.code } : traits;
}

function summaryOf(error: unknown): Error {
  const { code, message } = traitsOf(error);
  return new Error([code, message].filter(Boolean).join(': '));
}

/** `Key (code_hash)=(…) already exists` and the like have no place in a log. */
function withoutValues(error: pg.DatabaseError): void {
  for (const part of ['detail', 'where', 'internalQuery', 'hint'] as const) error[part] = undefined;
}
