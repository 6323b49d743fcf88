import type { Branding } from './branding.ts';
import { readMarkPath } from './branding.ts';
import { accentIn, markOn, nightIn, type Tone } from './shades.ts';

/** Where a colour could not stay as it was chosen: one sentence each, for whoever chose it. Pure. */
export function tellBranding({ accent, accentDark, night, logo }: Branding): string[] {
  const shown = (tone: Tone, name: string, given: string | undefined): string[] => {
    const action = given === undefined ? undefined : accentIn(tone, given).action;
    if (given === undefined || action === given.toLowerCase()) return [];
    return [`${name} ${given} could not be read on ${tone} screens and is shown there as ${action}.`];
  };
  const sky = nightIn('light', night ?? '#14213a');
  return [
    ...shown('light', 'accent', accent),
    ...shown('dark', accentDark === undefined ? 'accent' : 'accentDark', accentDark ?? accent),
    ...(night === undefined || sky.top === night.toLowerCase()
      ? []
      : [`night ${night} is too light for the text on it and is shown as ${sky.top}.`]),
    ...(logo?.paths ?? []).flatMap((line, index) => {
      const colour = readMarkPath(line)?.colour;
      const seen = colour === undefined ? undefined : markOn(sky, colour);
      if (colour === undefined || seen === colour.toLowerCase()) return [];
      return [`logo.paths[${index}] ${colour} could not be seen on the night side and is shown as ${seen}.`];
    }),
  ];
}
