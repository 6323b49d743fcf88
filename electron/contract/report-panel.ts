import type { RefusalNotice } from './refusal.ts';
import type { Report } from './wire/report.ts';

/** The report of this laptop, word by word, before anybody sends it. */
export interface ReportPanel {
  readonly report: Report;
  /** `closed`: it cannot be sent, because this laptop has not joined: the directory does not know it. */
  readonly sending: 'closed' | 'open' | 'under-way' | 'sent';
  readonly refusal?: RefusalNotice;
}
