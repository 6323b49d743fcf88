import * as z from 'zod/mini';
import {
  AttestationAnswer,
  AttestationCertificate,
  AttestationChallenge,
  AttestationRequest,
} from '../../../electron/contract/wire/attestation.ts';
import { PreflightAnswer, PreflightRequest } from '../../../electron/contract/wire/preflight.ts';
import {
  CreateRunRequest,
  Profile,
  RunEvents,
  SealAnswer,
  SealRequest,
} from '../../../electron/contract/wire/provisioning.ts';
import { JoinAnswer, JoinRequest, NonceAnswer } from '../../../electron/contract/wire/registration.ts';
import { Report, ReportRow } from '../../../electron/contract/wire/report.ts';
import {
  AnswerAnswer,
  AnswerRequest,
  TechnicianEvents,
  TechnicianKeyAnswer,
} from '../../../electron/contract/wire/technician.ts';
import { ExportQuery } from '../../audit/routes.ts';
import { ChooseScenario } from '../../chaos/routes.ts';
import { ReportsFilter } from '../../diagnostics/routes.ts';
import { EndingPasses, EndingPassesQuery } from '../../provisioning/ending-passes.ts';
import type { Operation, Operations, Tag } from '../operation.ts';
import { Run } from '../shapes.ts';

const Kept = z.object({ id: z.uuid() });
const Accepted = z.object({ accepted: z.int() });
const Health = z.object({ status: z.string(), reasons: z.optional(z.array(z.string())) });
const ChaosStatus = z.object({
  active: z.nullable(z.string()),
  scenarios: z.array(z.object({ name: z.string(), shows: z.nullable(z.string()) })),
  struck: z.record(z.string(), z.int()),
});

const row = (
  tag: Tag,
  access: Operation['access'],
  summary: string,
  answers: Operation['answers'],
  more: Partial<Operation> = {},
): Operation => ({
  summary,
  tag,
  access,
  answers,
  ...more,
});
const html = (summary: string): Operation =>
  row('operation', 'none', summary, { 200: null }, { type: 'text/html' });

/** Our own paths: joining, provisioning, chaos, audit, health and pages. */
export const OWN_OPERATIONS: Operations = {
  'POST /registration/v1/nonce': row('devices', 'bound-token', 'A nonce for a certificate request', {
    200: NonceAnswer,
  }),
  'POST /registration/v1/devices': row(
    'devices',
    'bound-token',
    'Join a device',
    { 200: JoinAnswer, 201: JoinAnswer },
    { body: JoinRequest },
  ),
  'POST /registration/v1/devices/:deviceId/attestation/challenge': row(
    'devices',
    'bound-token',
    'Ask to have the attestation key of the device’s TPM certified',
    { 201: AttestationChallenge },
    { body: AttestationRequest },
  ),
  'POST /registration/v1/devices/:deviceId/attestation': row(
    'devices',
    'bound-token',
    'Show that the TPM holds the key, and take its certificate',
    { 201: AttestationCertificate },
    { body: AttestationAnswer },
  ),
  'GET /provisioning/v1/profile': row('provisioning', 'none', 'What first boot is to look like', {
    200: Profile,
  }),
  'GET /provisioning/v1/me': row(
    'people',
    'token',
    'Who is signed in, what they may do here, and until when',
    {
      200: null,
    },
  ),
  'GET /provisioning/v1/passes': row(
    'provisioning',
    'token',
    'Passes that are about to end',
    { 200: EndingPasses },
    { query: EndingPassesQuery },
  ),
  'POST /provisioning/v1/preflight': row(
    'provisioning',
    'token',
    'Would a run get through?',
    { 200: PreflightAnswer },
    { body: PreflightRequest },
  ),
  'GET /provisioning/v1/runs': row(
    'provisioning',
    'token',
    'Runs of first boot',
    { 200: null },
    { collection: true, item: Run },
  ),
  'POST /provisioning/v1/runs': row(
    'provisioning',
    'device-key',
    'A run begins',
    { 200: CreateRunRequest, 201: CreateRunRequest },
    { body: CreateRunRequest },
  ),
  'POST /provisioning/v1/runs/:run/events': row(
    'provisioning',
    'device-key',
    'What a run has come to',
    { 202: Accepted },
    { body: RunEvents },
  ),
  'POST /provisioning/v1/runs/:run/seal': row(
    'provisioning',
    'device-key',
    'IT’s part of a staged laptop is done',
    { 200: SealAnswer },
    { body: SealRequest },
  ),
  'GET /provisioning/v1/technician/key': row(
    'provisioning',
    'none',
    'Public key that laptops seal their questions for',
    { 200: TechnicianKeyAnswer },
  ),
  'POST /provisioning/v1/technician/answers': row(
    'provisioning',
    'token',
    'Answer a laptop’s question',
    { 200: AnswerAnswer },
    { body: AnswerRequest },
  ),
  'POST /provisioning/v1/technician/events': row(
    'provisioning',
    'device-key',
    'What technicians did at a laptop',
    { 202: Accepted },
    { body: TechnicianEvents },
  ),
  'POST /provisioning/v1/reports': row(
    'provisioning',
    'device-key',
    'A laptop tells what happened to it',
    { 200: Kept, 201: Kept },
    { body: Report },
  ),
  'GET /provisioning/v1/reports': row(
    'provisioning',
    'token',
    'Reports of laptops, newest first',
    { 200: null },
    { collection: true, item: ReportRow, query: ReportsFilter },
  ),
  'GET /provisioning/v1/reports/:report': row('provisioning', 'token', 'All of one report', {
    200: z.extend(ReportRow, { report: Report }),
  }),
  'GET /provisioning/v1/audit/export': row(
    'audit',
    'token',
    'Both logs with their hash chains, NDJSON',
    { 200: null },
    { query: ExportQuery, type: 'application/x-ndjson' },
  ),
  'GET /provisioning/v1/chaos': row(
    'operation',
    'token',
    'Scripted faults: scenarios, which is on, what has struck',
    { 200: ChaosStatus },
  ),
  'PUT /provisioning/v1/chaos': row(
    'operation',
    'token',
    'Begin a scenario',
    { 200: ChaosStatus },
    { body: ChooseScenario },
  ),
  'DELETE /provisioning/v1/chaos': row('operation', 'token', 'End the scenario', { 204: null }),
  'GET /health/live': row('operation', 'none', 'Does the process answer?', { 200: Health }),
  'GET /health/ready': row('operation', 'none', 'Can it do its work?', { 200: Health, 503: Health }),
  'GET /openapi.json': row('operation', 'none', 'This document', { 200: null }),
  'GET /console': html('The console'),
  'GET /console/': html('The console'),
  'GET /console/*': html('Pages of the console'),
  'GET /console/assets/:name': html('Scripts and styles of the pages'),
  'GET /security-info': html('My Security Info'),
  'GET /security-info/': html('My Security Info'),
  'GET /security-info/*': html('Pages of My Security Info'),
};
