import { DirectoryConnections } from './directory-connections.js';
import type { LdapInboundInstance } from './ldap-inbound-instance.js';
import { LdapInboundOptions } from './ldap-inbound.options.js';

const instance = (moduleId: string): LdapInboundInstance => ({
  ...{ nodeId: 'Master', moduleId, options: new LdapInboundOptions(), usernameAttribute: 'uid' },
  connection: { servers: [], connectMilliseconds: 1, operationMilliseconds: 1 },
  ...{ globalAuthorities: [], groupPermissions: [] },
});

describe('connections of system users', () => {
  test('are those of the module, as long as it runs', () => {
    const [one, two] = [instance('one'), instance('two')];
    const connections = new DirectoryConnections(new Map([one, two].map((each) => [each.moduleId, each])));
    const ofOne = connections.of(one);

    expect(connections.of(two)).not.toBe(ofOne);
    expect(connections.of(one)).toBe(ofOne);
  });

  test('are others after a restart, and stay those whoever began before it', () => {
    const [before, after] = [instance('one'), instance('one')];
    const live = new Map([['one', before]]);
    const connections = new DirectoryConnections(live);
    const ofBefore = connections.of(before);
    live.set('one', after);
    const ofAfter = connections.of(after);

    expect(ofAfter).not.toBe(ofBefore);
    expect(connections.of(before)).not.toBe(ofAfter);
    expect(connections.of(after)).toBe(ofAfter);
  });
});
