import type { ResettableRow } from '../stores/resettable-account.store.js';
import { resettableAmong } from './resettable.js';

const row: ResettableRow = {
  ...{
    pid: 1,
    username: 'amelia',
    email: 'amelia@clinic.example',
    security_version: 3,
    is_named: true,
    is_known: false,
  },
  ...{ external: false, is_person: true, account_locked: false, account_disabled: false },
};
const byAddress = { ...row, is_named: false };
const amelia = { pid: 1, username: 'amelia', email: row.email, securityVersion: 3 };

test.each([
  { name: 'nobody', rows: [], expected: { kind: 'none', reason: 'unknown-user' } },
  { name: 'somebody by name', rows: [row], expected: { kind: 'found', account: amelia } },
  {
    name: 'somebody who signed in here before',
    rows: [{ ...row, is_known: true }],
    expected: { kind: 'found', account: amelia, isKnownDevice: true },
  },
  { name: 'somebody by address', rows: [byAddress], expected: { kind: 'found', account: amelia } },
  {
    name: 'a name that is the address of others',
    rows: [row, { ...byAddress, pid: 2 }],
    expected: { kind: 'found', account: amelia },
  },
  {
    name: 'V-75: a name that is the address of somebody else',
    rows: [row, { ...byAddress, pid: 2, username: 'bertha', email: 'b@x.example' }],
    expected: { kind: 'found', account: amelia, beside: { email: 'b@x.example', username: 'bertha' } },
  },
  {
    name: 'V-75: a name that is the address of several',
    rows: [row, ...[2, 3].map((pid) => ({ ...byAddress, pid, email: 'b@x.example' }))],
    expected: { kind: 'found', account: amelia, beside: { email: 'b@x.example' } },
  },
  {
    name: 'V-75: a name that is the address of somebody who is shut',
    rows: [row, { ...byAddress, pid: 2, email: 'b@x.example', account_disabled: true }],
    expected: { kind: 'found', account: amelia },
  },
  {
    name: 'V-75: the name of a shut account that is the address of somebody else',
    rows: [{ ...row, pid: 2, email: 'b@x.example', account_locked: true }, byAddress],
    expected: { kind: 'found', account: amelia },
  },
  {
    name: 'several owners of an address',
    rows: [byAddress, { ...byAddress, pid: 2 }],
    expected: { kind: 'ambiguous', email: row.email },
  },
  {
    name: 'several owners, of whom one can have a password',
    rows: [byAddress, { ...byAddress, pid: 2, account_disabled: true }, { ...byAddress, pid: 3, external: true }],
    expected: { kind: 'found', account: amelia },
  },
  {
    name: 'V-28: an administrator’s lock',
    rows: [{ ...row, account_locked: true }],
    expected: { kind: 'none', reason: 'shut' },
  },
  {
    name: 'a disabled account',
    rows: [{ ...row, account_disabled: true }],
    expected: { kind: 'none', reason: 'shut' },
  },
  {
    name: 'V-75: somebody of another system',
    rows: [{ ...row, external: true }],
    expected: { kind: 'none', reason: 'external' },
  },
  { name: 'a machine', rows: [{ ...row, is_person: false }], expected: { kind: 'none', reason: 'external' } },
  { name: 'no address', rows: [{ ...row, email: '' }], expected: { kind: 'none', reason: 'no-address' } },
  {
    name: 'two addresses',
    rows: [{ ...row, email: 'a@x.example,b@x.example' }],
    expected: { kind: 'none', reason: 'no-address' },
  },
])('$name: $expected.kind', ({ rows, expected }) => {
  expect(resettableAmong(rows)).toEqual(expected);
});
