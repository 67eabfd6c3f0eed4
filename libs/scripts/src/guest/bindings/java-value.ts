import { javaList } from './java-list.js';
import { JavaMap } from './java-map.js';

/** JSON as scripts like it: lists and maps that also work as Java's, however deep. */
export function javaValue(json: unknown): unknown {
  if (Array.isArray(json)) return javaList(json.map(javaValue));
  return typeof json === 'object' && json !== null ? javaMap(json) : json;
}

/** The same for an object of JSON. */
export function javaMap(json: object): JavaMap {
  const map = new JavaMap();
  for (const [name, value] of Object.entries(json)) map.put(name, javaValue(value));
  return map;
}
