const mac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The words of the key that opens the palette. */
export const paletteKey = mac ? '⌘K' : 'Ctrl K';
