import { deviceCookieHeader, readDeviceCookie } from './device-cookie.js';

const scope = { moduleId: 'smart_auth', secure: true, idleMinutes: 30, absoluteHours: 12, mostPerPerson: 0 };
const name = '__Host-gatehouse-device.smart_auth';

describe('device cookie', () => {
  test.each([
    { name: 'absent', header: undefined, expected: undefined },
    { name: 'planted twice (V-67)', header: `${name}=a; ${name}=b`, expected: undefined },
    { name: 'without the host prefix', header: 'gatehouse-device.smart_auth=a', expected: undefined },
    { name: 'of another module', header: '__Host-gatehouse-device.other=a', expected: undefined },
    { name: 'ours', header: `x=1; ${name}=abc`, expected: 'abc' },
  ])('ruling 44: reads a cookie that is $name', ({ header, expected }) => {
    expect(readDeviceCookie(scope, header)).toBe(expected);
  });

  test('A-26: is host-bound, secure and out of reach of scripts', () => {
    expect(deviceCookieHeader(scope, 'abc')).toBe(
      `${name}=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=15552000; Secure`,
    );
  });
});
