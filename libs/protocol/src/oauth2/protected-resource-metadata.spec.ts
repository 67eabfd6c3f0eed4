import { describedResource, resourceMetadataAddress } from './protected-resource-metadata.js';

const OWN = 'https://auth.example.org/smart';
const bases = ['https://fhir.example.org/r4'];

describe('STD RFC9728-1: protected resource metadata', () => {
  test.each([
    { named: undefined, expected: OWN },
    { named: OWN, expected: OWN },
    { named: 'https://fhir.example.org/r4', expected: 'https://fhir.example.org/r4' },
    { named: 'https://fhir.example.org/r4/', expected: 'https://fhir.example.org/r4/' },
    { named: `${OWN}/`, expected: `${OWN}/` },
  ])('of $named describes $expected', ({ named, expected }) => {
    expect(describedResource(named, OWN, bases)).toBe(expected);
  });

  test.each(['https://fhir.example.org/r4//', 'https://FHIR.example.org/r4', 'https://evil.test', 'x', '__proto__'])(
    'is refused for %s',
    (named) => {
      expect(() => describedResource(named, OWN, bases)).toThrow('issues no tokens');
    },
  );

  test.each([
    { resource: 'https://a.example', expected: 'https://a.example/.well-known/oauth-protected-resource' },
    { resource: 'https://a.example/', expected: 'https://a.example/.well-known/oauth-protected-resource' },
    {
      resource: 'https://a.example:8443/x/y',
      expected: 'https://a.example:8443/.well-known/oauth-protected-resource/x/y',
    },
  ])('of $resource is at $expected', ({ resource, expected }) => {
    expect(resourceMetadataAddress(resource)).toBe(expected);
  });
});
