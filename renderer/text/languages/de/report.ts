import type { REPORT } from '../../english/report.ts';

export const REPORT_DE: Readonly<Record<keyof typeof REPORT, string>> = {
  'loop.watching': 'Wartet seit {since}. Zuletzt nachgesehen um {looked}.',
  'tell.sealed': 'QR-Code mit dem Hilfecode {code} und einem Bericht, den nur Ihre IT lesen kann',
  'tell.sealed.hint': 'Ihre IT kann das Quadrat scannen: Es enthält einen Bericht, den nur sie lesen kann.',

  'report.open': 'Ansehen, was in einem Bericht stünde',
  'report.title': 'Ein Bericht über diesen Laptop',
  'report.lead': 'Das ist alles, was gesendet würde. Weder Pass noch PIN noch Passwort sind dabei.',
  'report.unsendable':
    'Ihr Unternehmen kennt diesen Laptop noch nicht, daher lässt sich nichts senden. Lassen Sie Ihre IT stattdessen das Quadrat scannen.',
  'report.send': 'An mein Unternehmen senden',
  'report.sending': 'Wird gesendet',
  'report.sent': 'Gesendet. Ihre IT findet ihn unter {id}.',
  'report.section.report': 'Der Bericht',
  'report.section.device': 'Dieser Laptop',
  'report.section.machine': 'Seine Programme',
  'report.section.standing': 'Wo die Einrichtung steht',
  'report.section.network': 'Das Netz',
  'report.section.run': 'Was getan ist',
  'report.section.timeline': 'Was unterwegs geschah',
  'report.section.safety': 'Wie gut er geschützt ist',

  'technician.timeline': 'Was unterwegs geschah',
  'technician.timeline.show': 'Zeigen',
  'technician.timeline.all': 'Alles',
  'technician.timeline.refused': 'Nur Abgelehntes',
  'technician.timeline.times': '{times, plural, one {einmal} other {#-mal}}',
  'technician.timeline.empty': 'Nichts dergleichen.',
  'technician.report': 'Bericht ansehen und senden',
};
