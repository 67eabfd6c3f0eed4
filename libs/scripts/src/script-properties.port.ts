import { IsBoolean, IsInt, Max, Min, ValidateBy, type ValidationArguments } from 'class-validator';
import { allowedHost } from '#egress/allowed-hosts.port';
import { Property } from '#module-config/property.port';
import type { ConfiguredScript, ScriptSettings } from './configured-script.port.js';

/** What the scripts of a module may do: properties of every type of module that has scripts. */
export class ScriptProperties {
  @Property({
    key: 'ecmascript_module',
    reserved: true,
    help: 'Scripts are ES modules: strict, with export; functions that are not exported are found too.',
    default: false,
  })
  @IsBoolean()
  readonly isModule: boolean = false;

  @Property({
    key: 'script.compute_limit',
    reserved: true,
    help: 'How long one run of a script may compute, calls of other servers not counted.',
    unit: 'milliseconds',
    default: 250,
  })
  @IsInt()
  @Min(10)
  @Max(5_000)
  readonly computeMillis: number = 250;

  @Property({
    key: 'script.time_limit',
    reserved: true,
    help: 'How long one run of a script may take in all.',
    unit: 'milliseconds',
    default: 5_000,
  })
  @IsInt()
  @Min(100)
  @Max(30_000)
  readonly totalMillis: number = 5_000;

  @Property({
    key: 'script.http.allowed_hosts',
    reserved: true,
    help: 'Hosts, or hosts with a port, that scripts may call, internal ones and http included; none: no network.',
    list: 'any',
    example: 'context.hospital.example, 10.1.2.3:8443',
  })
  @AreHosts()
  readonly allowedHosts: readonly string[] = [];

  @Property({
    key: 'script.recording.enabled',
    reserved: true,
    help: 'Keeps some of what scripts are called with, without secrets, names and ids of people, so that new versions can be tried on it.',
    default: false,
  })
  @IsBoolean()
  readonly isRecording: boolean = false;

  @Property({
    key: 'script.recording.retention',
    reserved: true,
    help: 'How long a recorded session is kept.',
    unit: 'hours',
    default: 24,
  })
  @IsInt()
  @Min(1)
  @Max(168)
  readonly retentionHours: number = 24;
}

/** What scripts of a module run with. */
export function scriptSettings(
  { isModule, computeMillis, totalMillis, allowedHosts, isRecording, retentionHours }: ScriptProperties,
  module: Pick<ScriptSettings, 'nodeId' | 'moduleId' | 'fhirBase' | 'mayAdminister'>,
): ScriptSettings {
  const hosts = allowedHosts.flatMap((host) => allowedHost(host) ?? []);
  const limits = { isModule, computeMillis, totalMillis, allowedHosts: hosts };
  return { ...module, ...limits, ...(isRecording && { recording: { retentionHours } }) };
}

/** Every entry of a list is a host, with or without a port; the message names those that are not. */
function AreHosts(): PropertyDecorator {
  const othersIn = (value: unknown): readonly string[] =>
    Array.isArray(value) ? value.map(String).filter((text) => allowedHost(text) === undefined) : [];
  return ValidateBy({
    name: 'areHosts',
    validator: {
      validate: (value) => othersIn(value).length === 0,
      defaultMessage: (rule?: ValidationArguments) =>
        `has entries that are no host, such as context.hospital.example or 10.1.2.3:8443: ${othersIn(rule?.value).join(', ')}`,
    },
  });
}

const LIBRARY = 'library:';

/**
 * The script of a pair of properties `<key>.file` and `<key>.text`; undefined where neither is set. The file wins, as with keystores; it is
 * `file:…`, `classpath:…`, or `library:<id>` for a script of the library.
 */
export function configuredScript(
  key: string,
  { file = '', text = '' }: { readonly file?: string | undefined; readonly text?: string | undefined },
  settings: ScriptSettings,
): ConfiguredScript | undefined {
  const location = file.trim();
  if (location.startsWith(LIBRARY))
    return { name: location, source: { kind: 'library', scriptId: location.slice(LIBRARY.length) }, settings };
  if (location !== '') return { name: location, source: { kind: 'file', location }, settings };
  return text.trim() === '' ? undefined : { name: `${key}.text`, source: { kind: 'text', text }, settings };
}
