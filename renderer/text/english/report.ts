/** Reports of this laptop: the square, what is sent, and what happened on the way. */
export const REPORT = {
  'loop.watching': 'Watching since {since}. Last looked at {looked}.',
  'tell.sealed': 'QR code with help code {code} and a report that only your IT team can read',
  'tell.sealed.hint': 'Your IT team can scan the square: it holds a report that only they can read.',

  'report.open': 'See what a report would say',
  'report.title': 'A report of this laptop',
  'report.lead': 'This is all that would be sent. No pass, PIN or password is in it.',
  'report.unsendable':
    'Your company does not know this laptop yet, so nothing can be sent. Let your IT team scan the square instead.',
  'report.send': 'Send to my company',
  'report.sending': 'Sending',
  'report.sent': 'Sent. Your IT team finds it under {id}.',
  'report.section.report': 'The report',
  'report.section.device': 'This laptop',
  'report.section.machine': 'Its programs',
  'report.section.standing': 'Where the set-up stands',
  'report.section.network': 'The network',
  'report.section.run': 'What is done',
  'report.section.timeline': 'What happened on the way',
  'report.section.safety': 'How well it is guarded',

  'technician.timeline': 'What happened on the way',
  'technician.timeline.show': 'Show',
  'technician.timeline.all': 'Everything',
  'technician.timeline.refused': 'Refusals only',
  'technician.timeline.times': '{times, plural, one {once} other {# times}}',
  'technician.timeline.empty': 'Nothing of that kind.',
  'technician.report': 'See and send the report',
} as const;
