/** CRC-16/IBM-3740 ("CCITT-FALSE"), two bytes, the high one first: a guard against slips, not against people. */
export function crc16(bytes: Uint8Array): Uint8Array {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return Uint8Array.from([crc >> 8, crc & 255]);
}
