import { Logger } from '@nestjs/common';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { ClientDefinition } from '#protocol/client/client';
import type { ContextSelectionCall, PostAuthorizeScript } from '#scripts/post-authorize-script.port';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { Launch } from '../stores/launch.store.js';
import { ContextFinder, type ContextWish } from './context-finder.js';
import type { ContextChoice } from './context-choice.js';
import { ContextSourceError, type ContextSource } from './context-source.port.js';
import { ContextSources } from './context-sources.js';
import { PresetContexts } from './preset-contexts.js';

const instance = {
  moduleId: 'm',
  options: { contextSelection: { source: 'test' } },
  scripts: { postAuthorize: {} },
} as unknown as OutboundSmartInstance;
const client = { clientId: 'app' } as ClientDefinition;
const visit = { remoteAddress: '192.0.2.1', browser: {} } as Visit;
const amelia = { pid: 1, username: 'amelia', defaultLaunchContexts: [] } as unknown as DirectoryUser;
const working = (...references: readonly string[]): DirectoryUser => ({
  ...amelia,
  defaultLaunchContexts: references.map((resourceId) => ({
    contextType: (resourceId.split('/')[0] ?? '').toLowerCase(),
    resourceId,
  })),
});
const of = (resourceType: string, id: string): ContextChoice => ({ resourceType, id, display: `known as ${id}` });
const fails = (): Promise<never> => Promise.reject(new ContextSourceError('away'));

function source(more: Partial<ContextSource> & { readonly choices?: readonly ContextChoice[] } = {}): ContextSource {
  const { choices = [], ...rest } = more;
  return {
    searchFields: () => [],
    offered: ({ resourceType, patient }) =>
      Promise.resolve({
        choices: choices.filter(
          (each) => each.resourceType === resourceType && (patient === undefined || each.id !== patient),
        ),
      }),
    known: (_question, ids) => Promise.resolve(choices.filter(({ id }) => ids.includes(id))),
    search: () => Promise.resolve({ choices: [] }),
    ...rest,
  };
}

type Script = PostAuthorizeScript['onSmartLoginPreContextSelection'];

async function find(
  wish: Partial<ContextWish>,
  from: ContextSource = source(),
  script: Script = async ({ choices }) => Promise.resolve({ choices }),
) {
  const scripts = { onSmartLoginPreContextSelection: script } as PostAuthorizeScript;
  const presets = new PresetContexts(scripts, { keepPreset: () => Promise.reject(new Error('kept')) });
  const finder = new ContextFinder(presets, new ContextSources(new Map([['test', from]])));
  return finder.find({ instance, client, visit, user: amelia, scopes: [], selections: [], ...wish });
}

const launchOf = (...resources: readonly { type: string; id: string }[]): Launch => ({
  ...{ launchHash: 'h', clientId: 'app', username: 'amelia' },
  context: { resources, members: {} },
});

// What is logged when a source is away is no news here.
beforeAll(() => {
  Logger.overrideLogger(false);
});

