import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { ContextSelectionCall, PostAuthorizeScript } from '#scripts/post-authorize-script.port';
import type { HeldRequest } from '../authorization-flow/requests/pending-requests.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { PendingAuthorizationStore } from '../stores/pending-authorization.store.js';
import type { ContextWish } from './context-finder.js';
import type { PresetAnswer } from './context-offer.js';
import { PresetContexts } from './preset-contexts.js';

const session = { sid: 's', userPid: 1, arrivedAt: new Date(1_000), authTime: new Date(1_000) };
const amelia = { pid: 1, securityVersion: 1, username: 'amelia', defaultLaunchContexts: [] };
const working = [{ contextType: 'patient', resourceId: 'Patient/1' }];

let calls: ContextSelectionCall[];
let kept: unknown[];
let keptBefore: PresetAnswer | undefined;
const presets = new PresetContexts(
  {
    onSmartLoginPreContextSelection: (call) => {
      calls.push(call);
      const resourceId = String(calls.length);
      return Promise.resolve({ choices: [{ resourceType: 'Patient', resourceId, displayName: 'A name' }] });
    },
  } as Partial<PostAuthorizeScript> as PostAuthorizeScript,
  {
    keepPreset: (request, preset) => {
      kept.push([request, preset]);
      return Promise.resolve(keptBefore ?? preset);
    },
  } satisfies Pick<PendingAuthorizationStore, 'keepPreset'>,
);

beforeEach(() => void ([calls, kept, keptBefore] = [[], [], undefined]));

interface Asking {
  readonly user?: object;
  readonly session?: object;
  readonly held?: Partial<HeldRequest>;
  readonly scripts?: object;
}

function of({ user = {}, held, scripts = { postAuthorize: {} }, ...at }: Asking = {}) {
  const browser = { cookieHash: 'b', isNew: false, session: { ...session, ...at.session } };
  return presets.of({
    instance: { moduleId: 'm', scripts },
    client: { clientId: 'app' },
    user: { ...amelia, ...user } as unknown as DirectoryUser,
    visit: { browser, cookies: [], remoteAddress: '192.0.2.1' } as unknown as Visit,
    ...(held && { held: { handleHash: 'h', ...held } }),
  } as unknown as ContextWish);
}
const answerFor = async (asking: Asking = {}): Promise<PresetAnswer> => {
  const answer = await of(asking);
  calls = [];
  if (answer.mark === undefined) throw new Error('nobody was asked');
  return answer;
};

describe('reference 9.1: onSmartLoginPreContextSelection is asked once', () => {
  test('what it gave waits with the request, and is what counts from then on', async () => {
    const first = await of({ held: {} });
    const again = await of({ held: { preset: first as PresetAnswer } });

    expect(again).toBe(first);
    expect(calls).toHaveLength(1);
    expect(kept).toEqual([[{ moduleId: 'm', browserHash: 'b', handleHash: 'h' }, first]]);
  });

  test('of two pages that are made at once both show what is kept', async () => {
    keptBefore = { mark: 'm', choices: [] };

    expect(await of({ held: {} })).toBe(keptBefore);
  });

  test('a request that need not wait keeps nothing', async () => {
    expect(await of()).toMatchObject({ choices: [{ resourceType: 'Patient', id: '1', display: 'A name' }] });
    expect(kept).toEqual([]);
  });

  test.each<{ name: string; asking: Asking }>([
    { name: 'another person', asking: { user: { pid: 2 } } },
    { name: 'another sign-in of theirs', asking: { session: { arrivedAt: new Date(2_000) } } },
    { name: 'other defaults', asking: { user: { defaultLaunchContexts: working } } },
    { name: 'an account that has changed', asking: { user: { securityVersion: 2 } } },
  ])('it is asked anew for $name', async ({ asking }) => {
    const before = await answerFor();

    const after = await of({ ...asking, held: { preset: before } });

    expect(after.mark).not.toBe(before.mark);
    expect([calls.length, kept.length]).toEqual([1, 1]);
  });
});

test('where there is no script, the defaults count as they are now', async () => {
  const user = { defaultLaunchContexts: working };
  const held = { preset: { mark: 'm', choices: [] } };

  expect(await of({ user, held, scripts: {} })).toEqual({
    choices: [{ resourceType: 'Patient', id: '1', display: 'Patient/1' }],
  });
  expect([calls, kept]).toEqual([[], []]);
});
