import { isSafeAddress } from './safe-address.js';

describe('isSafeAddress', () => {
  test.each([
    { address: 'javascript:alert(1)' },
    { address: 'JAVASCRIPT:alert(1)' },
    { address: ' javascript:alert(1)' },
    { address: 'java\nscript:alert(1)' },
    { address: '\u0001javascript:alert(1)' },
    { address: 'vbscript:x' },
    { address: 'data:text/html,<script>1</script>' },
    { address: 'blob:https://app.example/1' },
    { address: 'file:///etc/passwd' },
    { address: 'view-source:https://app.example' },
    { address: '//evil.example/' },
    { address: '/\\evil.example/' },
    { address: '/\t/evil.example/' },
    { address: 'evil.example' },
    { address: '' },
  ])('V-82 refuses $address', ({ address }) => {
    expect(isSafeAddress(address)).toBe(false);
  });

  test.each([
    { address: '/' },
    { address: '/ctx/signin?interaction=1' },
    { address: 'https://app.example/callback?a=b' },
    { address: 'http://127.0.0.1:8080/' },
    { address: 'com.example.app:/callback' },
    { address: 'myapp://callback' },
  ])('accepts $address', ({ address }) => {
    expect(isSafeAddress(address)).toBe(true);
  });
});
