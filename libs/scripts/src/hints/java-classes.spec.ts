import { standIns, type JavaParts } from '../guest/apis/java-stand-ins.js';
import { adviceFor, javaStandIns } from './java-classes.js';

test('the host knows which classes scripts get a stand-in for', () => {
  const none = undefined as unknown;
  const inGuest = Object.keys(standIns({ environment: none, uuid: none, log: {} } as JavaParts));

  expect([...javaStandIns].toSorted()).toEqual(inGuest.toSorted());
});

test.each([
  { name: 'java.lang.Runtime', advice: 'scripts start nothing, and see nothing of the server' },
  { name: 'java.lang.ProcessBuilder', advice: 'scripts start nothing, and see nothing of the server' },
  { name: 'java.net.URL', advice: 'use Http to call other servers' },
  { name: 'java.nio.file.Files', advice: 'scripts read no files' },
  { name: 'javax.crypto.Mac', advice: 'scripts have no cryptography' },
  { name: 'java.time.ZonedDateTime', advice: 'use Date of JavaScript, or DateParser' },
  { name: 'ca.uhn.fhir.context.FhirContext', advice: 'use Fhir or FhirClientFactory' },
  { name: 'com.fasterxml.jackson.databind.ObjectMapper', advice: 'use JSON of JavaScript' },
  { name: 'com.amazonaws.regions.Regions', advice: 'variables whose names begin with JS_' },
  { name: 'com.example.Tools', advice: 'write it in JavaScript' },
  { name: 'constructor', advice: 'write it in JavaScript' },
])('instead of $name: $advice', ({ name, advice }) => {
  expect(adviceFor(name)).toContain(advice);
});
