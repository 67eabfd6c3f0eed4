/** A resource that was selected at launch, for instance type `patient`, id `123`. */
export interface LaunchResource {
  /** The name of the member of the token response; lower case, unless a script named it otherwise. */
  readonly type: string;
  readonly id: string;
}

/** What a grant says about the launch: the selected resources, and other members of the token response as they are (SMART 2.2, L5). */
export interface LaunchContext {
  readonly resources: readonly LaunchResource[];
  /** Members such as `need_patient_banner`, `intent`, `smart_style_url`, `tenant`, `fhirContext`. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** A launch that selected nothing. */
export const emptyLaunchContext: LaunchContext = { resources: [], members: {} };
