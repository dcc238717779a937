/** Follows the fences of a block line by line. */
export class FenceWatch {
  #open: string | undefined;

  /** Whether a line is a fence or stands between two. */
  isInside(text: string): boolean {
    const marker = /^ {0,3}(`{3,}|~{3,})/u.exec(text)?.[1];
    if (this.#open === undefined) {
      this.#open = marker;
      return marker !== undefined;
    }
    if (marker?.startsWith(this.#open) === true && /^[`~\s]*$/u.test(text)) this.#open = undefined;
    return true;
  }
}
