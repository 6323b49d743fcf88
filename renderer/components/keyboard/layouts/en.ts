import type { Layout } from '../layout.ts';

/** QWERTY. Also what every language without a file of its own gets, and the Latin letters of those that have none. */
export const LAYOUT: Layout = {
  language: 'en',
  face: 'abc',
  latin: true,
  plain: ['1 2 3 4 5 6 7 8 9 0', 'q w e r t y u i o p', 'a s d f g h j k l', 'z x c v b n m'],
  shifted: ['1 2 3 4 5 6 7 8 9 0', 'Q W E R T Y U I O P', 'A S D F G H J K L', 'Z X C V B N M'],
};
