// Draws the pictures that cannot be SVG: the social card, the touch icon and favicon.ico. Run by tools/assets.sh.
import { readFileSync, writeFileSync } from 'node:fs'
import { Resvg } from '@resvg/resvg-js'

const [drawings, out] = process.argv.slice(2)
const png = (file, width) =>
  new Resvg(readFileSync(`${drawings}/${file}`, 'utf8'), {
    fitTo: { mode: 'width', value: width },
    font: { loadSystemFonts: true, defaultFontFamily: 'Liberation Sans' },
  }).render().asPng()

// https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10): a header, one entry, then the picture (PNG is allowed).
const ico = (picture, size) => {
  const head = Buffer.alloc(22)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(1, 4)
  head.writeUInt8(size, 6)
  head.writeUInt8(size, 7)
  head.writeUInt16LE(1, 10)
  head.writeUInt16LE(32, 12)
  head.writeUInt32LE(picture.length, 14)
  head.writeUInt32LE(22, 18)
  return Buffer.concat([head, picture])
}

writeFileSync(`${out}/social-card.png`, png('social-card.svg', 1200))
writeFileSync(`${out}/touch-icon.png`, png('touch-icon.svg', 180))
writeFileSync(`${out}/favicon.ico`, ico(png('touch-icon.svg', 32), 32))
