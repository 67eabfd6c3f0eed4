/** A resource that a person may choose to work on. */
export interface ContextChoice {
  /** FHIR's name of the type: `Patient`. */
  readonly resourceType: string;
  readonly id: string;
  /** What a person knows it by. */
  readonly display: string;
  /** FHIR date, of a patient. */
  readonly birthDate?: string;
  /** FHIR code of the administrative gender, of a patient. */
  readonly sex?: string;
  /** Such as a medical record number. */
  readonly identifier?: string;
  /** What else tells it from others: when a visit was, where a place is. */
  readonly description?: string;
}
