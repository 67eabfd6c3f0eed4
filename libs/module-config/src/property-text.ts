/** Characters that mean something where a key or the beginning of a value is expected. */
const IN_KEYS = /[\\=:#! \t\f\n\r]/g;
const IN_VALUES = /[\\\n\r\f\t]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\f': '\\f' };

/** One line of a property file in the format of java.util.Properties, which `parseProperties` reads back to the same text. */
export function propertyLine(key: string, value: string): string {
  const escapedValue = value.replaceAll(IN_VALUES, escaped).replace(/^ /, '\\ ');
  return `${key.replaceAll(IN_KEYS, escaped)}=${escapedValue}`;
}

function escaped(character: string): string {
  return ESCAPES[character] ?? `\\${character}`;
}
