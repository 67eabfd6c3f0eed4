/**
 * The resource types of every FHIR release from DSTU2 to R6 together, as a scope may name them. A type that no release knows is refused
 * (STD B17), because granting it would promise something that no server can keep.
 */
export const resourceTypes: ReadonlySet<string> = new Set(
  `Account ActivityDefinition ActorDefinition AdministrableProductDefinition AdverseEvent AllergyIntolerance Appointment
  AppointmentResponse ArtifactAssessment AuditEvent Basic Binary BiologicallyDerivedProduct BiologicallyDerivedProductDispense BodySite
  BodyStructure Bundle CapabilityStatement CarePlan CareTeam CatalogEntry ChargeItem ChargeItemDefinition Citation Claim ClaimResponse
  ClinicalImpression ClinicalUseDefinition CodeSystem Communication CommunicationRequest CompartmentDefinition Composition ConceptMap
  Condition ConditionDefinition Conformance Consent Contract Coverage CoverageEligibilityRequest CoverageEligibilityResponse DataElement
  DetectedIssue Device DeviceAlert DeviceAssociation DeviceComponent DeviceDefinition DeviceDispense DeviceMetric DeviceRequest
  DeviceUsage DeviceUseRequest DeviceUseStatement DiagnosticOrder DiagnosticReport DocumentManifest DocumentReference
  EffectEvidenceSynthesis EligibilityRequest EligibilityResponse Encounter EncounterHistory Endpoint EnrollmentRequest EnrollmentResponse
  EpisodeOfCare EventDefinition Evidence EvidenceReport EvidenceVariable ExampleScenario ExpansionProfile ExplanationOfBenefit
  FamilyMemberHistory Flag FormularyItem GenomicStudy Goal GraphDefinition Group GuidanceResponse HealthcareService ImagingManifest
  ImagingObjectSelection ImagingSelection ImagingStudy Immunization ImmunizationEvaluation ImmunizationRecommendation ImplementationGuide
  Ingredient InsurancePlan InsuranceProduct InventoryItem InventoryReport Invoice Library Linkage List Location
  ManufacturedItemDefinition Measure MeasureReport Media Medication MedicationAdministration MedicationDispense MedicationKnowledge
  MedicationOrder MedicationRequest MedicationStatement MedicinalProduct MedicinalProductAuthorization MedicinalProductContraindication
  MedicinalProductDefinition MedicinalProductIndication MedicinalProductIngredient MedicinalProductInteraction
  MedicinalProductManufactured MedicinalProductPackaged MedicinalProductPharmaceutical MedicinalProductUndesirableEffect
  MessageDefinition MessageHeader MolecularDefinition MolecularSequence NamingSystem NutritionIntake NutritionOrder NutritionProduct
  Observation ObservationDefinition OperationDefinition OperationOutcome Order OrderResponse Organization OrganizationAffiliation
  PackagedProductDefinition Parameters Patient PaymentNotice PaymentReconciliation Permission Person PersonalRelationship PlanDefinition
  Practitioner PractitionerRole Procedure ProcedureRequest ProcessRequest ProcessResponse Provenance Questionnaire QuestionnaireResponse
  ReferralRequest RegulatedAuthorization RelatedPerson RequestGroup RequestOrchestration Requirements ResearchDefinition
  ResearchElementDefinition ResearchStudy ResearchSubject RiskAssessment RiskEvidenceSynthesis Schedule SearchParameter Sequence
  ServiceDefinition ServiceRequest Slot Specimen SpecimenDefinition StructureDefinition StructureMap Subscription SubscriptionStatus
  SubscriptionTopic Substance SubstanceDefinition SubstanceNucleicAcid SubstancePolymer SubstanceProtein SubstanceReferenceInformation
  SubstanceSourceMaterial SubstanceSpecification SupplyDelivery SupplyRequest Task TerminologyCapabilities TestPlan TestReport TestScript
  Transport ValueSet VerificationResult VisionPrescription`.split(/\s+/),
);

const byLowerCase: ReadonlyMap<string, string> = new Map([...resourceTypes].map((type) => [type.toLowerCase(), type]));

/** The resource type whose name a launch scope writes in lower case: `ImagingStudy` for `imagingstudy`; undefined where FHIR has none. */
export function resourceTypeNamed(lowerCase: string): string | undefined {
  return byLowerCase.get(lowerCase);
}
