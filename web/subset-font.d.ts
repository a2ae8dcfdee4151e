declare module 'subset-font' {
  interface Options {
    targetFormat: 'woff2';
    variationAxes?: Record<string, { min: number; max: number; default: number }>;
  }
  /** Cuts a font to the letters of a text. */
  export default function subset(font: Buffer, letters: string, options: Options): Promise<Buffer>;
}
