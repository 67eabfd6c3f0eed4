import type { AdministeredScript, ExportedScript, ScriptEventJson, ScriptVersionJson } from '../script-library.port.js';
import { IMPORTED } from './script-entry.js';
import type { StoredEvent, StoredScript, StoredSource, StoredVersion } from '../stores/script.store.js';

/** A version as administrators see it. */
export function versionJson(
  { number, hash, comment, author, savedAt }: StoredVersion,
  source?: string,
): ScriptVersionJson {
  return {
    ...{ number, sha256: hash, author, savedAt: savedAt.toISOString() },
    ...(comment !== '' && { comment }),
    ...(source !== undefined && { source }),
  };
}

/** An event as administrators see it. */
export function eventJson({ kind, number, comment, author, at }: StoredEvent): ScriptEventJson {
  return { kind, number, author, at: at.toISOString(), ...(comment !== '' && { comment }) };
}

/** A script as administrators see it. */
export function administeredScript(
  { scriptId, description, active, lastNumber, version, archivedAt }: StoredScript,
  source?: string,
): AdministeredScript {
  const json = {
    scriptId,
    ...(description !== '' && { description }),
    ...{ active: versionJson(active, source), lastNumber },
    ...(archivedAt !== undefined && { archivedAt: archivedAt.toISOString() }),
  };
  return { json, version };
}

/** A script as an export has it: what runs, without how it came to. */
export function exportedScript({ script, source }: StoredSource): ExportedScript {
  const { scriptId, description, active, version } = script;
  const json = {
    scriptId,
    ...(description !== '' && { description }),
    ...(active.comment !== '' && active.comment !== IMPORTED && { comment: active.comment }),
    source,
  };
  return { scriptId, version, json };
}
