import fc from 'fast-check';

/** Any UTF-16 code units, lone surrogates and controls among them, with what people do type mixed in. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  const unit = fc.oneof(
    fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom(...'aZ7 @.:-<>"\n\u202e\u200b\u0000'),
  );
  return fc.array(unit, { maxLength }).map((units) => units.join(''));
}
