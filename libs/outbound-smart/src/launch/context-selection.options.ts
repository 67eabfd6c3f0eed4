import { IsIn, IsOptional, IsString } from 'class-validator';
import { Property } from '#module-config/property.port';
import { IsHttpBase } from '../instances/http-addresses.js';

/** Where people find what an app is to work on. */
export class ContextSelectionOptions {
  @Property({
    key: 'context_selection.source',
    help: 'Where people without a default launch context find a patient: nowhere (default_launch_contexts), in a list (static_list), or by searching a FHIR server (fhir_search).',
    default: 'default_launch_contexts',
  })
  @IsIn(['default_launch_contexts', 'static_list', 'fhir_search'])
  readonly source: string = 'default_launch_contexts';

  @Property({
    key: 'context_selection.list_file',
    reserved: true,
    help: 'The list of the source static_list, as a JSON file.',
    example: 'classpath:contexts.json',
  })
  @IsOptional()
  @IsString()
  readonly listFile?: string;

  @Property({
    key: 'context_selection.fhir_base_url',
    reserved: true,
    help: 'The FHIR server that the source fhir_search asks, in the name of the person who chooses.',
    example: 'https://fhir.hospital.example/r4',
  })
  @IsOptional()
  @IsHttpBase()
  readonly fhirBaseUrl?: string;

  @Property({
    key: 'context_selection.fhir_client_id',
    help: 'Registered client whose scopes bound what the source fhir_search may read; it needs no grant and no secret.',
    example: 'context-search',
  })
  @IsOptional()
  @IsString()
  readonly fhirClientId?: string;
}