describe('ContextFinder', () => {
  test('asks nobody where the scopes ask for nothing', async () => {
    const refuse = (): never => {
      throw new Error('asked');
    };

    expect(await find({ scopes: ['openid', 'user/*.rs'] }, source({ offered: refuse }), refuse)).toEqual({
      resources: [],
      offers: [],
    });
  });

  test('STD L3: default launch contexts come before the source', async () => {
    const { offers } = await find(
      { scopes: ['launch/patient'], user: working('Patient/1') },
      source({ choices: [of('Patient', '8'), of('Patient', '9')], searchFields: () => ['name'] }),
    );

    expect(offers).toMatchObject([{ choices: [{ id: '1', display: 'Patient/1' }], mustAsk: false }]);
  });

  test('STD L3: several default launch contexts are shown as the source knows them', async () => {
    const { offers } = await find(
      { scopes: ['patient/*.rs'], user: working('Patient/1', 'Patient/2', 'Patient/1') },
      source({ choices: [of('Patient', '2')] }),
    );

    expect(offers[0]?.choices.map(({ display }) => display)).toEqual(['Patient/1', 'known as 2']);
  });

  test.each<{ name: string; wish: Partial<ContextWish> }>([
    { name: 'to be chosen again', wish: { reselect: 'patient' } },
    { name: 'asked for in place of the one the EHR did not name', wish: { launch: launchOf() } },
  ])('STD L3: the only default launch context, $name, is shown as the source knows it', async ({ wish }) => {
    const { offers } = await find(
      { scopes: ['patient/*.rs'], user: working('Patient/1'), ...wish },
      source({ choices: [of('Patient', '1')] }),
    );

    expect(offers).toMatchObject([{ mustAsk: true, choices: [{ display: 'known as 1' }] }]);
  });

  test('the only default launch context is taken without asking a source for more', async () => {
    const { offers } = await find(
      { scopes: ['patient/*.rs'], user: working('Patient/1') },
      source({ known: async () => Promise.reject(new Error('asked')) }),
    );

    expect(offers).toMatchObject([{ mustAsk: false, choices: [{ id: '1' }] }]);
  });

  test('default launch contexts can be chosen while the source is away', async () => {
    const { offers } = await find(
      { scopes: ['patient/*.rs'], user: working('Patient/1', 'Patient/2') },
      source({ known: fails }),
    );

    expect(offers[0]?.choices.map(({ id }) => id)).toEqual(['1', '2']);
  });

  test('a source that is away is no answer: the person is asked again', async () => {
    expect((await find({ scopes: ['patient/*.rs'] }, source({ offered: fails }))).offers).toMatchObject([
      { choices: [], isUnavailable: true },
    ]);
  });

  test.each([
    { name: 'the only choice of a list', more: {}, mustAsk: false },
    {
      name: 'a list with another page',
      more: { offered: async () => ({ choices: [of('Patient', '1')], next: 'x' }) },
      mustAsk: true,
    },
    { name: 'a list that can be searched', more: { searchFields: () => ['name'] as const }, mustAsk: true },
  ])('$name', async ({ more, mustAsk }) => {
    const { offers } = await find({ scopes: ['patient/*.rs'] }, source({ choices: [of('Patient', '1')], ...more }));

    expect(offers).toMatchObject([{ choices: [{ id: '1' }], mustAsk }]);
  });

  test('STD L3: visits are asked for once the patient is known, and are those of the patient', async () => {
    const asked: (string | undefined)[] = [];
    const from = source({
      choices: [of('Patient', '1'), of('Patient', '2'), of('Encounter', 'e')],
      offered: async ({ resourceType, patient }) => {
        asked.push(`${resourceType} of ${String(patient)}`);
        return Promise.resolve({ choices: [of(resourceType, '1'), of(resourceType, '2')] });
      },
    });
    const scopes = ['launch/encounter', 'launch/patient'];

    const first = await find({ scopes }, from);
    const second = await find({ scopes, selections: [{ type: 'patient', id: '2', userPid: 1 }] }, from);

    expect([first.offers.length, second.offers.length]).toEqual([1, 2]);
    expect(second.offers[1]?.patient).toBe('2');
    expect(asked).toEqual(['Patient of undefined', 'Encounter of 2']);
  });

  test('V-33: what somebody else chose in this browser does not count', async () => {
    const selections = [{ type: 'patient', id: '2', userPid: 2 }];
    const { offers } = await find({ scopes: ['patient/*.rs'], selections, user: working('Patient/1', 'Patient/3') });

    expect(offers[0]).not.toHaveProperty('selection');
  });

  test('what is to be chosen again is asked again, even where it is the only choice', async () => {
    const { offers } = await find({
      ...{ scopes: ['patient/*.rs'], user: working('Patient/1'), reselect: 'patient' },
      selections: [{ type: 'patient', id: '1', userPid: 1 }],
    });

    expect(offers).toMatchObject([{ mustAsk: true, choices: [{ id: '1' }] }]);
    expect(offers[0]).not.toHaveProperty('selection');
  });

  test('reference 3.2: launch from elsewhere asks for every type the person has a default of', async () => {
    const { offers } = await find({
      scopes: ['launch', 'launch/location'],
      user: working('Encounter/2', 'Patient/1'),
    });

    expect(offers.map(({ need }) => need.type)).toEqual(['patient', 'encounter', 'location']);
  });

  describe('STD L3: a default visit', () => {
    const scopes = ['launch', 'launch/patient', 'launch/encounter'];
    const chosen = (id: string) => ({ selections: [{ type: 'patient', id, userPid: 1 }] });
    const from = source({ choices: [of('Patient', '1'), of('Patient', '2'), of('Encounter', 'of-2')] });

    test.each<{ name: string; wish: Partial<ContextWish>; visits: readonly string[] }>([
      {
        name: 'is no visit of a patient chosen among several',
        wish: { user: working('Patient/1', 'Patient/2', 'Encounter/e'), ...chosen('2') },
        visits: ['of-2'],
      },
      {
        name: 'is no visit of a patient from elsewhere',
        wish: { user: working('Patient/1', 'Encounter/e'), ...chosen('2') },
        visits: ['of-2'],
      },
      {
        name: 'is no visit of any patient where none is a default',
        wish: { user: working('Encounter/e'), ...chosen('2') },
        visits: ['of-2'],
      },
      {
        name: 'is one of the only default patient',
        wish: { user: working('Encounter/e', 'Patient/1') },
        visits: ['e'],
      },
    ])('$name', async ({ wish, visits }) => {
      const { offers } = await find({ scopes, ...wish }, from);

      expect(offers.map(({ need }) => need.type)).toEqual(['patient', 'encounter']);
      expect(offers[1]?.choices.map(({ id }) => id)).toEqual(visits);
    });

    test('is not taken before the patient is known, though the patient is a default alone', async () => {
      const user = working('Encounter/e', 'Patient/1', 'Patient/2');

      const { offers } = await find({ scopes: ['launch', 'launch/encounter'], user }, from);

      expect(offers.map(({ need }) => need.type)).toEqual(['patient']);
    });
  });

  describe('in a launch from the EHR', () => {
    test.each<{ name: string; scopes: readonly string[]; launch: Launch; asked: readonly string[] }>([
      {
        name: 'STD L4: nothing is asked',
        scopes: ['launch', 'launch/encounter', 'patient/*.rs'],
        launch: launchOf({ type: 'patient', id: '7' }),
        asked: [],
      },
      {
        name: 'STD L2: but for the patient',
        scopes: ['launch', 'patient/*.rs'],
        launch: launchOf({ type: 'location', id: '7' }),
        asked: ['patient'],
      },
      {
        name: 'nor where nothing needs one',
        scopes: ['launch', 'launch/encounter', 'user/*.rs'],
        launch: launchOf(),
        asked: [],
      },
    ])('$name', async ({ scopes, launch, asked }) => {
      const { resources, offers } = await find({ scopes, launch, user: working('Patient/1', 'Encounter/2') });

      expect(resources).toBe(launch.context.resources);
      expect(offers.map(({ need }) => need.type)).toEqual(asked);
    });

    test('the default patient is never taken for the one the EHR did not name', async () => {
      const { offers } = await find({ scopes: ['patient/*.rs'], launch: launchOf(), user: working('Patient/1') });

      expect(offers).toMatchObject([{ mustAsk: true, choices: [{ id: '1' }] }]);
    });
  });

  describe('reference 9.1: onSmartLoginPreContextSelection', () => {
    test('sees the person, the client and the defaults', async () => {
      const calls: ContextSelectionCall[] = [];
      await find({ scopes: ['patient/*.rs'], user: working('Patient/1') }, source(), async (call) => {
        calls.push(call);
        return Promise.resolve({ choices: call.choices });
      });

      expect(calls).toMatchObject([
        {
          moduleId: 'm',
          client: { clientId: 'app' },
          user: { username: 'amelia' },
          choices: [{ resourceType: 'Patient', resourceId: '1', displayName: 'Patient/1' }],
        },
      ]);
    });

    test('supplies the choices in place of the source', async () => {
      const added = ['1', '2'].map((resourceId) => ({
        resourceType: 'Patient',
        resourceId,
        displayName: `n${resourceId}`,
      }));
      const { offers } = await find({ scopes: ['patient/*.rs'] }, source({ choices: [of('Patient', '9')] }), async () =>
        Promise.resolve({ choices: added }),
      );

      expect(offers[0]?.choices).toEqual([
        { resourceType: 'Patient', id: '1', display: 'n1' },
        { resourceType: 'Patient', id: '2', display: 'n2' },
      ]);
    });

    test('that fails ends the request', async () => {
      await expect(find({ scopes: ['patient/*.rs'] }, source(), fails)).rejects.toThrow('away');
    });
  });
});
