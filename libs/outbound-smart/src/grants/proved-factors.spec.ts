import type { SecondFactors } from '#inbound-security/second-factor.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { ClientDefinition } from '#protocol/client/client';
import { ProvedFactors } from './proved-factors.js';

const user = {} as DirectoryUser;

describe('V-33, A-19: whether a sign-in is enough for tokens that come without a page', () => {
  test.each([
    { name: 'nothing is demanded', amr: ['pwd'], enough: true },
    { name: 'the app needs two', amr: ['pwd'], ofClient: true, enough: false },
    { name: 'the app needs two, and there were two', amr: ['pwd', 'otp', 'mfa'], ofClient: true, enough: true },
    { name: 'the person needs two', amr: ['pwd'], ofPerson: true, enough: false },
    { name: 'the person needs two, and there were two', amr: ['pwd', 'mfa'], ofPerson: true, enough: true },
    { name: 'programs need one', amr: ['pwd'], ofPerson: true, isPasswordEnough: true, enough: true },
    { name: 'programs need one, and the app two', amr: ['pwd'], ofClient: true, isPasswordEnough: true, enough: false },
  ])('$name', ({ amr, ofClient, ofPerson = false, isPasswordEnough = false, enough }) => {
    const factors = { isDemandedOf: () => ofPerson, isPasswordEnough: () => isPasswordEnough };
    const proved = new ProvedFactors(factors as unknown as SecondFactors);
    const client = { ...(ofClient && { secondFactorRequired: true }) } as ClientDefinition;

    expect(proved.areEnough(client, { user, amr })).toBe(enough);
  });
});
