import { noChange } from '../permissions/script-change.js';
import { emptyLaunchContext, type LaunchContext } from '../smart/launch-context.js';
import { isReservedClaim } from './reserved-claims.js';
import { changedLaunch, readScriptClaim, scriptClaim, type ScriptedToken } from './script-claim.js';

const launch: LaunchContext = { resources: [{ type: 'patient', id: '7' }], members: { tenant: 't' } };
const read = { permission: 'FHIR_READ_INSTANCE', argument: 'Patient/7' };

test.each<{ name: string; scripted: ScriptedToken }>([
  { name: 'nothing', scripted: { permissions: noChange } },
  { name: 'an added permission', scripted: { permissions: { added: [read], removed: [] } } },
  { name: 'a removed permission', scripted: { permissions: { added: [], removed: [read] } } },
  { name: 'another launch', scripted: { permissions: noChange, launchContext: launch } },
  { name: 'a launch of nothing', scripted: { permissions: noChange, launchContext: emptyLaunchContext } },
])('a token carries $name through its claims', ({ scripted }) => {
  const wire = JSON.parse(JSON.stringify(scriptClaim(scripted))) as Record<string, unknown>;

  expect(readScriptClaim(wire)).toEqual(scripted);
});

test('a token that no script changed has no such claim', () => {
  expect(scriptClaim({ permissions: noChange })).toEqual({});
});

test('V-99: no script can write the claim itself', () => {
  expect(isReservedClaim('gatehouse_script')).toBe(true);
  expect(isReservedClaim('GATEHOUSE_anything')).toBe(true);
});

test.each([
  { name: 'the same', after: launch, changed: false },
  { name: 'an equal one', after: { ...launch, members: { tenant: 't' } }, changed: false },
  { name: 'another patient', after: { ...launch, resources: [{ type: 'patient', id: '8' }] }, changed: true },
  { name: 'another member', after: { ...launch, members: {} }, changed: true },
])('the launch after the script is $name', ({ after, changed }) => {
  expect(changedLaunch(launch, after)).toEqual(changed ? { launchContext: after } : {});
});
