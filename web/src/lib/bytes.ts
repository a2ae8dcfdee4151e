const KB = 1024;
const MB = KB * KB;

/** A size in bytes as a person reads it: "840 B", "12 KB", "1.2 MB". */
export function sizeWords(bytes: number): string {
  if (bytes < KB) return `${bytes} B`;
  if (bytes < MB) return `${Math.round(bytes / KB)} KB`;
  return `${(bytes / MB).toFixed(1).replace(/\.0$/, '')} MB`;
}
