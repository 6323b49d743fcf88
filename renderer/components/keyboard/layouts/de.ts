import type { Layout } from '../layout.ts';

/** QWERTZ after DIN 2137-01: ü, ö and ä at the right hand, ß beside the 0. */
export const LAYOUT: Layout = {
  language: 'de',
  face: 'abc',
  latin: true,
  plain: ['1 2 3 4 5 6 7 8 9 0 ß', 'q w e r t z u i o p ü', 'a s d f g h j k l ö ä', 'y x c v b n m'],
  shifted: ['1 2 3 4 5 6 7 8 9 0 ẞ', 'Q W E R T Z U I O P Ü', 'A S D F G H J K L Ö Ä', 'Y X C V B N M'],
};
